import type { DetectedSecret } from "../../src/secrets/detect.ts";
import { defineRule } from "../../src/rule/rule.ts";

export const hardcodedSecret = defineRule({
  meta: {
    id: "hardcoded-secret",
    title: "A secret is written in the configuration",
    summary: "A token, key or password of a known format stands in a value or comment of the file.",
    rationale:
      "Everybody who can read the repository has it: every clone, every fork, every backup, and the world if the repository is or becomes public. " +
      "Bots find such tokens in public repositories within minutes.",
    remediation:
      "Revoke it first, since the history keeps it whatever you change now. Then store the new one in a restricted context, or better use OIDC so that there is nothing to store.",
    limits:
      "Only secrets of a known format are found; passwords without one look like any other text. Passwords in URLs are the business of `url-embedded-credentials`.",
    severity: "critical",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-6"], cwe: ["CWE-798"] },
    references: [
      { title: "CircleCI: contexts", url: "https://circleci.com/docs/guides/security/contexts/" },
      { title: "CircleCI: rotate secrets", url: "https://circleci.com/docs/guides/security/security-recommendations/" },
    ],
    since: "0.1.0",
  },
  *check({ secrets }) {
    for (const secret of secrets) {
      // The rule url-embedded-credentials reports these.
      if (secret.format === "url-password") continue;
      yield {
        at: secret.at,
        message: `A ${secret.kind} stands here in plain text: whoever can read the repository or its history can use it.`,
        remediation: remediationFor(secret),
        secrets: [secret.at],
      };
    }
  },
});

function remediationFor({ format }: DetectedSecret): string {
  const revoke = "Revoke it first: the history keeps it whatever you change now.";
  if (format === "private-key")
    return `${revoke} Give the new key to the job with \`add_ssh_keys\` and its fingerprint, or through a restricted context.`;
  if (format.startsWith("aws-")) return `${revoke} Then let the job assume a role by OIDC, so that there is no key to store.`;
  return `${revoke} Store the new one in a restricted context and read it as a variable.`;
}
