import { asMap } from "../../src/config/reader.ts";
import type { RunStep, Step } from "../../src/expand/plan.ts";
import { knownText } from "../../src/expand/text.ts";
import type { Location } from "../../src/finding/location.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { quote } from "../../src/source/quote.ts";
import { entryOf, locationOf } from "../../src/yaml/node.ts";
import { publicationInWords } from "../data/privilege.ts";
import { isTeardown, publicationsOf, type Publication } from "../data/publishing.ts";

export const alwaysRunPublish = defineRule({
  meta: {
    id: "always-run-publish",
    title: "Publishes even after failed checks",
    summary: "A step that publishes or deploys has `when: always`.",
    rationale:
      "`when: always` runs a step whatever became of the steps before it. A failed test, a failed signature check or a scan that found something then " +
      "stops nothing: what should have been held back goes out, to whoever waited for a moment when nobody looks at red builds.",
    remediation: "Take `when: always` away, so that the step runs only after all steps before it have succeeded.",
    limits:
      "Uploads of files to a bucket are left alone, since reports and logs are kept that way, and so is what tears something down. " +
      "What project scripts do is judged by their names.",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-1"], cwe: ["CWE-754", "CWE-693"] },
    references: [
      {
        title: "CircleCI: the when attribute",
        url: "https://circleci.com/docs/reference/configuration-reference/#the-when-attribute",
      },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    for (const [run, publications] of publicationsOf(audit)) {
      for (const publication of publications) {
        const { step } = publication;
        if (step?.kind !== "run" || step.when !== "always" || !hasStepsBefore(step, run.steps)) continue;
        if (!goesOut(publication, publications)) continue;
        yield {
          at: whenOf(step) ?? publication.at,
          confidence: publication.evidence === "command" && !publication.conditional ? "high" : "medium",
          message:
            `The job ${quote(run.name)} ${publicationInWords(publication)} in a step with \`when: always\`: it does so even when the ` +
            "steps before have failed, tests and checks among them.",
          related: [{ ...publication.at, label: "what goes out all the same" }],
          route: { run, hops: step.hops },
        };
      }
    }
  },
});

/** Reports and logs are kept after failures on purpose, and what was put up for a test is taken down then. */
function goesOut(publication: Publication, all: readonly Publication[]): boolean {
  if (publication.kind === "files") return false;
  return !all.some((other) => other.step === publication.step && isTeardown(other)) && !isCleanup(publication.step);
}

function isCleanup(step: Publication["step"]): boolean {
  const name = step?.kind === "run" && step.name !== undefined ? knownText(step.name) : undefined;
  return name !== undefined && /clean|tear|destroy|delet|remov|roll(?:ing)?[ -]?back|restor|revert/iu.test(name);
}

/** These do not judge what was built. */
const quiet = new Set(["checkout", "setup_remote_docker", "add_ssh_keys", "restore_cache", "attach_workspace"]);

/** Without a step before it that could fail, `always` changes nothing. */
function hasStepsBefore(step: RunStep, steps: readonly Step[]): boolean {
  return steps.slice(0, steps.indexOf(step)).some((before) => before.kind !== "builtin" || !quiet.has(before.name));
}

function whenOf({ node, nameNode }: RunStep): Location | undefined {
  const body = asMap(asMap(node)?.entries.find(({ key }) => key === nameNode.text)?.value);
  const when = body && entryOf(body, "when")?.value;
  return when && locationOf(when);
}
