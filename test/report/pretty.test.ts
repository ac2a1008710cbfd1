import { expect, test, vi } from "vitest";
import type { Report } from "../../src/finding/report.ts";
import { displayWidth } from "../../src/report/pretty/display-width.ts";
import { renderPretty } from "../../src/report/pretty/pretty.ts";
import { at, finding, plainOptions, report, rule } from "./build.ts";
import { config, floating, fullReport, injection, nightly } from "./samples.ts";

function lines(from: Report, more: Partial<typeof plainOptions> = {}): readonly string[] {
  return renderPretty(from, { ...plainOptions, ...more }).split("\n");
}

test.each([80, 100, 120])("reads well in %i columns and keeps to them", async (width) => {
  const text = renderPretty(fullReport, { ...plainOptions, width });
  await expect(text).toMatchFileSnapshot(`snapshots/report.pretty-${width}.txt`);
  for (const line of text.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(width);
});

test("has colours and links when asked for", async () => {
  const text = renderPretty(fullReport, { ...plainOptions, colour: true, hyperlinks: true, showSuppressed: true });
  await expect(text).toMatchFileSnapshot("snapshots/report.pretty-colour.txt");
});

test("has no escapes otherwise", () => expect(renderPretty(fullReport, plainOptions)).not.toContain("\u001b"));

test("does not depend on what the process or the terminal looks like", () => {
  const expected = renderPretty(fullReport, plainOptions);
  const { isTTY } = process.stdout;
  try {
    process.stdout.isTTY = true;
    vi.stubEnv("CI", "");
    vi.stubEnv("FORCE_HYPERLINK", "1");
    for (const program of ["iTerm.app", "vscode", "xterm"]) {
      vi.stubEnv("TERM_PROGRAM", program);
      expect(renderPretty(fullReport, plainOptions)).toBe(expected);
    }
  } finally {
    process.stdout.isTTY = isTTY;
    vi.unstubAllEnvs();
  }
});

test("does not change the report", () => {
  const before = JSON.stringify(fullReport.findings.map(({ fingerprint }) => fingerprint));
  renderPretty(fullReport, plainOptions);
  expect(JSON.stringify(fullReport.findings.map(({ fingerprint }) => fingerprint))).toBe(before);
});

test("the worst stands last", () => {
  const rows = lines(fullReport).filter((line) => /^ {2}[✖⚠ℹ] {2}/.test(line));
  expect(rows.map((row) => row.trim().split(/ +/)[2])).toEqual(["low", "low", "low", "medium", "high", "critical", "warning"]);
});

test("says the reason and the advice of a rule once", () => {
  const text = renderPretty(fullReport, { ...plainOptions, width: 400 });
  for (const { rationale, remediation, id } of fullReport.rules) {
    expect(text.split(rationale.slice(0, 60)).length).toBe(2);
    expect(text.split(remediation.slice(0, 60)).length).toBe(2);
    expect(text.split(`circleci-secaudit explain ${id}`).length).toBe(2);
  }
});

test("says a message that several findings share once", () => {
  const shared = { message: "The very same words." };
  const found = [
    finding(floating, at(config, "circleci/node@5"), shared),
    finding(floating, at(config, "circleci/slack@4"), shared),
  ];
  expect(lines(report({ findings: found })).filter((line) => line.includes(shared.message))).toHaveLength(1);
});

test("replacement YAML can be copied: only spaces stand before it", () => {
  const all = lines(fullReport);
  const start = all.findIndex((line) => line.endsWith("environment:"));
  const margin = (all[start] ?? "").indexOf("e");
  const copied = all.slice(start, start + 4).map((line) => line.slice(margin));
  expect(copied.join("\n")).toBe(fullReport.findings[2]?.replacement?.trimEnd());
});

test("an info is neither an error nor a warning", () => {
  const info = rule("r", { severity: "info", title: "Good to know" });
  expect(lines(report({ rules: [info], findings: [finding(info, at(config, "jobs"))] }))[3]).toBe(
    "  ℹ  21:1  info  Good to know  r",
  );
});

test("cuts a title that does not fit", () => {
  const long = rule("a-rule-with-quite-a-long-name", {
    title: "A title that goes on and on until it is too long for the terminal",
  });
  const [row = ""] = lines(report({ rules: [long], findings: [finding(long, at(config, "jobs"))] }), { width: 80 }).slice(3);
  expect(displayWidth(row)).toBe(80);
  expect(row).toMatch(/…  a-rule-with-quite-a-long-name$/);
});

test("a rule that the report does not know is shown by its id", () => {
  const text = renderPretty(report({ findings: [finding(rule("r"), at(config, "jobs"))] }), plainOptions);
  expect(text).toContain("✖  21:1  high  r  r");
});

test.each([
  [12, "+9 more"],
  [4, "+1 more"],
  [3, "place 2"],
])("of %i related places the first three are shown", (count, last) => {
  const places = Array.from({ length: count }, (_, index) => ({ ...at(config, "test"), label: `place ${index}` }));
  const text = renderPretty(report({ findings: [finding(rule("r"), at(config, "jobs"), { related: places })] }), plainOptions);
  expect(text).toContain(last);
  expect(text).not.toContain("place 3");
});

test("of a long trace the start and the end are shown", () => {
  const trace = Array.from({ length: 20 }, (_, index) => ({
    ...at(config, index % 2 === 0 ? "test" : "orbs"),
    label: `step ${index}`,
  }));
  const text = renderPretty(report({ findings: [finding(injection, at(config, "jobs"), { trace })] }), plainOptions);
  expect([...text.matchAll(/(\d+)\. step \d+/g)].map(([, number]) => Number(number))).toEqual([1, 2, 3, 18, 19, 20]);
  expect(text).toContain("^^^^");
});

test("steps at one place are one mark", () => {
  const trace = ["one", "two"].map((label) => ({ ...at(config, "text:"), label }));
  const text = renderPretty(report({ findings: [finding(injection, at(config, "jobs"), { trace })] }), plainOptions);
  expect(text.match(/-----/g)).toHaveLength(1);
  expect(text).toContain("----- 1. one; 2. two");
});

test("the reason and the advice stand with the worst finding of the rule, the last on the screen", () => {
  const bad = finding(floating, at(config, "circleci/node@5"), { severity: "critical" });
  const text = renderPretty(
    report({ rules: [floating], findings: [bad, finding(floating, at(nightly, "circleci/node@5"))] }),
    plainOptions,
  );
  expect(text.indexOf("Why")).toBeGreaterThan(text.indexOf("critical"));
});

test("many findings are counted by rule", () => {
  const findings = Array.from({ length: 14 }, (_, index) => finding(index % 2 === 0 ? floating : injection, at(nightly, "jobs")));
  expect(lines(report({ findings })).slice(-9)).toEqual([
    "  By rule",
    "    low       7  floating-orb",
    "    high      7  template-injection",
    "",
    "  ✖ 14 findings in 1 file: 7 high, 7 low",
    "    Next: fix the worst, which stand last; or accept one with `# secaudit: ignore[rule-id] reason`",
    "    on its line, or all that are left with `--write-baseline <file>`.",
    "",
    "",
  ]);
});

const clean = report({ files: ["a.yml", "b.yml"], coverage: [{ ruleId: "r", status: "ran" }] });

test("says when nothing was found, and no more than that", () => {
  expect(lines(clean)).toEqual(["", "  ✔ No findings in 2 files", "    1 rule ran.", "", ""]);
});

test("does not call well what was not audited at all", () => {
  expect(lines(report())).toEqual(["", "  · No file was audited", "", ""]);
  const unreadable = report({ problems: [{ code: "unreadable-file", message: "There is no file `a.yml`.", level: "error" }] });
  expect(lines(unreadable).slice(0, 4)).toEqual([
    "",
    "  ✖  There is no file `a.yml`. (unreadable-file)",
    "",
    "  ✖ No file was audited",
  ]);
});

test("does not call safe what was not checked", () => {
  const text = renderPretty({ ...clean, coverage: fullReport.coverage }, plainOptions);
  expect(text).toContain("Not checked\n  · 3 orbs (circleci/node@5, circleci/slack@4, shipfast/deployer@volatile)");
  expect(text).toContain("This says nothing about what was not checked.");
});

test.each([
  ["a problem", { problems: [{ code: "invalid-yaml", message: "No YAML.", level: "error" }] }],
  ["a rule that failed", { coverage: [{ ruleId: "r", status: "failed", reason: "it threw" }] }],
] as const)("%s makes the audit incomplete", (_, more) => {
  const text = renderPretty({ ...clean, ...more }, plainOptions);
  expect(text).toContain("✖ No findings in 2 files");
  expect(text).toContain("The audit is incomplete: what could not be checked may hold more.");
  expect(text).not.toContain("✔");
});

test("says which findings fail the run when not all do", () => {
  expect(renderPretty(fullReport, { ...plainOptions, failOn: "high" })).toContain("2 of them fail the run (--fail-on high).");
  expect(renderPretty(fullReport, { ...plainOptions, failOn: "critical" })).toContain("1 of them fails the run");
  expect(renderPretty(fullReport, { ...plainOptions, failOn: "never" })).toContain("· 6 findings");
  expect(renderPretty(fullReport, plainOptions)).not.toContain("of them");
});

test("lists what was suppressed, with the reasons, when asked to", () => {
  const text = renderPretty(fullReport, { ...plainOptions, showSuppressed: true });
  expect(text).toContain("Suppressed by comment: a test token, see #12 (until 2027-01-31)");
  expect(text).toContain("Suppressed by settings: no reason given");
  expect(renderPretty(fullReport, plainOptions)).not.toContain("Suppressed by");
});

test("stays short on problems and gaps, and says how many there are", () => {
  const problems = Array.from({ length: 50 }, () => ({ code: "x", message: "No.", level: "warning" }) as const);
  const coverage = Array.from(
    { length: 50 },
    (_, index) => ({ source: "s", status: "unknown", reason: `reason ${index}` }) as const,
  );
  const text = renderPretty(report({ problems, coverage }), plainOptions);
  expect(text).toContain("30 problems more, all in the JSON format.");
  expect(text).toContain("42 more reasons, all in the JSON format");
});

test("counts the rules of other profiles, and does not list them among what was not checked", () => {
  const coverage = [
    { ruleId: "a", status: "ran" },
    { ruleId: "b", status: "skipped", reason: "runs only with profile pedantic", byChoice: "pedantic" },
    { ruleId: "c", status: "skipped", reason: "runs only with profile auditor", byChoice: "auditor" },
    { ruleId: "d", status: "skipped", reason: "only other rules were asked for", byChoice: "selection" },
  ] as const;
  const text = renderPretty({ ...clean, coverage }, plainOptions);
  expect(text).toContain("1 rule ran (2 more with `--profile auditor`).");
  expect(text).not.toContain("ot checked");
});
