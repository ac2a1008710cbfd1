import { compileText } from "../../src/expand/script.ts";
import { assumedText, hasUnknown } from "../../src/expand/text.ts";
import type { NameVerdict } from "../../src/rule/policy.ts";
import { defineRule } from "../../src/rule/rule.ts";

export const resourceClassNotAllowed = defineRule({
  meta: {
    id: "resource-class-not-allowed",
    title: "The settings do not allow the resource class",
    summary: "A job asks for a resource class that the settings forbid, do not list, or keep for other projects.",
    rationale:
      "A self-hosted runner stands in your own network, often with rights that no job should have by accident, and keeps what one job leaves for the " +
      "next. Whoever can name its resource class in a configuration runs code there; on large hosted classes they run up costs.",
    remediation: "Use a resource class that is allowed, or have this one added to `resourceClasses` in the settings file.",
    limits:
      "A job without `resource_class` gets CircleCI's default and is not judged. A class that only the running pipeline knows is left alone.",
    severity: "high",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-5", "CICD-SEC-7"], cwe: ["CWE-284"] },
    references: [
      {
        title: "CircleCI: config policies for resource classes",
        url: "https://circleci.com/docs/guides/config-policies/config-policy-reference/",
      },
    ],
    since: "0.2.0",
  },
  *check({ plan, policy, repository }) {
    for (const run of plan.runs) {
      const { resourceClass } = run;
      const name = resourceClass && assumedText(resourceClass)?.trim();
      if (resourceClass === undefined || name === undefined || name === "") continue;
      const verdict = policy.judgeResourceClass(name, repository.project);
      if (verdict.kind === "fine") continue;
      const compiled = compileText(resourceClass);
      yield {
        at: compiled.locate({ start: 0, end: compiled.text.length }),
        ...(hasUnknown(resourceClass) ? { confidence: "medium" } : {}),
        message: `The settings do not allow the resource class \`${name}\`: ${whyNot(verdict)}. Its machines are not meant for this job.`,
        route: { run, hops: run.hops },
      };
    }
  },
});

function whyNot(verdict: NameVerdict): string {
  if (verdict.kind === "denied") return `\`resourceClasses.deny\` forbids it with \`${verdict.entry}\``;
  if (verdict.kind === "other-project") return `it is reserved for ${verdict.projects.map((name) => `\`${name}\``).join(", ")}`;
  return "no entry of `resourceClasses.allow` names it";
}
