import { conditionsOf, type Condition } from "../../src/expand/conditions.ts";
import type { Formula } from "../../src/expand/formula.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import { quote } from "../../src/source/quote.ts";
import { polarParts } from "./conditions/polar-parts.ts";
import { gatedRunsOf } from "./conditions/gated-runs.ts";
import { actorTestsIn, isActorValue } from "./actor-tests.ts";

export const spoofableActorGate = defineRule({
  meta: {
    id: "spoofable-actor-gate",
    title: "A gate that trusts a name",
    summary: "A condition or a script lets somebody through because of a login, an author's name or that of a bot.",
    rationale:
      "The author of a commit is whatever the committer types, and the login of an event is that of whoever acted last, not of whoever wrote the code: " +
      "a pull request of a bot that somebody else has pushed to is still the bot's. A merge or deployment that opens for `dependabot[bot]` then runs an attacker's code.",
    remediation:
      "Gate on what the repository protects: the branch, a tag, a review, an approval with a restricted context. Leave the question who may do it to CircleCI's or GitHub's permissions.",
    limits:
      "In scripts only tests are seen behind which something is published, deployed or merged by a known command. Gates that keep a name out are not reported.",
    severity: "medium",
    confidence: "medium",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-1", "CICD-SEC-2"], cwe: ["CWE-290"] },
    references: [
      {
        title: "CircleCI: pipeline values and parameters",
        url: "https://circleci.com/docs/guides/orchestrate/pipeline-variables/",
      },
      { title: "CWE-290: authentication bypass by spoofing", url: "https://cwe.mitre.org/data/definitions/290.html" },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    for (const condition of conditionsOf(audit.config)) yield* inCondition(condition, audit);
    for (const script of audit.scripts) {
      for (const { test, action, name } of actorTestsIn(script)) {
        yield {
          at: script.locate(test.span),
          message:
            `${quote(action)} of the job ${quote(script.run.name)} runs when ${inWords(name)} is the right one, ` +
            `which says nothing about whose code it is.`,
          route: { run: script.run, hops: script.step.hops },
        };
      }
    }
  },
});

function inWords(name: string): string {
  return name.startsWith("the ") ? name : quote(name);
}

function* inCondition(condition: Condition, audit: Audit): Iterable<Reported> {
  for (const { part, opens } of polarParts(condition.formula, condition.keyword !== "unless")) {
    const name = opens ? actorIn(part) : undefined;
    if (name === undefined) continue;
    const [gated] = gatedRunsOf(condition, audit);
    const who = name.includes("commit")
      ? "whoever makes the commit writes that name"
      : "it is that of whoever acted last, not of whoever wrote the code";
    yield {
      at: part.at,
      severity: gated === undefined ? "low" : "medium",
      message:
        `This gate opens for a name, ${quote(name)}: ${who}.` +
        (gated === undefined ? "" : ` Behind it stands the job ${quote(gated.run.name)}, which ${gated.words}.`),
      ...(gated === undefined ? {} : { route: { run: gated.run, hops: gated.run.hops } }),
    };
  }
}

/** The actor's value that this part compares with something. */
function actorIn(part: Formula): string | undefined {
  if (part.kind !== "equal" && part.kind !== "starts-with" && part.kind !== "matches") return undefined;
  for (const operand of part.operands) if (operand.kind === "reference" && isActorValue(operand.name)) return operand.name;
  return undefined;
}
