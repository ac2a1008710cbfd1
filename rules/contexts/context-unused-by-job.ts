import type { JobRun } from "../../src/expand/plan.ts";
import { environmentOf } from "../../src/expand/plan-of.ts";
import { assumedText, knownText, type Text } from "../../src/expand/text.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { accessOf, contextNamed } from "../../src/snapshot/context-access.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import { quote } from "../../src/source/quote.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { namesInWords } from "../data/context-secrets.ts";
import { functionNames } from "../data/processes.ts";
import { scriptsByRun } from "../data/scripts-by-run.ts";
import { unnamedReads } from "../data/tools/plain-programs.ts";
import { upstreamOf } from "../data/workflow-graph.ts";

export const contextUnusedByJob = defineRule({
  meta: {
    id: "context-unused-by-job",
    title: "The job uses nothing of the context",
    summary: "A job takes a context and names none of its variables, and none of its programs reads variables unseen.",
    rationale:
      "Every step of a job can read every variable of its contexts. Secrets that the job does not need are only there to be stolen: by a dependency " +
      "that it installs, an image that it pulls, or whoever gets a change into one of its scripts.",
    remediation: "Take the context off the job.",
    limits:
      "A job is judged only when all that it runs can be read: scripts for a Bourne shell made of well-known tools that read no variables but those " +
      "named to them. Package managers, build tools, project scripts, `docker compose`, Terraform and orbs without source may read anything, and silence the rule.",
    severity: "low",
    confidence: "low",
    profile: "auditor",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-5", "CICD-SEC-6"], cwe: ["CWE-250", "CWE-272"] },
    references: [{ title: "CircleCI: creating and using a context", url: "https://circleci.com/docs/guides/security/contexts/" }],
    since: "0.3.0",
  },
  *check(audit) {
    const organization = audit.facts?.organization;
    if (organization === undefined) return;
    const scripts = scriptsByRun(audit);
    for (const run of audit.plan.runs) {
      if (run.contexts.length === 0) continue;
      const reads = readsOfRun(run, scripts.get(run) ?? []);
      if (reads === undefined) continue;
      for (const use of run.contexts) {
        const context = contextNamed(knownText(use.name) ?? "", organization);
        const names = valueOf(context?.variables)?.map(({ name }) => name) ?? [];
        if (context === undefined || names.length === 0 || names.some(reads)) continue;
        // Taken so that only members of its group may approve.
        if (accessOf(context, organization).kind === "groups" && waitsForApproval(run)) continue;
        yield {
          at: locationOf(use.node),
          message: `The job ${quote(run.name)} is given ${namesInWords(names)} by the context ${quote(context.name)}, and nothing in it reads ${names.length === 1 ? "it" : "any of them"}.`,
          route: { run, hops: run.hops },
        };
      }
    }
  },
});

/** Whether the job may read a variable; undefined when part of what it runs is not known. */
function readsOfRun(run: JobRun, scripts: readonly ScriptRun[]): ((name: string) => boolean) | undefined {
  if (run.definition === undefined || run.executor.kind === "unknown" || run.executor.kind === "none") return undefined;
  if (run.steps.some((step) => step.kind === "unknown" || (step.kind === "orb-command" && step.isOpaque))) return undefined;
  const beginnings = new Set<string>();
  for (const { facts, holes } of scripts) {
    const isShell = facts.language === "bash" || facts.language === "sh";
    if (!isShell || holes.length > 0 || facts.notUnderstood !== undefined || facts.errors.length > 0) return undefined;
    const functions = functionNames(facts);
    for (const command of facts.commands) {
      if (command.words.length === 0 || functions.has(command.name ?? "")) continue;
      const unnamed = unnamedReads(command);
      if (unnamed === undefined) return undefined;
      for (const beginning of unnamed) beginnings.add(beginning);
    }
  }
  const words = wordsIn(run, scripts);
  const starts = [...beginnings];
  return words && ((name) => words.has(name) || readByAll.test(name) || starts.some((start) => name.startsWith(start)));
}

/** What shells and network clients of all kinds read. */
const readByAll = /_PROXY$|^(?:PATH|BASH_ENV|ENV|HOME|IFS|PS4|TZ|LANG|(?:LC|LD|DYLD)_.*)$/i;

/** Every word of the job that may be the name of a variable; undefined when a text is not known. */
function wordsIn(run: JobRun, scripts: readonly ScriptRun[]): ReadonlySet<string> | undefined {
  const words = new Set<string>();
  for (const { facts } of scripts) addWords(words, facts.text);
  for (const text of textsOf(run)) {
    const value = assumedText(text);
    if (value === undefined) return undefined;
    addWords(words, value);
  }
  return words;
}

function addWords(words: Set<string>, text: string): void {
  for (const [word] of text.matchAll(/[A-Za-z_]\w*/g)) words.add(word);
}

function* textsOf(run: JobRun): Iterable<Text> {
  for (const { value } of environmentOf(run)) yield value;
  const args = [run.args, ...run.steps.flatMap((step) => ("args" in step ? [step.args] : []))];
  for (const { text, items } of args.flatMap((each) => [...each.values()])) yield* text === undefined ? items : [text];
  if (run.executor.kind !== "docker") return;
  for (const { image, auth, awsAuth } of run.executor.images) {
    for (const text of [image, auth?.username, auth?.password, awsAuth?.accessKeyId, awsAuth?.secretAccessKey]) {
      if (text !== undefined) yield text;
    }
  }
}

function waitsForApproval(run: JobRun): boolean {
  for (const { kind } of upstreamOf([run])) if (kind === "approval") return true;
  return false;
}
