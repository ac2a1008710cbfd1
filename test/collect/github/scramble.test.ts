import { describe, expect, it } from "vitest";
import { rules } from "../../../rules/index.ts";
import { secretsIn } from "../../../src/cli/collect/secrets-in.ts";
import { disguise } from "../../../src/collect/github/disguise.ts";
import { scramble } from "../../../src/collect/github/scramble.ts";
import { noOrbs } from "../../../src/config/orb-lookup.ts";
import { lint } from "../../../src/lint/lint.ts";
import { detectSecrets } from "../../../src/secrets/detect.ts";
import { defaultSettings } from "../../../src/settings/settings.ts";
import type { SourceFile } from "../../../src/source/source-file.ts";
import { fc } from "../../property.ts";
import { awsSecretKey, azureStorageKey, body, knownTokens, npmLegacyToken, ownTokens, pemKey } from "../../secrets/samples.ts";

const path = ".circleci/config.yml";
const tokens = [...Object.values(knownTokens), ...Object.values(ownTokens), pemKey("RSA ", "\\n")];
const [gitHub = ""] = tokens.filter((token) => token.startsWith("ghp_"));

async function copyOf(text: string): Promise<string> {
  const copy = await scramble({ path, text }, secretsIn);
  expect(copy?.length).toBe(text.length);
  return copy ?? "";
}

it("gives way to another of the same format that is found alike", async () => {
  const told = async (text: string) =>
    (await detectSecrets({ path, text })).map(({ at, kind, format }) => ({ span: at.span, kind, format }));
  const secretsOf = async (file: SourceFile) => (await detectSecrets(file)).map(({ at }) => ({ ...at.span, isReported: true }));
  for (const token of tokens) {
    const text = `version: 2.1\n# ${token}\njobs: { a: { steps: [{ run: 'echo "${token}"' }] } }\n`;
    const copy = (await scramble({ path, text }, secretsOf)) ?? "";
    expect(copy).not.toContain(token);
    expect(await told(copy), text).toEqual(await told(text));
    expect(await told(text)).toHaveLength(2);
  }
});

const generated = `${body(9)}7qK2`;
const config = `version: 2.1
parameters:
  api_token: { type: string, default: "${body(14)}9x" }
jobs:
  build:
    docker:
      - image: acme.example.org/app:1.2
        auth: { username: ci, password: 'p@ss \\w0rd!' }
    environment:
      API_TOKEN: ${generated}
      API_PASSWORD: "${generated}"
      SLACK_WEBHOOK_URL: https://chat.acme.dev/hooks/${body(22).toLowerCase()}4e
      DATABASE_URL: postgres://ci:Gr8%40${body(8)}@db.acme.dev/app
      AWS_SECRET_ACCESS_KEY: ${awsSecretKey}
      ADMIN_PASSWORD: Sommer24
      TOKEN_FILE: /run/secrets/token.1
      DB_PASSWORD: your-password-1
      DEBUG: "1"
    steps:
      - checkout
      - run: |
          # the token is ${generated}
          export DEPLOY_KEY="${pemKey("EC ", "\n          ")}"
          curl -H "x-token: ${generated}" https://acme.dev/\r
          npm config set //registry.acme.dev/:_authToken=${npmLegacyToken}
          az storage "AccountKey=${azureStorageKey}"
workflows:
  main: { jobs: [build] }
`;

it("leaves a configuration as it is but for its secrets", async () => {
  const copy = await copyOf(config);
  for (const secret of [
    generated,
    "p@ss",
    "w0rd",
    body(14),
    body(22).toLowerCase(),
    `${body(8)}@db`,
    awsSecretKey,
    npmLegacyToken,
    azureStorageKey,
  ]) {
    expect(copy).not.toContain(secret);
  }
  expect(copy).not.toContain(pemKey("EC ", "\n").split("\n")[2]);
  // Too weak to be reported, and a secret all the same.
  expect(copy).toMatch(/ADMIN_PASSWORD: [A-Z][a-z]{5}\d\d\n/);
  expect(copy).not.toContain("Sommer24");
  for (const harmless of ["TOKEN_FILE: /run/secrets/token.1", "DB_PASSWORD: your-password-1"]) expect(copy).toContain(harmless);
  const [, inEnvironment] = /API_TOKEN: (\S+)/.exec(copy) ?? [];
  expect(copy).toContain(`API_PASSWORD: "${inEnvironment}"`);
  expect(copy).toContain(`# the token is ${inEnvironment}`);
  const rest = (text: string): string => text.replaceAll(/[A-Za-z0-9]/g, "");
  expect(rest(copy.replace(/password: '.*'/, ""))).toBe(rest(config.replace(/password: '.*'/, "")));
  expect(copy).toContain("image: acme.example.org/app:1.2");
  expect(copy).toContain("https://chat.acme.dev/");
});

it("leaves rules with the same findings at the same places", async () => {
  const findingsIn = async (text: string) => {
    const report = await lint({
      tool: { name: "t", version: "1" },
      rules,
      settings: defaultSettings,
      today: "2026-01-31",
      files: [{ source: { path, text }, named: true }],
      follow: () => undefined,
      orbs: noOrbs,
      repositoryOf: () => ({ hasFile: () => "unknown" }),
    });
    return report.findings.map(({ ruleId, message, location }) => ({ ruleId, message, span: location.span }));
  };
  const findings = await findingsIn(config);
  expect(findings.filter(({ ruleId }) => /hardcoded|url-embedded/.test(ruleId)).length).toBeGreaterThan(7);
  expect(await findingsIn(await copyOf(config))).toEqual(findings);
});

it("leaves out what is no configuration, and keeps one that is broken", async () => {
  expect(await scramble({ path: ".circleci/values.yml", text: "password: hunter2\n" }, secretsIn)).toBeUndefined();
  const broken = `jobs: {\n  ${gitHub}`;
  expect(await copyOf(broken)).not.toContain(gitHub);
});

it("replaces what comes to light only in the copy", async () => {
  const spans = [{ start: 0, end: 3, isReported: true }];
  const later = { start: 4, end: 7, isReported: true };
  const copy = await scramble({ path, text: "abc def" }, (file) =>
    Promise.resolve(file.text === "abc def" ? spans : [...spans, later]),
  );
  expect(copy).toMatch(/^[a-z]{3} [a-z]{3}$/);
  expect(copy).not.toMatch(/abc|def/);
});

describe("a disguise", () => {
  it("is as long as the secret, and little of the secret is left in it", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(..."aZ09é🔑!$%'\\\"\n -_=", "%4", "eyJ"), { minLength: 6 }), (characters) => {
        const secret = characters.join("");
        const disguised = disguise(secret);
        expect(disguised).toHaveLength(secret.length);
        expect(disguised.replaceAll(/[^\s\\"'`]/g, "")).toBe(secret.replaceAll(/[^\s\\"'`]/g, "").slice(0, disguised.length));
      }),
    );
  });

  it("hides signs where there is little else", () => {
    expect(disguise("!?!#!?")).toMatch(/^[a-z2-7]{6}$/);
  });

  it("keeps escapes and line breaks", () => {
    expect(disguise('ab\\ncd\\x41"e\nf')).toMatch(/^[a-z]{2}\\n[a-z]{2}\\x41"[a-z]\n[a-z]$/);
  });
});
