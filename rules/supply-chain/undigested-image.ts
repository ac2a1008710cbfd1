import { imagesOf } from "../../src/expand/plan-of.ts";
import { compileText } from "../../src/expand/script.ts";
import { assumedText, hasUnknown } from "../../src/expand/text.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { isFloatingTag, isPinningDigest, parseImage } from "../data/images.ts";

export const undigestedImage = defineRule({
  meta: {
    id: "undigested-image",
    title: "The image is not pinned by its digest",
    summary: "An image with a version tag but without a digest.",
    rationale:
      "A tag is a label that can be put on another image. Whoever can push to the repository, its owner or a thief of the owner's token, replaces " +
      "what the tag stands for, and the next pipeline runs it with its contexts and its source code. A digest names the content itself.",
    remediation:
      "Add the digest after the tag, `image: cimg/node:22.20.0@sha256:…`, and let a bot such as Renovate propose updates of both.",
    limits:
      "Images without a version tag are reported by `untagged-image`. Tags of parameters are judged by their defaults. Whether a registry forbids tags to be pushed again is not in the file.",
    severity: "low",
    confidence: "high",
    profile: "pedantic",
    data: "config",
    tags: { owasp: ["CICD-SEC-3"], cwe: ["CWE-829", "CWE-1357"] },
    references: [{ title: "CircleCI: docker images", url: "https://circleci.com/docs/guides/execution-managed/using-docker/" }],
    since: "0.2.0",
  },
  *check({ plan }) {
    for (const { run, image } of imagesOf(plan)) {
      const name = assumedText(image.image)?.trim();
      const reference = name === undefined ? undefined : parseImage(name);
      if (name === undefined || reference === undefined) continue;
      if (isFloatingTag(reference.tag) || isPinningDigest(reference.digest)) continue;
      const compiled = compileText(image.image);
      const plain = reference.digest === undefined ? name : name.slice(0, name.indexOf("@"));
      yield {
        at: compiled.locate({ start: 0, end: compiled.text.length }),
        ...(hasUnknown(image.image) ? { confidence: "medium" } : {}),
        message:
          reference.digest === undefined
            ? `\`${name}\` has a tag and no digest: whoever can push to its repository decides what ${place(image.primary)}.`
            : `\`${name}\` is not pinned: a digest is \`sha256:\` with 64 hexadecimal digits.`,
        replacement: `image: ${plain}@sha256:<digest>`,
        route: { run, hops: image.hops },
      };
    }
  },
});

function place(isPrimary: boolean): string {
  return isPrimary ? "the steps of this job run in" : "runs beside the steps of this job";
}
