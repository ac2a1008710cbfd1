/** Which orbs a configuration names elements of: `alias/command` wherever a name of a step, job or executor can stand. */
import type { Config } from "../../src/config/config.ts";
import type { YamlMap, YamlNode } from "../../src/yaml/node.ts";

export interface OrbUses {
  /** Local names of orbs. */
  readonly aliases: ReadonlySet<string>;
  /** A name is put together from values, so it may be one of any orb. */
  readonly unsure: boolean;
}

/** Scalars under these are texts, paths and scripts, never names of elements. */
const proseKeys = new Set([
  ...["run", "command", "description", "image", "working_directory", "path", "root", "at", "destination", "key", "when"],
]);
/** So is all that stands under these. */
const proseSections = new Set(["environment", "filters", "paths", "keys", "requires", "context"]);

const known = new WeakMap<YamlMap, OrbUses>();

/** Worked out once for each map: the configurations of a folder ask for each other's. */
export function orbUsesOf(map: YamlMap): OrbUses {
  const uses = known.get(map) ?? findUses(map);
  known.set(map, uses);
  return uses;
}

/**
 * Cautious: whatever reads like an element of an orb counts, in arguments, defaults and anchors too, called or not. So a value
 * such as `node/modules` hides that the orb `node` is not used; the other way round, no use is missed.
 */
function findUses(map: YamlMap): OrbUses {
  const aliases = new Set<string>();
  let unsure = false;
  const seen = new Set<YamlNode>([map]);
  const open: YamlNode[] = [];
  const note = (text: string): void => {
    const slash = text.indexOf("/");
    if (slash <= 0 || /\s/.test(text.replaceAll(/<<[^<>]*>>/g, ""))) return;
    const alias = text.slice(0, slash);
    if (alias.includes("<<")) unsure = true;
    else aliases.add(alias);
  };
  const visit = (node: YamlNode): void => {
    if (seen.has(node)) return;
    seen.add(node);
    open.push(node);
  };
  for (const { key, value } of map.entries) if (key !== "orbs") visit(value);
  for (const { value } of orbsIn(map)) if (value.kind === "map") visit(value);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === "scalar") note(node.text.trim());
    else if (node.kind === "seq") for (const { value } of node.items) visit(value);
    else {
      for (const { key, value } of node.entries) {
        note(key.trim());
        if (!proseSections.has(key) && (value.kind !== "scalar" || !proseKeys.has(key))) visit(value);
        if (isOpenChoice(key, value)) unsure = true;
      }
    }
  }
  return { aliases, unsure };
}

function orbsIn(map: YamlMap): YamlMap["entries"] {
  const orbs = map.entries.find(({ key }) => key === "orbs")?.value;
  return orbs?.kind === "map" ? orbs.entries : [];
}

/** An executor that whoever starts the pipeline names. Parameters of jobs and commands get their values in this file. */
function isOpenChoice(key: string, value: YamlNode): boolean {
  return (
    (key === "executor" || key === "override-with") && value.kind === "scalar" && value.text.includes("pipeline.parameters.")
  );
}

/** An orb in the making can be spread over several files, of which only one declares orbs. */
export function hasElements({ library, workflows }: Config): boolean {
  return workflows.length > 0 || library.jobs.size > 0 || library.commands.size > 0 || library.executors.size > 0;
}
