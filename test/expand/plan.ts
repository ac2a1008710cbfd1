/** A plan from YAML text, and a short way to write it down. */
import { readConfig } from "../../src/config/read-config.ts";
import { expandConfig, type ExpandOptions } from "../../src/expand/expand.ts";
import type { JobRun, Plan, Step } from "../../src/expand/plan.ts";
import { compileText } from "../../src/expand/script.ts";
import type { Text } from "../../src/expand/text.ts";
import { parseNow } from "../yaml/parse-now.ts";

export function planOf(text: string, options?: ExpandOptions): Plan {
  const file = { path: ".circleci/config.yml", text };
  const { root } = parseNow(file);
  if (root?.kind !== "map") throw new Error("the test's YAML is no map");
  return expandConfig(readConfig(file, root), options);
}

/** Known text as it is, unknown parts as `{name}`. */
export function show(text: Text | undefined): string | undefined {
  return text?.parts.map((part) => (part.kind === "known" ? part.text : `{${part.expression}}`)).join("");
}

export function showStep(step: Step): string {
  const maybe = step.condition === "unknown" ? "? " : "";
  if (step.kind === "run") return `${maybe}run ${show(step.command)}`;
  const args = step.kind === "unknown" ? [] : [...step.args.values()].map((arg) => `${arg.name}=${show(arg.text) ?? "…"}`);
  return `${maybe}${[step.name, ...args].join(" ")}`;
}

export function stepsOf(plan: Plan, name: string): readonly string[] {
  return runNamed(plan, name).steps.map(showStep);
}

export function runNamed(plan: Plan, name: string): JobRun {
  const run = plan.runs.find((candidate) => candidate.name === name);
  if (run === undefined) throw new Error(`no run ${name}, only ${plan.runs.map((known) => known.name).join(", ")}`);
  return run;
}

/** `code: text at the place`. */
export function problemsOf(plan: Plan): readonly string[] {
  return plan.problems.map(
    ({ code, location }) => `${code}: ${location?.file.text.slice(location.span.start, location.span.end) ?? ""}`,
  );
}

/** The source text where the first occurrence of `needle` in a compiled text is written. */
export function sourceAt(text: Text, needle: string): { readonly text: string; readonly start: number } {
  const compiled = compileText(text);
  const start = compiled.text.indexOf(needle);
  const { file, span } = compiled.locate({ start, end: start + needle.length });
  return { text: file.text.slice(span.start, span.end), start: span.start };
}
