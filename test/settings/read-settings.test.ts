import { fc } from "../property.ts";
import { describe, expect, test } from "vitest";
import { readSettings } from "../../src/settings/read-settings.ts";
import { SettingsError } from "../../src/settings/settings-error.ts";
import { toPolicy } from "../../src/settings/settings-policy.ts";
import { parseNow } from "../yaml/parse-now.ts";
import { defaultSettings } from "../../src/settings/settings.ts";
import { cpuTime } from "../cpu-time.ts";

const path = ".circleci/secaudit.yml";
const ruleIds = ["volatile-orb", "hardcoded-secret"];
const tool = { ruleIds, version: "0.10.1" };
const read = (text: string) => readSettings({ path, text }, parseNow({ path, text }), tool);

function failure(text: string): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  return "";
}

describe("a good file", () => {
  test.each(["", "# nothing yet\n", "---\n", "ignore:\nrules:\n", "{}", "limits: {}"])("%j leaves the defaults", (text) => {
    expect(read(text)).toEqual(defaultSettings);
  });

  test("is read with the place of each ignore", () => {
    const text = [
      "failOn: high",
      "profile: pedantic",
      "rules:",
      "  volatile-orb: off",
      "  hardcoded-secret: critical",
      "ignore:",
      "  - rule: volatile-orb",
      "    path: .circleci/*.yml",
      "    at: jobs.build.steps[2]",
      "    reason: ' known '",
      "    until: 2027-01-31",
      "  - rule: hardcoded-secret",
      "contexts: { restricted: [prod-*] }",
      "orbs: { trusted: [circleci] }",
      "limits: { fileBytes: 4096 }",
      "secretNames: { add: [MY_*], remove: [MY_PATH] }",
    ].join("\n");
    const settings = read(text);
    expect(settings).toMatchObject({ failOn: "high", profile: "pedantic", minSeverity: "info", limits: { fileBytes: 4096 } });
    expect([...settings.rules]).toEqual([
      ["volatile-orb", "off"],
      ["hardcoded-secret", "critical"],
    ]);
    expect(settings.ignore[0]).toMatchObject({
      ruleId: "volatile-orb",
      path: ".circleci/*.yml",
      at: "jobs.build.steps[2]",
      reason: "known",
      until: "2027-01-31",
    });
    expect(settings.ignore[1]).toMatchObject({ reason: "", path: undefined, at: undefined, until: undefined });
    const { span } = settings.ignore[1]?.location ?? { span: { start: 0, end: 0 } };
    expect(text.slice(span.start, span.end)).toBe("rule: hardcoded-secret");
    expect(settings.orbs).toMatchObject({ trusted: ["circleci"], own: [], deny: [] });

    const policy = toPolicy(settings);
    expect(policy.isRestrictedContext("prod-eu")).toBe(true);
    expect(policy.isRestrictedContext("staging")).toBe(false);
    expect(policy.isTrustedNamespace("circleci")).toBe(true);
    expect(policy.isOwnNamespace("circleci")).toBe(false);
    expect(["MY_KEY", "MY_PATH", "OTHER"].map((name) => policy.isSecretName(name))).toEqual([true, false, undefined]);
  });
});

test("the whole policy is read", () => {
  const settings = read(
    [
      "rulesAsOf: 0.9.0",
      "project: git@github.com:Acme/App.git",
      "contexts: { allow: [ci], deny: [x], reserved: [{ names: [prod], projects: [github.com/acme/*], branches: [main] }] }",
      "orbs: { pins: { '*': exact, circleci: minor }, trusted: [circleci], allow: [circleci/*, acme/x@>=2 <3] }",
      "images: { allow: [cimg/*], requireDigest: ['*'] }",
      "resourceClasses: { allow: [small] }",
      "secretNames: { expected: [NPM_*] }",
      "sshKeys: { expected: ['*.acme.example', 'SHA256:abc+/='] }",
      "staleAfter: 30",
    ].join("\n"),
  );
  expect(settings).toMatchObject({ rulesAsOf: "0.9.0", project: "github.com/acme/app" });
  const policy = toPolicy(settings);
  expect(["circleci", "acme"].map((name) => policy.pinOf(name))).toEqual(["minor", "exact"]);
  const orb = (version: string) => policy.judgeOrb({ kind: "registry", namespace: "acme", name: "x", version }).kind;
  expect(["2.5.0", "3.0.0"].map(orb)).toEqual(["fine", "not-listed"]);
  const image = { registry: undefined, name: "cimg/node", tag: "22", isPinned: false };
  expect(policy.judgeImage(image)).toEqual({ kind: "no-digest", entry: "*" });
  expect(policy.judgeImage({ ...image, isPinned: true })).toEqual({ kind: "fine" });
  expect(["NPM_TOKEN", "OTHER"].map((name) => policy.isExpectedSecret(name))).toEqual([true, false]);
  const key = (hostname: string, fingerprint = "SHA256:x") => policy.isExpectedSshKey({ hostname, fingerprint });
  expect([key("a.acme.example"), key("", "SHA256:abc+/="), key("github.com"), key("")]).toEqual([true, true, false, false]);
  expect(policy.staleAfter).toBe(30);
  expect(policy.judgeContext("prod", "https://github.com/acme/web")).toEqual({ kind: "reserved", branches: ["main"], tags: [] });
  expect(policy.judgeResourceClass("large", undefined)).toEqual({ kind: "not-listed" });
});

