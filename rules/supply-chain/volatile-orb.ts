import { orbsOf } from "../../src/config/orbs-of.ts";
import type { OrbReference } from "../../src/config/config.ts";
import type { Plan } from "../../src/expand/plan.ts";
import { knownText } from "../../src/expand/text.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { defineRule } from "../../src/rule/rule.ts";

export const volatileOrb = defineRule({
  meta: {
    id: "volatile-orb",
    title: "The orb's code can change at any moment",
    summary: "An orb at `@volatile`, at a `@dev:` version, or at a version that a parameter decides.",
    rationale:
      "An orb runs inside your jobs with their contexts and keys. `@volatile` is whatever was published last, a `@dev:` version can be replaced by " +
      "any member of the orb's organisation without review, and a version from a parameter is chosen by whoever starts the pipeline. Whoever " +
      "takes over the orb, or starts a pipeline, runs code in your jobs with the next build.",
    remediation: "Name one exact version; production versions in the registry cannot be changed.",
    limits:
      "What an exact version pulls in by itself, such as other orbs at floating versions, is not seen without the orb's source.",
    severity: "high",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-3"], cwe: ["CWE-829"] },
    references: [{ title: "CircleCI: orb versions", url: "https://circleci.com/docs/orbs/use/orb-concepts/" }],
    since: "0.1.0",
  },
  *check({ config, plan }) {
    const published = publishedOrbs(plan);
    for (const orb of orbsOf(config)) {
      const why = whyVolatile(orb);
      if (why === undefined || published.has(nameOf(orb) ?? "")) continue;
      yield {
        at: locationOf(orb.node),
        message: `The orb \`${orb.alias}\` ${why}`,
        replacement: `orbs:\n  ${orb.alias}: ${nameOf(orb) ?? "namespace/name"}@<exact version, such as 1.2.3>`,
      };
    }
  },
});

function whyVolatile({ source }: OrbReference): string | undefined {
  const version = source.kind === "registry" ? source.version : source.kind === "unclear" ? source.text : undefined;
  if (version === undefined) return undefined;
  if (version === "volatile") return "is whatever its owner published last; a bad release runs in your jobs at once.";
  if (version.startsWith("dev:")) {
    return "is a development version, which any member of its organisation can replace without review and which expires after 90 days.";
  }
  if (!version.includes("<<")) return undefined;
  return "gets its name or version from a value, so whoever starts a pipeline chooses which code runs with this project's secrets.";
}

function nameOf({ source }: OrbReference): string | undefined {
  return source.kind === "registry" ? `${source.namespace}/${source.name}` : undefined;
}

/** An orb's own repository tests a development version before it publishes it, with CircleCI's orb-tools. */
function publishedOrbs(plan: Plan): ReadonlySet<string> {
  const names = new Set<string>();
  for (const run of plan.runs) {
    if (run.orb?.source.kind !== "registry" || run.orb.source.name !== "orb-tools") continue;
    for (const key of ["orb_name", "orb-name"]) {
      const text = run.args.get(key)?.text;
      if (text !== undefined) names.add(knownText(text) ?? "");
    }
  }
  return names;
}
