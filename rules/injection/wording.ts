/** Sentences that the rules on untrusted text share. */
import type { JobRun } from "../../src/expand/plan.ts";
import type { RelatedLocation } from "../../src/finding/location.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import type { Word } from "../../src/shell/facts.ts";
import { quote } from "../../src/source/quote.ts";
import type { UntrustedRead } from "../data/untrusted/reads.ts";
import type { UntrustedSource } from "../data/untrusted/sources.ts";

/** `` `CIRCLE_BRANCH` ``, `` `NAME`, which holds `pipeline.git.branch`, ``, `` the output of `git log` ``. */
export function nameOfRead({ origin, source }: UntrustedRead): string {
  const held = source.kind === "command" ? `the output of ${quote(source.name)}` : quote(source.name);
  const { variable } = origin;
  return variable === undefined || variable === source.name ? held : `${quote(variable)}, which holds ${held},`;
}

/** `` the job `deploy` ``; a command that nothing calls runs in the jobs of others. */
export function jobOf({ kind, jobName }: JobRun): string {
  return kind === "uncalled-command" ? `jobs that call ${quote(jobName)}` : `the job ${quote(jobName)}`;
}

/** `whoever can push a branch chooses it`. */
export function chosenBy({ who }: UntrustedSource): string {
  return `${who} chooses it`;
}

/** Who gains what when the source's text becomes code, to follow the place: `: whoever can push a branch can write commands there. …`. */
export function gainOf({ level, who }: UntrustedSource): string {
  switch (level) {
    case "ref":
      return `: ${who} can write commands there. Git allows \`$ ( ) ; & | < >\`, quotes and backticks in names of branches and tags.`;
    case "limited":
      return `, and ${who} chooses it. Today its characters leave no room for a command, but that is the code host's choice.`;
    default:
      return `: ${who} can write commands there, since it may hold any character.`;
  }
}

/** False for a piece of an address: the last segment of `CIRCLE_PULL_REQUEST` is a number. */
export function maySayAnything({ source, origin }: UntrustedRead): boolean {
  const { part, path } = origin;
  if (source.level !== "limited") return true;
  return part?.kind === "variable" && part.yields === "value" && path.every(({ value }) => isWholeValue(value));
}

function isWholeValue(value: Word | undefined): boolean {
  return (
    value?.parts.every((part) => part.kind !== "substitution" && (part.kind !== "variable" || part.yields === "value")) === true
  );
}

/** From the source to the place where it matters, when there is something between. */
export function wayTo(read: UntrustedRead, script: ScriptRun, label: string): readonly RelatedLocation[] {
  return read.way.length === 0 ? [] : [...read.way, { ...script.locate(read.span), label }];
}

/** `pipeline.event.github.pull_request.title` → `PULL_REQUEST_TITLE`. */
export function variableFor(name: string): string {
  const words = name
    .split(".")
    .slice(1)
    .filter((word) => word !== "event" && word !== "github" && word !== "git" && word !== "parameters");
  return words
    .join("_")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .toUpperCase();
}