describe("each fault is named with file, line, column and what to write", () => {
  test.each([
    ["contexts:\n  restrictd: [a]\n", `${path}:2:3: Unknown key \`restrictd\`. Did you mean \`restricted\`?`],
    ["failOn: hihg\n", /:1:9: `hihg` is none of .*Did you mean `high`\?$/],
    ["rules:\n  volatil-orb: off\n", `${path}:2:3: There is no rule \`volatil-orb\`. Did you mean \`volatile-orb\`?`],
    ["ignore:\n  - rule: zzz\n", `${path}:2:11: There is no rule \`zzz\`.`],
    ["ignore:\n  - path: a\n", /:2:5: `rule` is missing\.$/],
    ["ignore:\n  - rule: volatile-orb\n    until: 2027-02-30\n", `${path}:3:12: There is no day \`2027-02-30\`.`],
    ["ignore:\n  - rule: volatile-orb\n    until: soon\n", /:3:12: This must be a date such as/],
    ["limits: { fileBytes: big }", /:1:22: This must be a whole number, not text\.$/],
    ["- a\n- b\n", /:1:1: This must be a map, not a list\.$/],
    ["just text", /:1:1: This must be a map, not text\.$/],
    ["failOn: high\nfailOn: low\n", /:2:1: /],
    ["failOn: [high\n", /secaudit\.yml:\d+:\d+: /],
    ["rules: *nowhere\n", /:1:8: /],
    ["orbs: { alow: [a/b] }", `${path}:1:9: Unknown key \`alow\`. Did you mean \`allow\`?`],
    ["orbs: { pinns: {} }", `${path}:1:9: Unknown key \`pinns\`. Did you mean \`pins\`?`],
    ["orbs: { pins: { circleci: mior } }", /:1:27: `mior` is none of `exact`, `minor`, `major`\. Did you mean `minor`\?$/],
    ["image: {}", `${path}:1:1: Unknown key \`image\`. Did you mean \`images\`?`],
    ["images: { requireDigests: [] }", `${path}:1:11: Unknown key \`requireDigests\`. Did you mean \`requireDigest\`?`],
    ["resourceClass: {}", `${path}:1:1: Unknown key \`resourceClass\`. Did you mean \`resourceClasses\`?`],
    ["secretNames: { expect: [] }", `${path}:1:16: Unknown key \`expect\`. Did you mean \`expected\`?`],
    ["contexts: { reserved: [{ names: [a], branch: [main] }] }", /:1:38: Unknown key `branch`\. Did you mean `branches`\?$/],
    ["contexts: { reserved: [{ branches: [main] }] }", /:1:\d+: `names` is missing\.$/],
    ["contexts: { reserved: [{ names: [a] }] }", /:1:\d+: This reserves the contexts for nobody\. Say for which `projects`/],
    ["resourceClasses: { reserved: [{ names: [a] }] }", /:1:\d+: This reserves the classes for nobody\./],
    ["orbs: { deny: [circleci] }", /:1:16: `circleci`: This is no orb: .*Write `circleci\/\*` for all orbs/],
    ["orbs: { deny: [a/b@latest] }", /:1:16: `a\/b@latest`: This is no version range\. Write `5\.x`/],
    ["orbs: { deny: ['a/b@>3 <2'] }", /:1:16: .*No version can be in this range\.$/],
    ["orbs: { deny: [Acme/b] }", /:1:16: .*No orb is called so/],
    ["orbs: { allow: ['http://a.example/*'] }", /:1:17: .*write `https:/],
    ["orbs: { pins: { acme/deploy: exact } }", /:1:17: `acme\/deploy`: this is no namespace\. Write `acme`\.$/],
    ["orbs: { own: ['a b'] }", /:1:15: `a b`: this is no namespace\.$/],
    ["images: { deny: ['a b'] }", /:1:18: .*No image is called so/],
    ["images: { allow: ['cimg/node@sha256:0'] }", /:1:19: .*Use `images\.requireDigest`\.$/],
    ["resourceClasses: { deny: ['a/b/c'] }", /:1:27: `a\/b\/c`: this is no resource class\./],
    ["sshKey: {}", `${path}:1:1: Unknown key \`sshKey\`. Did you mean \`sshKeys\`?`],
    ["sshKeys: { expected: [git@github.com] }", /:1:23: `git@github\.com`: this is neither .* Write `github\.com`\.$/],
    ["sshKeys: { expected: ['a b'] }", /:1:23: `a b`: this is neither .* fingerprint\.$/],
    ["staleafter: 30", `${path}:1:1: Unknown key \`staleafter\`. Did you mean \`staleAfter\`?`],
    ["staleAfter: 90d", /:1:13: This must be a whole number, not text\.$/],
    ["staleAfter: 0", /:1:13: /],
    ["secretNames: { expected: [$NPM_TOKEN] }", /:1:27: `\$NPM_TOKEN`: no variable is called so\. Write `NPM_TOKEN`\.$/],
    [
      "contexts: { reserved: [{ names: [a], branches: [/rel.*/] }] }",
      /:1:49: `\/rel\.\*\/`: this is no pattern\. Write `release\/\*`/,
    ],
    ["contexts: { reserved: [{ names: [a], tags: [refs/tags/v1] }] }", /:1:45: .*Write `v1`\.$/],
    ["contexts: { deny: ['<< parameters.x >>'] }", /:1:20: .*contexts are listed by their names/],
    ["project: app", /:1:10: `app` is no project\. Write it with its host/],
    [
      "contexts: { reserved: [{ names: [a], projects: [acme/app] }] }",
      /:1:49: No project is called `acme\/app`\. Write it with its host/,
    ],
    [
      "rulesAsOf: 0.11.0",
      `${path}:1:12: There is no version \`0.11.0\` yet. This is 0.10.1: write \`rulesAsOf: 0.10.1\` to accept all of its rules.`,
    ],
    ["rulesAsOf: 0.10.2", /There is no version `0\.10\.2` yet\./],
    ["rulesAsOf: latest", /:1:12: This must be a version such as `0\.2\.0`\.$/],
    ["rulesAsOf: 0.2", /:1:12: This must be a version such as `0\.2\.0`, not a number\.$/],
    ["rulesAsOff: 0.2.0", `${path}:1:1: Unknown key \`rulesAsOff\`. Did you mean \`rulesAsOf\`?`],
    [`x: "${"a".repeat(300_000)}"`, /larger than 256 KB/],
  ])("%j", (text, message) => {
    const found = failure(text);
    if (typeof message === "string") expect(found).toBe(message);
    else expect(found).toMatch(message);
  });

  test("all faults at once, one line each", () => {
    expect(failure("failOn: x\nprofile: y\nzzz: 1\n").split("\n")).toHaveLength(3);
  });
});

