import { imagesOf } from "../../src/expand/plan-of.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { quote } from "../../src/source/quote.ts";
import { oidcReplacement } from "../data/oidc-replacement.ts";
import { imageName, pullKeyOf } from "./image-pull-keys.ts";

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
      const key = pullKeyOf(image, run);
      if (key === undefined) continue;
      const name = imageName(image.image);
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
