import type { Audit } from "../../src/rule/audit.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { accessOf, contextNamed } from "../../src/snapshot/context-access.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import type { Context, Restriction } from "../../src/snapshot/organization.ts";
import { quote } from "../../src/source/quote.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { expressionFor, restrictionCall } from "../data/context-cures.ts";
import { namesInWords, secretNamesIn } from "../data/context-secrets.ts";
import { alsoTaken, contextUsesOf, type TakenContext } from "../data/context-uses.ts";
import { wordsOf } from "../data/name-words.ts";
import { publicationInWords } from "../data/privilege.ts";
import { publicationsOf } from "../data/publishing.ts";
import { admits, apiConfig, isUnreadable, sshRerun } from "../data/restriction-expression.ts";

export const weakContextRestriction = defineRule({
  meta: {
    id: "weak-context-restriction",
    title: "The context is weakly restricted",
    summary:
      "A context for production has neither a project nor an expression restriction, or its expression lets in reruns with SSH or configurations from the API.",
    rationale:
      "A group alone lets each of its members take the context in any project and on any branch. An expression that only looks at the branch can be passed: " +
      "a rerun with SSH opens a shell in the job on that branch with all its secrets, and a pipeline that is triggered by the API can name the branch and bring " +
      "a configuration of its own.",
    remediation:
      "Add an expression restriction that names the branch and keeps out both ways: " +
      '`pipeline.git.branch == "main" and not job.ssh.enabled and not (pipeline.config_source starts-with "api")`.',
    limits:
      "A context counts as one for production by its name, or because a job that publishes or deploys takes it. An expression that cannot be read is " +
      "left alone. Several expressions are taken to be enough when one of them keeps a way shut.",
    severity: "low",
    confidence: "high",
    profile: "pedantic",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-5", "CICD-SEC-2"], cwe: ["CWE-863", "CWE-250"] },
    references: [
      { title: "CircleCI: restricting a context", url: "https://circleci.com/docs/guides/security/contexts/#restrict-a-context" },
    ],
    since: "0.3.0",
  },
  *check(audit) {
    const { facts, plan, policy } = audit;
    if (facts?.organization === undefined) return;
    for (const [name, uses] of contextUsesOf(plan.runs)) {
      const context = contextNamed(name, facts.organization);
      const secrets = secretNamesIn(context?.variables, policy);
      if (context === undefined || secrets?.length === 0) continue;
      const production = productionUse(name, uses, audit);
      const gap = production === undefined ? undefined : gapIn(context, audit);
      if (production === undefined || gap === undefined) continue;
      const { taker, why } = production;
      yield {
        at: locationOf(taker.use.node),
        ...(gap.isSure ? {} : { confidence: "medium" }),
        message: `The context ${quote(name)}, ${why}, ${gap.what}. In it: ${secrets === undefined ? "names not known" : namesInWords(secrets)}.`,
        related: alsoTaken(taker, uses),
        replacement: restrictionCall(context, "expression", gap.cure),
        route: { run: taker.run, hops: taker.run.hops },
      };
    }
  },
});

const productionWords = new Set(["PROD", "PRODUCTION", "PRD", "LIVE", "RELEASE", "PUBLISH", "PUBLISHING"]);
const contrary = new Set(["NON", "NOT", "PRE", "NO"]);

function productionUse(
  name: string,
  uses: readonly TakenContext[],
  audit: Audit,
): { readonly taker: TakenContext; readonly why: string } | undefined {
  const publications = publicationsOf(audit);
  for (const taker of uses) {
    const [publication] = publications.get(taker.run) ?? [];
    if (publication === undefined) continue;
    return { taker, why: `with which the job ${quote(taker.run.name)} ${publicationInWords(publication)}` };
  }
  const words = wordsOf(name.replaceAll(/[\s/]/g, "-"));
  const isProduction = words.some((word) => productionWords.has(word)) && !words.some((word) => contrary.has(word));
  const [taker] = uses;
  return isProduction && taker !== undefined ? { taker, why: "by its name one for production" } : undefined;
}

interface Gap {
  /** To follow the context's name. */
  readonly what: string;
  /** The expression that closes it. */
  readonly cure: string;
  /** False: settings that are not known may have closed all of it already. */
  readonly isSure: boolean;
}

/** Contexts that are open to all, or of which nothing is known, are the business of other rules. */
function gapIn(context: Context, { facts }: Audit): Gap | undefined {
  if (facts?.organization === undefined) return undefined;
  const access = accessOf(context, facts.organization);
  if (access.kind === "groups" && access.by.length === 0) {
    const groups = access.groups.map(({ name, value }) => name ?? value);
    const what = `is restricted to ${namesInWords(groups)} alone: each member can take it in any project and on any branch`;
    return { what, cure: expressionFor(facts), isSure: true };
  }
  if (access.kind !== "groups" && access.kind !== "narrowed") return undefined;
  const expressions = access.by.filter(({ type }) => type === "expression").map(({ value }) => value);
  if (expressions.length === 0 || expressions.some(isUnreadable)) return undefined;
  const onlyHere = isOnlyFor(access.by, facts.project.id);
  const ways = [
    { word: "reruns with SSH", shut: "not job.ssh.enabled", values: sshRerun, isShut: forbidsSsh(facts, onlyHere) },
    {
      word: "configurations that come with an API request",
      shut: 'not (pipeline.config_source starts-with "api")',
      values: apiConfig,
      isShut: forbidsApiConfig(facts, onlyHere),
    },
  ].filter(({ values, isShut }) => isShut !== true && expressions.every((expression) => admits(expression, values) !== false));
  const [first = ""] = expressions;
  if (ways.length === 0) return undefined;
  return {
    what: `is restricted by ${quote(first, 120)}, which lets in ${ways.map(({ word }) => word).join(" and ")}`,
    cure: [`(${first})`, ...ways.map(({ shut }) => shut)].join(" and "),
    isSure: ways.some(({ isShut }) => isShut === false),
  };
}

function isOnlyFor(by: readonly Restriction[], project: string): boolean {
  const projects = by.filter(({ type }) => type === "project");
  return projects.length > 0 && projects.every(({ value }) => value === project);
}

type Facts = NonNullable<Audit["facts"]>;

/** Undefined when it is not known. */
function forbidsSsh({ project }: Facts, onlyHere: boolean): boolean | undefined {
  return onlyHere ? valueOf(project.settings)?.disableSsh : false;
}

/** Undefined when it is not known. */
function forbidsApiConfig({ project, organization }: Facts, onlyHere: boolean): boolean | undefined {
  const isAllowed = valueOf(organization?.settings)?.allowsUnversionedConfig;
  if (isAllowed === false) return true;
  const isAllowedHere = onlyHere ? valueOf(project.settings)?.allowsUnversionedConfig : undefined;
  if (isAllowedHere === false) return true;
  return isAllowed === undefined ? undefined : false;
}
