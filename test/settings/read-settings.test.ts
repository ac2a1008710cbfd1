import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSettings } from "../../src/settings/read-settings.ts";
import { SettingsError } from "../../src/settings/settings-error.ts";
import { toPolicy } from "../../src/settings/settings-policy.ts";
import { parseNow } from "../yaml/parse-now.ts";
import { defaultSettings } from "../../src/settings/settings.ts";
import { cpuTime } from "../cpu-time.ts";

const path = ".circleci/secaudit.yml";
const ruleIds = ["volatile-orb", "hardcoded-secret"];
const read = (text: string) => readSettings({ path, text }, parseNow({ path, text }), ruleIds);

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
    expect(settings.orbs).toEqual({ trusted: ["circleci"], own: [] });

    const policy = toPolicy(settings);
    expect(policy.isRestrictedContext("prod-eu")).toBe(true);
    expect(policy.isRestrictedContext("staging")).toBe(false);
    expect(policy.isTrustedNamespace("circleci")).toBe(true);
    expect(policy.isOwnNamespace("circleci")).toBe(false);
    expect(["MY_KEY", "MY_PATH", "OTHER"].map((name) => policy.isSecretName(name))).toEqual([true, false, undefined]);
  });
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
