import { imagesOf } from "../../src/expand/plan-of.ts";
import { knownText, type Text } from "../../src/expand/text.ts";
import { compileText } from "../../src/expand/script.ts";
import { defineRule } from "../../src/rule/rule.ts";

export const hardcodedRegistryPassword = defineRule({
  meta: {
    id: "hardcoded-registry-password",
    title: "A registry password is written in the configuration",
    summary: "A literal in `auth.password` or `aws_auth.aws_secret_access_key` of a docker image.",
    rationale:
      "Everybody who can read the repository, any fork and any copy of its history can pull, and often push, images with this password. " +
      "An image that is pushed over one you build on runs in your jobs.",
    remediation:
      "Revoke the password, since history keeps it. Store the new one in a context and write its name with a `$`: these keys are the one place " +
      "where CircleCI fills in environment variables. For ECR and Google Artifact Registry use OIDC and store nothing.",
    limits: "",
    severity: "high",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-6"], cwe: ["CWE-798"] },
    references: [
      { title: "CircleCI: private images", url: "https://circleci.com/docs/guides/execution-managed/private-images/" },
    ],
    since: "0.1.0",
  },
  *check({ plan }) {
    for (const { run, image } of imagesOf(plan)) {
      const places = [
        ["auth", "password", image.auth?.password, "REGISTRY_PASSWORD"],
        ["aws_auth", "aws_secret_access_key", image.awsAuth?.secretAccessKey, "AWS_SECRET_ACCESS_KEY"],
      ] as const;
      for (const [block, key, text, variable] of places) {
        const literal = text && literalSecret(text);
        if (text === undefined || literal === undefined) continue;
        const compiled = compileText(text);
        const at = compiled.locate({ start: 0, end: compiled.text.length });
        yield {
          at,
          message: `The \`${block}.${key}\` of this image is written out: whoever can read the repository has it.`,
          replacement: `${block}:\n  ${key}: $${variable}`,
          secrets: [at],
          route: { run, hops: image.hops },
        };
      }
    }
  },
});

/** `$NAME` and `${NAME}` are filled in from the environment; empty text is no password. */
function literalSecret(text: Text): string | undefined {
  const known = knownText(text)?.trim();
  return known === undefined || known === "" || known.startsWith("$") ? undefined : known;
}
