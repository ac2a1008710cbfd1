import type { ContextUse, JobRun } from "../../src/expand/plan.ts";
import { assumedText } from "../../src/expand/text.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import { quote } from "../../src/source/quote.ts";
import { locationOf } from "../../src/yaml/node.ts";

export const contextOverload = defineRule({
  meta: {
    id: "context-overload",
    title: "One job holds too many secrets",
    summary: "A job takes four or more contexts, or `org-global`.",
    rationale:
      "Every step of a job, every orb and every package that it installs, can read all of the job's contexts. A single compromised dependency " +
      "then carries off the keys of many systems at once; `org-global` is the drawer into which whole organisations put what nobody sorted.",
    remediation:
      "Split the job, so that each part takes only the contexts it uses, and move what `org-global` holds into contexts named for one purpose, restricted to the projects that need it.",
    limits: "How many secrets a context holds, and which of them the job uses, is not in the file.",
    severity: "low",
    confidence: "high",
    profile: "pedantic",
    data: "config",
    tags: { owasp: ["CICD-SEC-5", "CICD-SEC-6"], cwe: ["CWE-250", "CWE-272"] },
    references: [{ title: "CircleCI: using contexts", url: "https://circleci.com/docs/guides/security/contexts/" }],
    since: "0.2.0",
  },
  *check({ plan }) {
    for (const run of plan.runs) {
      if (run.contexts.length === 0) continue;
      yield* tooMany(run);
      yield* orgGlobal(run);
    }
  },
});

/** From so many contexts on a job is hardly about one thing. */
const tooManyContexts = 4;

function* tooMany(run: JobRun): Iterable<Reported> {
  const distinct = new Map(run.contexts.map((use) => [nameOf(use), use]));
  const surplus = [...distinct.values()][tooManyContexts - 1];
  if (surplus === undefined) return;
  const names = [...distinct.keys()].map((name) => quote(name));
  yield {
    at: locationOf(surplus.node),
    message:
      `The job ${quote(run.name)} holds ${distinct.size} contexts at once (${inWords(names)}): whatever goes wrong in one of its steps ` +
      "gives away the secrets of all of them.",
    route: { run, hops: [] },
  };
}

/** Nobody reads longer lists. */
const mostNames = 8;

function inWords(names: readonly string[]): string {
  return names.length <= mostNames
    ? names.join(", ")
    : `${names.slice(0, mostNames).join(", ")} and ${names.length - mostNames} more`;
}

function* orgGlobal(run: JobRun): Iterable<Reported> {
  for (const use of run.contexts) {
    if (nameOf(use) !== "org-global") continue;
    yield {
      at: locationOf(use.node),
      message:
        `The job ${quote(run.name)} holds \`org-global\`, the context that gathers the secrets of the whole organisation: ` +
        "its steps can read all of them, whatever the job needs.",
      route: { run, hops: [] },
    };
  }
}

function nameOf({ name, node }: ContextUse): string {
  return assumedText(name) ?? node.text;
}
