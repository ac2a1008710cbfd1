import type { JobRun } from "../../src/expand/plan.ts";
import type { Audit, AuditPolicy } from "../../src/rule/audit.ts";
import { defineJoinedRule, type Reported } from "../../src/rule/rule.ts";
import { accessOf, contextNamed } from "../../src/snapshot/context-access.ts";
import type { Context } from "../../src/snapshot/organization.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { quote } from "../../src/source/quote.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { expressionFor, restrictionCall } from "../data/context-cures.ts";
import { namesInWords, secretNamesIn } from "../data/context-secrets.ts";
import { alsoTaken, contextUsesOf, type TakenContext } from "../data/context-uses.ts";
import { forkBuildsOf, forkersInWords, pushersInWords } from "../data/push-access.ts";
import { isSelfHosted } from "../data/runner-class.ts";

export const unrestrictedContext = defineJoinedRule({
  meta: {
    id: "unrestricted-context",
    title: "Every member can use the context",
    summary: "A context that holds secrets has no restriction, or none but the group `All members`.",
    rationale:
      "Every member of the organisation can name such a context in any project: whoever can push one branch of one repository writes a job that " +
      "takes it and sends its secrets away. A stolen laptop, a leaked token or a compromised dependency anywhere in the organisation is enough.",
    remediation:
      "Under Organization Settings, Contexts, open the context, add the projects or the expression that may use it, and replace `All members` " +
      "by the security group that needs it.",
    limits:
      "Who belongs to a group is not looked at. A context of a GitHub organisation for which the API returns no group at all is left to `unguarded-context`, since that has two " +
      "readings. Whether a stored variable is a secret is told by its name.",
    severity: "high",
    confidence: "high",
    profile: "regular",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-5", "CICD-SEC-2"], cwe: ["CWE-862", "CWE-732"] },
    references: [
      { title: "CircleCI: restricting a context", url: "https://circleci.com/docs/guides/security/contexts/#restrict-a-context" },
    ],
    since: "0.3.0",
  },
  *check(audit) {
    const organization = audit.facts?.organization;
    if (organization === undefined) return;
    for (const [name, uses] of contextUsesOf(audit.plan.runs)) {
      const context = contextNamed(name, organization);
      if (context !== undefined && accessOf(context, organization).kind === "all-members") yield* taken(context, uses, audit);
    }
  },
  *checkOrganization({ organization, takenContexts, policy }) {
    for (const [index, context] of (valueOf(organization.contexts) ?? []).entries()) {
      if (takenContexts.has(context.name) || accessOf(context, organization).kind !== "all-members") continue;
      const secrets = secretNamesIn(context.variables, policy);
      yield {
        at: sheetOf(organization).at("contexts", index, "name"),
        ...gradeOf(secrets, false),
        message: `${openTo(context, policy)}${secrets?.length === 0 ? ` ${holdsNone(context)}` : ` Any project can take ${heldIn(secrets)}; no audited configuration does.`}`,
        replacement: restrictionCall(context, "project", "<id of the project that needs it>"),
      };
    }
  },
});

function* taken(context: Context, uses: readonly TakenContext[], audit: Audit): Iterable<Reported> {
  const exposed = uses.map((taker) => [taker, exposureOf(taker.run, audit)] as const);
  const [taker, exposure] = exposed.find(([, found]) => found !== undefined) ?? exposed[0] ?? [];
  if (taker === undefined) return;
  const secrets = secretNamesIn(context.variables, audit.policy);
  const job = `the job ${quote(taker.run.name)}`;
  const path =
    exposure === undefined
      ? `Any project can take ${heldIn(secrets)}, as ${job} does here.`
      : `${upperFirst(job)} takes it ${exposure(heldIn(secrets))}.`;
  yield {
    at: locationOf(taker.use.node),
    ...gradeOf(secrets, exposure !== undefined),
    message: `${openTo(context, audit.policy)} ${secrets?.length === 0 ? holdsNone(context) : path}`,
    related: alsoTaken(taker, uses),
    replacement: restrictionCall(context, "expression", expressionFor(audit.facts)),
    route: { run: taker.run, hops: taker.run.hops },
  };
}

function openTo({ name, restrictions }: Context, policy: AuditPolicy): string {
  const claim = policy.isRestrictedContext(name) ? ", although `contexts.restricted` of the settings lists it" : "";
  const why = valueOf(restrictions)?.length === 0 ? "it has no restriction" : "its only restriction is `All members`";
  return `The context ${quote(name)} is open to every member of the organisation${claim}: ${why}.`;
}

function holdsNone({ variables }: Context): string {
  const isEmpty = valueOf(variables)?.length === 0;
  return `${isEmpty ? "It is still empty" : "What it holds looks public"}; whoever puts a secret in gives it to all of them.`;
}

function heldIn(secrets: readonly string[] | undefined): string {
  return secrets === undefined ? "its secrets, whose names are not known" : namesInWords(secrets);
}

/** Where nothing is known to be at stake, nothing is raised. */
function gradeOf(secrets: readonly string[] | undefined, isExposed: boolean): Pick<Reported, "severity" | "confidence"> {
  if (secrets === undefined) return { confidence: "medium" };
  if (secrets.length === 0) return { severity: "info" };
  return isExposed ? { severity: "critical" } : {};
}

/** Who gets the secrets through this job, to follow `takes it`; undefined when no more than any project's job does. */
function exposureOf(run: JobRun, { facts }: Audit): ((secrets: string) => string) | undefined {
  const onAnyBranch = run.reach.anyBranch === true;
  if (run.reach.anyBranch !== false && forkBuildsOf(facts) === "with-secrets") {
    return (secrets) => `in builds of forks too, which receive secrets: ${forkersInWords(facts)} can read ${secrets}`;
  }
  if (onAnyBranch) return (secrets) => `on every branch: ${pushersInWords(facts)} can read ${secrets}`;
  if (!isSelfHosted(run)) return undefined;
  return (secrets) => `to a self-hosted runner, where whatever another job left behind can read ${secrets}`;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