describe("hostile files", () => {
  test("an alias bomb is refused at once", () => {
    const lines = ["a: &a [x, x, x, x, x, x, x, x, x]"];
    for (let name = 98; name < 112; name++) {
      const previous = String.fromCharCode(name - 1);
      lines.push(`${String.fromCharCode(name)}: &${String.fromCharCode(name)} [${Array(9).fill(`*${previous}`).join(", ")}]`);
    }
    const started = cpuTime();
    expect(failure(lines.join("\n"))).toMatch(/secaudit\.yml:\d+:\d+: /);
    expect(cpuTime() - started).toBeLessThan(2000);
  });

  test("deep nesting is refused", () => {
    expect(failure(`exclude: ${"[".repeat(5000)}${"]".repeat(5000)}`)).not.toBe("");
  });

  test("`__proto__` is a key like any other", () => {
    expect(failure("__proto__: { failOn: never }\n")).toMatch(/Unknown key `__proto__`/);
    expect(failure("rules: { __proto__: off }\n")).toMatch(/no rule `__proto__`/);
  });

  test("text in messages is on one line and short", () => {
    const message = failure(`"${"\\e[31m\\n"}${"x".repeat(1000)}": 1\n`);
    expect(message.split("\n")).toHaveLength(1);
    expect(message).not.toMatch(/\p{Cc}/u);
    expect(message.length).toBeLessThan(400);
  });

  test("any text gives settings or a SettingsError", () => {
    const piece = fc.constantFrom(
      "ignore",
      "rules",
      ":",
      " ",
      "\n",
      "- ",
      "[",
      "]",
      "{",
      "}",
      "&a",
      "*a",
      "<<",
      "#",
      '"',
      "off",
      "1",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        failure(pieces.join(""));
      }),
      { numRuns: 500 },
    );
  });
});
