import type { Fix } from "../../src/finding/fix.ts";
import type { DockerImage } from "../../src/expand/plan.ts";
import { imagesOf } from "../../src/expand/plan-of.ts";
import { compileText, type CompiledText } from "../../src/expand/script.ts";
import { assumedText, hasUnknown } from "../../src/expand/text.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { legacyImage as legacyImageOf, parseImage, registryKind } from "../data/images.ts";
import { successorTag } from "./successor-tag.ts";

export const legacyImage = defineRule({
  meta: {
    id: "legacy-image",
    title: "The image gets no security updates",
    summary: "One of CircleCI's old convenience images, `circleci/*`, which have had no updates since the end of 2021.",
    rationale:
      "Nobody mends the holes that are found in its system libraries, browsers, Git or language: whoever gets a job to open a crafted repository, " +
      "archive or page can use one that has been public for years, and reaches the job's contexts and keys from there.",
    remediation:
      "Use the image that follows, `cimg/*`, at a version that is still maintained. Their tags name a version of the language, `cimg/node:22.20`, and the " +
      "variants `-node` and `-browsers`.",
    limits: "Images that scripts run or build from are not looked at, nor are other images that are no longer maintained.",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-3"], cwe: ["CWE-1104"] },
    references: [
      {
        title: "CircleCI: migrate from deprecated convenience images",
        url: "https://circleci.com/docs/guides/execution-managed/next-gen-migration-guide/",
      },
    ],
    since: "0.2.0",
  },
  *check({ plan }) {
    for (const { run, image } of imagesOf(plan)) {
      const name = assumedText(image.image)?.trim() ?? "";
      const reference = parseImage(name);
      if (reference === undefined || registryKind(reference.registry) !== "docker-hub") continue;
      const legacy = legacyImageOf(reference.name);
      if (legacy === undefined) continue;
      const compiled = compileText(image.image);
      const tag = legacy.successor === undefined ? undefined : successorTag(reference);
      yield {
        at: compiled.locate({ start: 0, end: compiled.text.length }),
        ...(hasUnknown(image.image) ? { confidence: "medium" } : {}),
        message: messageFor(name, image, legacy.successor),
        ...(legacy.successor === undefined ? {} : { replacement: `image: ${legacy.successor}:${tag ?? "<version>"}` }),
        ...(tag === undefined ? {} : { fixes: fixesFor(compiled, `${legacy.successor}:${tag}`) }),
        route: { run, hops: image.hops },
      };
    }
  },
});

function messageFor(name: string, { primary }: DockerImage, successor: string | undefined): string {
  const role = primary ? "the steps of this job run in it" : "this job runs beside it";
  const next = successor === undefined ? "Nothing follows it." : `\`${successor}\` follows it.`;
  const what = name.replace(/@sha256:.*/, "");
  return `\`${what}\` has had no updates since the end of 2021, and ${role} with every hole found since then. ${next}`;
}

/** Another system and other tools, so somebody has to see that the job still does its work. */
function fixesFor(compiled: CompiledText, successor: string): readonly Fix[] {
  const edit = compiled.edit({ start: 0, end: compiled.text.length }, successor);
  return edit === undefined ? [] : [{ title: `Use \`${successor}\``, safety: "unsafe", edits: [edit] }];
}
