import { defineRule } from "../../src/rule/rule.ts";
import { nearMiss } from "../../src/schema/near-miss.ts";
import { contextNamed } from "../../src/snapshot/context-access.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import { plain, quote } from "../../src/source/quote.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { alsoTaken, contextUsesOf } from "../data/context-uses.ts";

export const contextMissing = defineRule({
  meta: {
    id: "context-missing",
    title: "The context does not exist",
    summary: "A job names a context that the organisation does not have, so that any member can create it.",
    rationale:
      "Whoever creates a context of that name chooses what the job is given: a PATH, a NODE_OPTIONS or a registry's address that runs their code with the " +
      "job's other secrets, in a workflow that they need not be allowed to touch. Until then the job fails, or, with a misspelt name, lacks what it needs.",
    remediation:
      "Name the context that is meant, or remove the entry. If the context is to come, create it now, restricted, under Organization Settings, Contexts.",
    limits:
      "Names that only the running pipeline knows are not looked up, and neither is anything when the token may not list the organisation's contexts.",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-5", "CICD-SEC-4"], cwe: ["CWE-610", "CWE-1104"] },
    references: [{ title: "CircleCI: creating and using a context", url: "https://circleci.com/docs/guides/security/contexts/" }],
    since: "0.3.0",
  },
  *check({ plan, facts }) {
    const { organization } = facts ?? {};
    const contexts = valueOf(organization?.contexts);
    if (organization === undefined || contexts === undefined) return;
    for (const [name, [first, ...others]] of contextUsesOf(plan.runs)) {
      if (first === undefined || name === "" || contextNamed(name, organization) !== undefined) continue;
      const meant = nearMiss(
        name,
        contexts.map((context) => context.name),
      );
      yield {
        at: locationOf(first.use.node),
        message:
          `The job ${quote(first.run.name)} takes the context ${quote(name)}, which the organisation ${quote(organization.name)} does not have: ` +
          `any member can create it and choose what the job is given.${meant === undefined ? "" : ` Is ${quote(meant)} meant?`}`,
        related: alsoTaken(first, others),
        ...(meant === undefined ? {} : { replacement: `context: ${asYaml(meant)}` }),
        route: { run: first.run, hops: first.run.hops },
      };
    }
  },
});

function asYaml(name: string): string {
  return /^[A-Za-z][\w.-]*$/u.test(name) ? name : JSON.stringify(plain(name, 200));
}
