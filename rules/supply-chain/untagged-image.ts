import type { DockerImage } from "../../src/expand/plan.ts";
import { imagesOf } from "../../src/expand/plan-of.ts";
import { compileText } from "../../src/expand/script.ts";
import { assumedText, hasUnknown } from "../../src/expand/text.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { isFloatingTag, isPinningDigest, parseImage, type ImageReference } from "../data/images.ts";

export const untaggedImage = defineRule({
  meta: {
    id: "untagged-image",
    title: "The image's tag moves",
    summary: "An image without a tag, or at `latest`, `edge`, `next`, `stable` or `current`.",
    rationale:
      "Whatever the registry holds under that name today runs the job's steps, with its contexts and its source code. A new release breaks the " +
      "build without a change of yours, and whoever can push to the image's repository, its owner or a thief of the owner's token, runs code here with the next pipeline.",
    remediation: "Name a version, and its digest where you can: `image: cimg/node:22.11@sha256:…`.",
    limits: "Tags of parameters are judged by their defaults. Version tags can be pushed again too; only a digest is fixed.",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-3"], cwe: ["CWE-829", "CWE-1357"] },
    references: [{ title: "CircleCI: docker images", url: "https://circleci.com/docs/guides/execution-managed/using-docker/" }],
    since: "0.1.0",
  },
  *check({ plan }) {
    for (const { run, image } of imagesOf(plan)) {
      const name = assumedText(image.image)?.trim();
      const reference = name === undefined ? undefined : parseImage(name);
      if (name === undefined || reference === undefined || !floats(reference)) continue;
      const compiled = compileText(image.image);
      yield {
        at: compiled.locate({ start: 0, end: compiled.text.length }),
        ...(hasUnknown(image.image) ? { confidence: "medium" } : {}),
        message: messageFor(reference, name, image),
        replacement: `image: ${withoutTag(reference)}:<version>@sha256:<digest>`,
        route: { run, hops: image.hops },
      };
    }
  },
});

function floats({ tag, digest }: ImageReference): boolean {
  return !isPinningDigest(digest) && isFloatingTag(tag);
}

function messageFor({ tag }: ImageReference, name: string, image: DockerImage): string {
  const what = tag === undefined ? `\`${name}\` has no tag, so it is \`latest\`` : `\`${name}\` moves with the tag \`${tag}\``;
  const role = image.primary ? "the steps of this job run in" : "this job runs beside";
  return `${what}: ${role} whatever the registry holds at that moment.`;
}

function withoutTag({ registry, name }: ImageReference): string {
  return registry === undefined ? name : `${registry}/${name}`;
}
