import { fc } from "../property.ts";
import { describe, expect, test } from "vitest";
import { checkBaseline, checkSettings } from "../../src/schema/validate.ts";
import { settingsSchema } from "../../src/schema/settings-schema.ts";
import { Ajv } from "ajv";

const full = {
  failOn: "high",
  minSeverity: "low",
  minConfidence: "medium",
  profile: "auditor",
  rules: { "some-rule": "off", "other-rule": "critical" },
  ignore: [{ rule: "some-rule", path: ".circleci/*.yml", at: "jobs.build", reason: "known", until: "2027-01-31" }],
  rulesAsOf: "0.2.0",
  project: "github.com/acme/app",
  contexts: {
    ...{ restricted: ["prod-*"], allow: ["ci"], deny: ["old"] },
    reserved: [{ names: ["prod"], projects: ["github.com/acme/*"], branches: ["main"], tags: ["v*"] }],
  },
  orbs: { trusted: ["circleci"], own: ["acme"], pins: { acme: "minor", "*": "exact" }, allow: ["circleci/*"], deny: ["a/b@<2"] },
  images: { allow: ["cimg/*"], deny: ["x"], requireDigest: ["*"] },
  resourceClasses: { allow: ["small"], deny: ["large"], reserved: [{ names: ["acme/*"], projects: ["github.com/acme/*"] }] },
  limits: { fileBytes: 4096 },
  exclude: ["examples/**"],
  secretNames: { add: ["X_*"], remove: ["Y"], expected: ["Z"] },
  sshKeys: { expected: ["github.com"] },
  staleAfter: 30,
};

test("every key, and none, is accepted", () => {
  expect(checkSettings(full)).toEqual([]);
  expect(checkSettings({})).toEqual([]);
});

describe("each fault has its place, a sentence and a hint", () => {
  test.each([
    [{ contexts: { restrictd: [] } }, ["contexts", "restrictd"], "key", "Unknown key `restrictd`.", "Did you mean `restricted`?"],
    [{ zzz: 1 }, ["zzz"], "key", "Unknown key `zzz`.", expect.stringContaining("Known keys: `failOn`")],
    [{ failOn: "hihg" }, ["failOn"], "value", expect.stringContaining("`hihg` is none of `critical`"), "Did you mean `high`?"],
    [{ rules: { a: "on" } }, ["rules", "a"], "value", expect.stringContaining("`on` is none of `off`"), undefined],
    [{ rules: { "a/b~c": 1 } }, ["rules", "a/b~c"], "value", expect.stringContaining("`1` is none of"), undefined],
    [{ ignore: [{}] }, ["ignore", 0], "value", "`rule` is missing.", undefined],
    [{ ignore: {} }, ["ignore"], "value", "This must be a list, not a map.", undefined],
    [
      { ignore: [{ rule: "a", until: "soon" }] },
      ["ignore", 0, "until"],
      "value",
      "This must be a date such as `2027-01-31`.",
      undefined,
    ],
    [{ exclude: [3] }, ["exclude", 0], "value", "This must be text, not a number.", undefined],
    [{ exclude: [""] }, ["exclude", 0], "value", "This must be one line of 1 to 200 characters.", undefined],
    [{ limits: { fileBytes: 5 } }, ["limits", "fileBytes"], "value", "This must be 1024 or more.", undefined],
    [{ limits: { fileBytes: 1e12 } }, ["limits", "fileBytes"], "value", "This must be 16777216 or less.", undefined],
    [{ limits: { fileBytes: 1.5 } }, ["limits", "fileBytes"], "value", expect.stringMatching(/whole number/), undefined],
    [{ exclude: Array(1001).fill("a") }, ["exclude"], "value", "There may be 1000 entries at most.", undefined],
    [[], [], "value", "This must be a map, not a list.", undefined],
    [null, [], "value", "This must be a map, not empty.", undefined],
  ])("%j", (data, path, on, message, hint) => {
    expect(checkSettings(data)[0]).toEqual({ path, on, message, hint });
  });

  test("a value of the file cannot write the sentence", () => {
    const [issue] = checkSettings({ profile: "`\u001b[31m\n" + "x".repeat(500) });
    expect(issue?.message).not.toMatch(/[\p{Cc}]/u);
    expect(issue?.message.length).toBeLessThan(200);
  });
});

test("any data is answered, never with an exception, and with a bounded number of issues", () => {
  fc.assert(
    fc.property(fc.object({ key: fc.constantFrom(...Object.keys(full), "__proto__", "rule", "x") }), (data) => {
      expect(checkSettings(data).length).toBeLessThanOrEqual(20);
      expect(checkBaseline(data).length).toBeLessThanOrEqual(1);
    }),
  );
});

test("the published schema knows the rules by name, and accepts what the check accepts", () => {
  const validate = new Ajv({ strict: true, strictTypes: false }).compile(settingsSchema(["some-rule", "other-rule"]));
  expect(validate(full)).toBe(true);
  expect(validate({ rules: { "no-rule": "off" } })).toBe(false);
  expect(validate({ ignore: [{ rule: "no-rule" }] })).toBe(false);
});

test("baseline", () => {
  const entry = { fingerprint: "0123456789abcdef0123456789abcdef", ruleId: "a", file: "b" };
  expect(checkBaseline({ version: 1, findings: [entry, entry] })).toEqual([]);
  expect(checkBaseline({ version: 2, findings: [] })[0]?.message).toBe("`2` is none of `1`.");
  expect(checkBaseline({ version: 1, findings: [{ ...entry, fingerprint: "x" }] })[0]).toEqual({
    path: ["findings", 0, "fingerprint"],
    on: "value",
    message: "This must be 32 hexadecimal digits.",
    hint: undefined,
  });
});
