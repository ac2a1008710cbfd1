import type { EnvironmentEntry, JobRun } from "../../src/expand/plan.ts";
import { knownText } from "../../src/expand/text.ts";
import { defineSettingsRule, type Reported } from "../../src/rule/rule.ts";
import type { ProjectAudit } from "../../src/rule/settings-audit.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { contextNamed } from "../../src/snapshot/context-access.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { quote } from "../../src/source/quote.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { secretNamesIn } from "../data/context-secrets.ts";
import { namePolicyOf } from "../data/stored-secrets.ts";
import { secretKind } from "../data/secret-variables.ts";
import { contextUses } from "./used-contexts.ts";
import { numbered, projectName } from "./wording.ts";

export const shadowedSecret = defineSettingsRule({
  meta: {
    id: "shadowed-secret",
    title: "A stored secret is overridden by another value",
    summary: "A secret is kept in a context and in the project, or `environment` overrides a stored one.",
    rationale:
      "Of several values of one name a job sees one: what `environment` sets goes before a context, a context before the project. Whoever rotates the secret changes one of them. " +
      "The others stay valid and forgotten, and the job that was meant to get the new value may still use the old one.",
    remediation:
      "Keep each secret in one place. Delete the copy that no job should get, and rotate it, since nobody has looked after it.",
    limits:
      "Contexts count when a job of the audited configurations takes them. Two contexts of one job that hold the same name are not compared.",
    severity: "low",
    confidence: "high",
    profile: "regular",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-6"], cwe: ["CWE-1109"] },
    references: [
      {
        title: "CircleCI: precedence of environment variables",
        url: "https://circleci.com/docs/guides/security/env-vars/#order-of-precedence",
      },
    ],
    since: "0.3.0",
  },
  *checkProject(audit) {
    yield* keptTwice(audit);
    for (const each of audit.audits) yield* overridden(each);
  },
});

function* keptTwice(audit: ProjectAudit): Iterable<Reported> {
  const { project } = audit;
  const uses = [...contextUses(audit.audits)];
  const secrets = uses.length === 0 ? undefined : new Set(secretNamesIn(project.variables, audit.policy));
  if (secrets === undefined || secrets.size === 0) return;
  const { organization } = audit;
  for (const [index, { name }] of (valueOf(project.variables) ?? []).entries()) {
    if (!secrets.has(name)) continue;
    const twins = uses.filter(([context]) =>
      valueOf(contextNamed(context, organization)?.variables)?.some((variable) => variable.name === name),
    );
    if (twins.length === 0) continue;
    const takers = twins.flatMap(([, own]) => own);
    const jobs = [...new Set(takers.map(({ run }) => run.name))];
    const contexts = twins.map(([context]) => context);
    yield {
      at: sheetOf(project).at("variables", index, "name"),
      message:
        `${quote(name)} is kept in ${projectName(project)} and in ${numbered("context", contexts)}: ${numbered("job", jobs)} ` +
        `get${jobs.length === 1 ? "s" : ""} the context's value, all others the project's. Whoever rotates one leaves the other valid.`,
      related: takers.map(({ run, use }) => ({
        ...locationOf(use.node),
        label: `the job ${quote(run.name)} gets the value of this context`,
      })),
    };
  }
}

function* overridden(audit: Audit): Iterable<Reported> {
  const policy = namePolicyOf(audit);
  for (const run of audit.plan.runs) {
    const places = policy.stored?.of(run).places;
    if (places === undefined || places.size === 0) continue;
    for (const { name, nameNode, value, hops } of entriesOf(run)) {
      // What an orb sets for itself cannot be mended here.
      if (locationOf(nameNode).file !== audit.config.file) continue;
      // An empty value is there to keep the secret from the job.
      if (!places.has(name) || knownText(value) === "" || secretKind(name, policy, run) === undefined) continue;
      const context = places.get(name);
      const store = context === undefined ? "the project" : `the context ${quote(context)}`;
      yield {
        at: locationOf(nameNode),
        message:
          `\`environment\` sets ${quote(name)} over the secret of that name that ${store} keeps: the job ${quote(run.jobName)} never sees the stored one, ` +
          "and rotating it changes nothing here.",
        route: { run, hops },
      };
    }
  }
}

/** What a container sets for itself goes its own way. */
function entriesOf({ environment, steps }: JobRun): readonly EnvironmentEntry[] {
  return [...environment, ...steps.flatMap((step) => (step.kind === "run" ? step.environment : []))].filter(
    ({ level }) => level !== "container",
  );
}
