import { describe, expect, test } from "vitest";
import { detectSecrets } from "../../src/secrets/detect.ts";
import { tokenFormats } from "../../src/secrets/formats.ts";
import { awsSecretKey, azureStorageKey, body, knownTokens, npmLegacyToken, ownTokens, pemKey } from "./samples.ts";

async function secretsIn(text: string) {
  const found = await detectSecrets({ path: ".circleci/config.yml", text });
  return found.map(({ at, format }) => ({ format, text: text.slice(at.span.start, at.span.end) }));
}

describe("formats of our own", () => {
  test.each(Object.entries(ownTokens))("%s", async (format, token) => {
    expect(await secretsIn(`jobs: { a: "${token}" }\n# ${token}\n`)).toEqual([
      { format, text: token },
      { format, text: token },
    ]);
  });

  test("the secret alone, where the format is known by what stands before it", async () => {
    expect(await secretsIn(`//registry.example/:_authToken=${npmLegacyToken}`)).toEqual([
      { format: "npm-legacy-token", text: npmLegacyToken },
    ]);
    expect(await secretsIn(`X: AccountName=a;AccountKey=${azureStorageKey};`)).toEqual([
      { format: "azure-storage-key", text: azureStorageKey },
    ]);
  });

  test("every format has a sample, and its literal stands in the pattern's matches", () => {
    const samples: Record<string, string> = {
      ...ownTokens,
      "npm-legacy-token": `:_authToken=${npmLegacyToken}`,
      "azure-storage-key": `AccountKey=${azureStorageKey}`,
    };
    for (const { format, literal, pattern } of tokenFormats) {
      expect(samples[format], format).toMatch(pattern);
      expect(samples[format]).toContain(literal);
    }
  });
});

describe("private keys", () => {
  test.each([
    ["RSA, on lines", pemKey("RSA ", "\n")],
    ["PKCS#8, indented in YAML", pemKey("", "\n      ")],
    ["Windows line ends", pemKey("RSA ", "\r\n")],
    ["EC, which starts with MHc", pemKey("EC ", "\n", "MHcC", 160)],
    ["Ed25519, 64 characters", pemKey("", "\n", "MC4CAQ", 58)],
    ["OpenSSH", pemKey("OPENSSH ", "\n", "b3BlbnNzaC1rZXktdjE")],
    ["encrypted", pemKey("ENCRYPTED ", "\n")],
    ["on one line with \\n", pemKey("RSA ", "\\n")],
    ["on one line with \\\\n", pemKey("RSA ", "\\\\n")],
  ])("%s", async (_name, key) => {
    expect(await secretsIn(`run: |\n  ${key}\nnext: 1`)).toEqual([{ format: "private-key", text: key }]);
  });

  test.each([
    "-----BEGIN RSA PRIVATE " + "KEY-----\n...\n-----END RSA PRIVATE KEY-----",
    "-----BEGIN PRIVATE " + 'KEY-----\n$KEY\n-----END PRIVATE KEY-----" > key.pem',
    `-----BEGIN PRIVATE ${"KEY"}-----\n${"A".repeat(200)}\n-----END PRIVATE KEY-----`,
    `grep -q "BEGIN RSA PRIVATE ${"KEY"}" file`,
    `-----BEGIN PUBLIC KEY-----\n${body(400)}\n-----END PUBLIC KEY-----`,
    `-----BEGIN CERTIFICATE-----\n${body(400)}\n-----END CERTIFICATE-----`,
  ])("not %j", async (text) => {
    expect(await secretsIn(text)).toEqual([]);
  });
});

describe("passwords in URLs", () => {
  const password = "h4" + body(10);
  test.each([
    `https://deploy:${password}@git.corp.net/x.git`,
    `postgres://app:${password}@db.prod.corp.net:5432/app`,
    `mongodb+srv://app:${password}@cluster0.abcde.mongodb.net/x`,
    `redis://:${password}@cache.corp.net:6379`,
    `amqp://app:${password}@10.0.0.5/`,
  ])("%s", async (url) => {
    expect(await secretsIn(`X: "${url}"`)).toEqual([{ format: "url-password", text: password }]);
  });

  test("a known token in a URL is named by its own kind", async () => {
    const token = knownTokens["GITHUB_TOKEN"] ?? "";
    expect(await secretsIn(`git clone https://x-access-token:${token}@github.com/a/b`)).toEqual([
      { format: "github-token", text: token },
    ]);
  });

  test.each([
    "postgres://postgres:postgres@localhost:5432/test",
    `postgres://ubuntu:${password}@127.0.0.1/test`,
    `mysql://root:${password}@db:3306/app`,
    "mysql://root:root@db.corp.net/app",
    "https://user:password@git.corp.net/",
    "https://user:${PASSWORD}@git.corp.net/",
    "https://$USER:$TOKEN@github.com/",
    "https://user:<< parameters.token >>@git.corp.net/",
    "https://user:<<parameters.token>>@git.corp.net/",
    "https://user:%TOKEN%@git.corp.net/",
    "https://$TOKEN:x-oauth-basic@github.com/",
    "https://user:********@git.corp.net/",
    `https://user:${password}@host.example.com/`,
    `https://user:${password}@host.invalid/`,
    "https://circleci:circleci@registry.corp.net",
    "docker://alpine:3.18@sha256:" + body(64, "0123456789abcdef"),
    "git@github.com:owner/repository.git",
    "ssh://git@host.corp.net:2222/x",
  ])("not %s", async (url) => {
    expect(await secretsIn(`X: ${url}`)).toEqual([]);
  });
});

describe("not secret", () => {
  test.each([
    ["a variable", "GITHUB_TOKEN: $GH_TOKEN\nB: ${AWS_SECRET_ACCESS_KEY}\nC: << parameters.token >>"],
    ["an image digest", `image: cimg/node@sha256:${body(64, "0123456789abcdef")}`],
    ["a commit", `CIRCLE_SHA: ${body(40, "0123456789abcdef")}`],
    ["SSH fingerprints", `- SHA256:${body(43)}\n- "3a:5f:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd"`],
    ["a documented AWS key", "AKIA" + "IOSFODNN7EXAMPLE and aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"],
    ["another documented AWS key", "AKIA" + "I44QH8DHBEXAMPLE"],
    ["an AWS account or role id", `AWS_ACCOUNT_ID: 123456789012\nrole: AROA${body(16, "ABCDEFGHIJKLMNOP")}`],
    ["a crossed-out token", `A: ghp_${"x".repeat(36)}\nB: npm_${"0".repeat(36)}`],
    ["a long variable name", "npm_package_config_some_long_name_here_xy: 1\nB: npm_lifecycle_script_with_a_name_of_36_x"],
    ["words for a Slack token", "SLACK: xoxb-your-slack-token-here"],
    ["the token that jwt.io shows", `X: ${btoa('{"alg":"HS256"}')}.${btoa('{"sub":"1234567890","n":1}')}.${body(43)}`],
    ["a secret key's name", `aws-secret-access-key: AWS_SECRET_ACCESS_KEY_OF_THE_PRODUCTION_STACK`],
    ["a checksum next to a name", `sha512-${awsSecretKey}${awsSecretKey}`],
  ])("%s", async (_name, text) => {
    expect(await secretsIn(text)).toEqual([]);
  });
});

test("the path of a secret comes from the caller", async () => {
  const file = { path: "a.yml", text: `token: ${ownTokens["circleci-personal-token"] ?? ""}` };
  const [found] = await detectSecrets(file, (offset) => ["token", offset]);
  expect(found?.at).toEqual({ file, span: { start: 7, end: file.text.length }, path: ["token", 7] });
});
