import { rules } from "@secretlint/secretlint-rule-preset-recommend";
import { fc } from "../property.ts";
import { describe, expect, test } from "vitest";
import { detectSecrets } from "../../src/secrets/detect.ts";
import { mayHoldKnownToken } from "../../src/secrets/hints.ts";
import { findKnownTokens, unusedPresetRules } from "../../src/secrets/secretlint.ts";
import { awsSecretKey, body, knownTokens } from "./samples.ts";

async function secretsIn(text: string) {
  const found = await detectSecrets({ path: ".circleci/config.yml", text });
  return found.map(({ at, kind }) => ({ kind, text: text.slice(at.span.start, at.span.end) }));
}

describe("each token that secretlint knows", () => {
  test.each(Object.entries(knownTokens))("%s is found, and only its characters", async (_id, token) => {
    expect(mayHoldKnownToken(`env: ${token}`)).toBe(true);
    expect(await secretsIn(`jobs:\n  a:\n    environment:\n      X: "${token}" # note\n`)).toEqual([
      { kind: expect.any(String), text: token },
    ]);
    expect(await secretsIn(`# ${token}\n`)).toHaveLength(1);
  });

  test.each(["aws_secret_access_key = ", "AWS_SECRET_ACCESS_KEY: ", 'AWS_SECRET_ACCESS_KEY="', "SecretAccessKey=>'"])(
    "an AWS secret key after %s",
    async (before) => {
      const text = `run: ${before}${awsSecretKey}`;
      expect(mayHoldKnownToken(text)).toBe(true);
      expect(await secretsIn(`${text}\n`)).toEqual([{ kind: "AWS secret access key", text: awsSecretKey }]);
    },
  );
});

test("every rule of the preset is in use or set aside for a reason, and every message in use has a sample", () => {
  const harmless = ["AWSAccountID", "AWSSecretAccessKey", "PackageJSON_xOauthToken", "Npmrc_authToken"];
  const inUse = rules.filter((rule) => !(rule.meta.id in unusedPresetRules));
  expect(rules.length - inUse.length).toBe(Object.keys(unusedPresetRules).length);
  const messages = inUse.flatMap((rule) => Object.keys(rule.messages)).filter((id) => !harmless.includes(id));
  expect(messages.filter((id) => !(id in knownTokens))).toEqual([]);
});

test("what the detector finds in any text made of token pieces, the hints foresee", async () => {
  const pieces = Object.values(knownTokens).flatMap((token) => [token, token.slice(0, 12), token.slice(4), token.toLowerCase()]);
  const { lintSource } = await import("@secretlint/core");
  const inUse = rules.filter((rule) => !(rule.meta.id in unusedPresetRules));
  const config = {
    rules: inUse.map((rule) => ({
      id: rule.meta.id,
      rule,
      options: { enableIDScanRule: true },
      allowMessageIds: ["AWSAccountID"],
    })),
  };
  const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 }), fc.constantFrom("_", "-", " ")), {
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(text, async (parts) => {
      const content = parts.join("");
      const source = { content, filePath: "config.yml", ext: ".yml", contentType: "text" as const };
      const { messages } = await lintSource({ source, options: { config } });
      expect(messages.length > 0 && !mayHoldKnownToken(content)).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test("ordinary words do not load the detector", () => {
  const text =
    "npm_config_cache: ~/.npm\nrun: task-runner --disk-usage hf_transfer\n- aws-secret-access-key: AWS_SECRET_ACCESS_KEY\n" +
    "AWS_SECRET_ACCESS_KEY: $DEV_KEY\nimage: a@sha256:" +
    body(64, "0123456789abcdef");
  expect(mayHoldKnownToken(text)).toBe(false);
});

test("a comment of the detector's own cannot hide a secret", async () => {
  const token = knownTokens["GITHUB_TOKEN"] ?? "";
  expect(await secretsIn(`# secretlint-disable\nX: ${token} # secretlint-disable-line\n`)).toHaveLength(1);
});

test("tokens on both sides of a window's edge are found once, with offsets of the whole text", async () => {
  const token = knownTokens["GITHUB_TOKEN"] ?? "";
  const line = `- run: echo hello world ${"x".repeat(40)}\n`;
  const text = Array.from({ length: 3000 }, (_, index) => (index % 100 === 0 ? `# ${token}\n` : line)).join("");
  const found = await findKnownTokens(text);
  expect(new Set(found.map((match) => match.start)).size).toBe(30);
  expect(found.every((match) => text.slice(match.start, match.end) === token)).toBe(true);
  expect(await secretsIn(text)).toHaveLength(30);
});
