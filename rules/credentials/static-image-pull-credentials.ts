import { imagesOf } from "../../src/expand/plan-of.ts";
import type { DockerImage, JobRun } from "../../src/expand/plan.ts";
import { assumedText, knownText, type Text } from "../../src/expand/text.ts";
import { compileText } from "../../src/expand/script.ts";
import type { Location } from "../../src/finding/location.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { quote } from "../../src/source/quote.ts";
import { entryOf, locationOf } from "../../src/yaml/node.ts";
import { parseImage, registryKind } from "../data/images.ts";
import { oidcReplacement } from "../data/oidc-replacement.ts";
import { maybeSelfHosted } from "../data/runner-class.ts";

export const staticImagePullCredentials = defineRule({
  meta: {
    id: "static-image-pull-credentials",
    title: "Images are pulled with a stored key",
    summary: "A private image of ECR or Google Artifact Registry is pulled with a stored key instead of OIDC.",
    rationale:
      "The key that pulls the image is stored in the project or a context, where every step of every job that gets it can read it, and it works " +
      "from anywhere until somebody revokes it. Few of these keys can only pull. With OIDC CircleCI pulls the image itself, and no job sees a key.",
    remediation:
      "For ECR write `aws_auth` with `oidc_role_arn`; for Artifact Registry write `gcp_auth`. Then delete the stored key.",
    limits:
      "Images on gcr.io are left out, because `gcp_auth` does not cover that host. On self-hosted runners the machine itself may have the right to pull.",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-6"], cwe: ["CWE-522"] },
    references: [
      { title: "CircleCI: private images", url: "https://circleci.com/docs/guides/execution-managed/private-images/" },
      {
        title: "CircleCI: OpenID Connect tokens",
        url: "https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/",
      },
    ],
    since: "0.1.0",
  },
  *check({ plan }) {
    for (const { run, image } of imagesOf(plan)) {
      const key = keyPairOf(image) ?? implicitKeysOf(image, run) ?? serviceAccountOf(image);
      if (key === undefined) continue;
      const name = nameOf(image.image);
      const { yaml, explanation } = oidcReplacement({ provider: key.provider, via: "image-pull", image: name });
      yield {
        at: key.at,
        message:
          `${quote(name, 100)} is pulled with ${key.words}, which works from anywhere until somebody revokes it: ` +
          "whoever reads it in a job or a backup can pull your images, and often push them.",
        remediation: explanation,
        replacement: yaml,
        route: { run, hops: image.hops },
      };
    }
  },
});

interface PullKey {
  readonly provider: "aws" | "gcp";
  readonly at: Location;
  readonly words: string;
}

/** A key that is written out is another rule's matter. */
function keyPairOf({ awsAuth }: DockerImage): PullKey | undefined {
  if (awsAuth === undefined || awsAuth.oidcRoleArn !== undefined || isWrittenOut(awsAuth.secretAccessKey)) return undefined;
  const { node } = awsAuth;
  const entry = node.kind === "map" ? (entryOf(node, "aws_secret_access_key") ?? entryOf(node, "aws_access_key_id")) : undefined;
  return entry && { provider: "aws", at: locationOf(entry.keyNode), words: "a stored AWS key" };
}

function isWrittenOut(text: Text | undefined): boolean {
  const known = text === undefined ? undefined : knownText(text)?.trim();
  return known !== undefined && known !== "" && !known.startsWith("$");
}

/** Without any `auth` CircleCI takes the keys of the project. Source: CircleCI's documentation, "Using Docker authenticated pulls". */
function implicitKeysOf({ image, auth, awsAuth }: DockerImage, run: JobRun): PullKey | undefined {
  if (auth !== undefined || awsAuth !== undefined || kindOf(image) !== "ecr" || maybeSelfHosted(run)) return undefined;
  const words = "the AWS key that the project stores in `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`";
  const compiled = compileText(image);
  return { provider: "aws", at: compiled.locate({ start: 0, end: compiled.text.length }), words };
}

function serviceAccountOf({ image, auth, gcpAuth }: DockerImage): PullKey | undefined {
  const user = auth?.username;
  if (user === undefined || gcpAuth !== undefined || isWrittenOut(auth?.password) || kindOf(image) !== "gar") return undefined;
  const compiled = compileText(user);
  if (!/^_json_key(?:_base64)?$/u.test(compiled.text.trim())) return undefined;
  const at = compiled.locate({ start: 0, end: compiled.text.length });
  return { provider: "gcp", at, words: "the stored key of a service account" };
}

/** A host with a part that only the running pipeline knows is judged by its known end. */
function kindOf(image: Text): string {
  return registryKind(parseImage(assumedText(image) ?? compileText(image).text)?.registry);
}

/** What only the running pipeline knows stays as it is written. */
function nameOf(image: Text): string {
  const texts = image.parts.map((part) => (part.kind === "known" ? part.text : (part.assumed ?? `<< ${part.expression} >>`)));
  return texts.join("");
}
