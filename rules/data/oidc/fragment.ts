/** Puts steps and orb imports together as a piece of configuration. */
import type { Arguments } from "./arguments.ts";
import type { OrbUse } from "./use.ts";
import { toYaml } from "./yaml-text.ts";
import type { YamlValue } from "./yaml-text.ts";

export type Imports = Readonly<Record<string, string>>;

/** A login step of an orb, and what must be imported for it. */
export interface Setup {
  readonly step: YamlValue;
  readonly imports: Imports;
}

/** A bare list where nothing must be imported; else the imports and the list at its place. */
export function fragment(imports: Imports, items: readonly YamlValue[], areJobs: boolean): string {
  if (Object.keys(imports).length === 0) return toYaml(items);
  return toYaml(areJobs ? { orbs: imports, workflows: { "<workflow>": { jobs: items } } } : { orbs: imports, steps: items });
}

/** The login in front of a step, or as the first of a job's pre-steps: for orbs that only look at the environment. */
export function withLogin(use: OrbUse, setup: Setup, args: Arguments): string {
  const element = `${use.alias}/${use.element}`;
  const items = use.isJob ? [{ [element]: { "pre-steps": [setup.step], ...args } }] : [setup.step, call(element, args)];
  return fragment(setup.imports, items, use.isJob);
}

/** A step by its name alone when it has no arguments. */
export function call(element: string, args: Arguments): YamlValue {
  return Object.keys(args).length === 0 ? element : { [element]: args };
}
