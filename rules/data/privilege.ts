/** What makes a job run worth guarding, in words for messages. */
import type { JobRun } from "../../src/expand/plan.ts";
import { assumedText } from "../../src/expand/text.ts";
import type { Audit, ScriptRun } from "../../src/rule/audit.ts";
import type { ScriptFacts } from "../../src/shell/facts.ts";
import { quote } from "../../src/source/quote.ts";
import { federationOfCommand } from "./cloud/federation.ts";
import { publicationsOf, type Publication } from "./publishing.ts";
import { scriptsByRun } from "./scripts-by-run.ts";

/** `publishes a package (`npm publish`)`, to follow the name of a job. */
export function publicationInWords({ does, what }: Publication): string {
  return `${does} (${quote(what)})`;
}

/** `holds the context `aws``, to follow the name of a job; undefined when the run takes none. */
export function contextsInWords(run: JobRun): string | undefined {
  if (run.contexts.length === 0) return undefined;
  const names = run.contexts.map((use) => quote(assumedText(use.name) ?? use.node.text));
  return `holds the context${names.length > 1 ? "s" : ""} ${names.join(", ")}`;
}

export interface Privilege {
  /** What the run does or holds, to follow its name. */
  readonly words: string;
  /** The first thing it publishes or deploys, if any. */
  readonly publication: Publication | undefined;
}

/** What a job run may do that not everybody should: publish, deploy, hold a context, assume a role; undefined for all others. */
export function privilegeOf(run: JobRun, audit: Audit): Privilege | undefined {
  const [publication] = publicationsOf(audit).get(run) ?? [];
  const role = assumesRole(run, scriptsByRun(audit).get(run) ?? []) ? "assumes a cloud role" : undefined;
  const words = [publication && publicationInWords(publication), contextsInWords(run), role].filter((part) => part !== undefined);
  return words.length === 0 ? undefined : { words: words.slice(0, 2).join(" and "), publication };
}

const roleParameter = /(?:^|[-_])role[-_]arn$|workload[-_]identity|federated/iu;

function assumesRole({ args, steps }: JobRun, scripts: readonly ScriptRun[]): boolean {
  const given = steps.flatMap((step) => (step.kind === "orb-command" ? [...step.args.keys()] : []));
  if ([...args.keys(), ...given].some((name) => roleParameter.test(name))) return true;
  return scripts.some(({ facts }) => logsInByToken(facts));
}

/** Scripts are shared between job runs; each is judged once. */
const judged = new WeakMap<ScriptFacts, boolean>();

function logsInByToken(facts: ScriptFacts): boolean {
  let logsIn = judged.get(facts);
  if (logsIn === undefined) {
    logsIn = facts.commands.some((command) => federationOfCommand(command) !== undefined);
    judged.set(facts, logsIn);
  }
  return logsIn;
}
