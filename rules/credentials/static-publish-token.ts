import { defineRule, type Reported } from "../../src/rule/rule.ts";
import type { RelatedLocation } from "../../src/finding/location.ts";
import type { JobRun } from "../../src/expand/plan.ts";
import { quote } from "../../src/source/quote.ts";
import { oidcReplacement } from "../data/oidc-replacement.ts";
import { publicationsOf } from "../data/publishing.ts";
import { registryNames } from "../data/publishing/ecosystems.ts";
import { scriptsByRun } from "../data/scripts-by-run.ts";
import { publishTokenUsesOf, tokenInWords, type PublishTokenUse } from "./publishing/token-uses.ts";

export const staticPublishToken = defineRule({
  meta: {
    id: "static-publish-token",
    title: "A package is published with a stored token",
    summary: "A long-lived npm or PyPI token publishes a package that CircleCI could publish as a trusted publisher.",
    rationale:
      "A publish token works from anywhere until somebody revokes it. Whoever reads it in the job, through a dependency's install script, a log or a " +
      "cache, publishes a new version under your name, and everybody who depends on the package runs it. A trusted publisher stores nothing: the " +
      "registry asks the job's OIDC token which project and pipeline definition it comes from, and gives it a token that ends within minutes.",
    remediation:
      "Make the CircleCI project a trusted publisher of the package, publish with the job's OIDC token, and revoke the stored token.",
    limits:
      "Tokens that a publishing tool takes from a context by itself, without being named in the configuration, are not seen. Private registries and TestPyPI are left out.",
    severity: "low",
    confidence: "medium",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-6", "CICD-SEC-3"], cwe: ["CWE-522", "CWE-324"] },
    references: [
      { title: "CircleCI: publish to npm", url: "https://circleci.com/docs/guides/deploy/deploy-to-npm-registry/" },
      { title: "CircleCI: publish to PyPI", url: "https://circleci.com/docs/guides/deploy/deploy-to-pypi-registry/" },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    const scripts = scriptsByRun(audit);
    for (const [run, publications] of publicationsOf(audit)) {
      for (const use of publishTokenUsesOf(run, publications, scripts.get(run) ?? [])) yield* report(run, use);
    }
  },
});

/** What they publish is in settings of their own; the token may be there to install. */
const releasers = /^(?:multi-)?semantic-release|^(?:release-it|nx|auto)\b/u;

function* report(run: JobRun, { ecosystem, publication, tokens }: PublishTokenUse): Iterable<Reported> {
  const [first] = tokens;
  if (first === undefined) return;
  const { what, evidence, at, command } = publication;
  const registry = registryNames[ecosystem];
  const tool = command === undefined || evidence === "name" ? undefined : what;
  const isSure = evidence === "command" && !releasers.test(what);
  const { yaml, explanation } = oidcReplacement({ provider: ecosystem, via: "publish", ...(tool !== undefined && { tool }) });
  yield {
    at: first.at,
    ...(isSure ? {} : { confidence: "low" }),
    message:
      `The job ${quote(run.jobName)} ${isSure ? "publishes" : "seems to publish"} to ${registry} (${quote(what)}) with ${tokenInWords(first)}: whoever reads it can publish ` +
      `under your name until somebody revokes it. ${registry} takes the job's OIDC token instead.`,
    remediation: explanation,
    replacement: yaml,
    related: [{ ...at, label: "it is published here" }, ...others(tokens)],
    route: { run, hops: first.hops },
  };
}

function others([first, ...rest]: PublishTokenUse["tokens"]): readonly RelatedLocation[] {
  const seen = new Set([first?.at.span.start]);
  return rest.flatMap(({ at }) => {
    if (seen.has(at.span.start)) return [];
    seen.add(at.span.start);
    return [{ ...at, label: "the token is set here too" }];
  });
}
