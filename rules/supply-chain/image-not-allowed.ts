import { imagesOf } from "../../src/expand/plan-of.ts";
import type { DockerImage } from "../../src/expand/plan.ts";
import { compileText } from "../../src/expand/script.ts";
import { assumedText, hasUnknown } from "../../src/expand/text.ts";
import type { ImageName, ImageVerdict } from "../../src/rule/policy.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { isPinningDigest, parseImage } from "../data/images.ts";

export const imageNotAllowed = defineRule({
  meta: {
    id: "image-not-allowed",
    title: "The settings do not allow the image",
    summary:
      "A container image that `images.deny` of the settings names, that is missing from `images.allow`, or that lacks a demanded digest.",
    rationale:
      "Whatever is in the image runs the job's steps, with its contexts, its keys and its source code. Your organisation has said which " +
      "registries and images it trusts with that; whoever can push to another one is outside of its control.",
    remediation: "Use an image that is allowed, or have this one reviewed and added to `images.allow` in the settings file.",
    limits:
      "Images that scripts pull, and those of machine executors, are not judged. A name that a parameter decides is judged by its default, and left " +
      "alone when it has none.",
    severity: "high",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-3", "CICD-SEC-8"], cwe: ["CWE-829"] },
    references: [
      {
        title: "CircleCI: config policies",
        url: "https://circleci.com/docs/guides/config-policies/config-policy-management-overview/",
      },
    ],
    since: "0.2.0",
  },
  *check({ plan, policy }) {
    for (const { run, image } of imagesOf(plan)) {
      const named = nameOf(image);
      const verdict = named && policy.judgeImage(named.reference);
      if (named === undefined || verdict === undefined || verdict.kind === "fine") continue;
      const compiled = compileText(image.image);
      yield {
        at: compiled.locate({ start: 0, end: compiled.text.length }),
        ...(hasUnknown(image.image) ? { confidence: "medium" } : {}),
        message: messageFor(verdict, named.text, image),
        ...(verdict.kind === "no-digest" ? { replacement: `image: ${named.text.replace(/@.*$/, "")}@sha256:<digest>` } : {}),
        route: { run, hops: image.hops },
      };
    }
  },
});

/** Undefined when the name cannot be known; a tag that cannot be known is left open. */
function nameOf({ image }: DockerImage): { readonly text: string; readonly reference: ImageName } | undefined {
  const assumed = assumedText(image)?.trim();
  const compiled = compileText(image);
  const text = assumed ?? compiled.text.trim();
  const parsed = parseImage(text);
  if (parsed === undefined) return undefined;
  const { registry, name, tag, tagStart, digest } = parsed;
  const isOpen = assumed === undefined;
  if (isOpen && compiled.holes.some(({ span }) => tagStart === undefined || span.start < tagStart)) return undefined;
  const isPinned = isOpen ? digest !== undefined : isPinningDigest(digest);
  return { text, reference: { registry, name, tag: isOpen ? { unknown: true } : tag, isPinned } };
}

function messageFor(verdict: Exclude<ImageVerdict, { kind: "fine" }>, text: string, image: DockerImage): string {
  const role = image.primary ? "The steps of this job run in it" : "It runs beside the steps of this job";
  if (verdict.kind === "no-digest") {
    return `The settings demand a digest of \`${text}\` (\`images.requireDigest\`: \`${verdict.entry}\`). ${role}, whatever the registry holds under that tag.`;
  }
  const why =
    verdict.kind === "denied" ? `\`images.deny\` forbids it with \`${verdict.entry}\`` : "no entry of `images.allow` names it";
  return `The settings do not allow the image \`${text}\`: ${why}. ${role}${image.primary ? ", with its secrets and its source code" : ", and they trust its answers"}.`;
}
