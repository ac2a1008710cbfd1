import { expect, test } from "vitest";
import type { Report } from "../../src/finding/report.ts";
import { renderJunit } from "../../src/report/junit.ts";
import { at, finding, plainOptions, report, rule } from "./build.ts";
import { config, fullReport } from "./samples.ts";
import { readXml } from "./read-xml.ts";
import type { XmlTree } from "./read-xml.ts";

/** What the common JUnit schemas allow, with the attributes they demand. */
const shape: Readonly<Record<string, { readonly children: readonly string[]; readonly required: readonly string[] }>> = {
  testsuites: { children: ["testsuite"], required: ["name", "tests", "failures", "errors"] },
  testsuite: { children: ["testcase"], required: ["name", "tests", "failures", "errors", "skipped", "time"] },
  testcase: { children: ["failure", "error", "skipped", "system-out"], required: ["name", "classname", "time"] },
  failure: { children: [], required: ["message", "type"] },
  error: { children: [], required: ["message", "type"] },
  skipped: { children: [], required: ["message"] },
  "system-out": { children: [], required: [] },
};

function checkShape({ name, attributes, children }: XmlTree): void {
  const { children: allowed, required } = shape[name] ?? expect.fail(`unknown element ${name}`);
  expect(Object.keys(attributes)).toEqual(expect.arrayContaining([...required]));
  for (const child of children) {
    expect(allowed).toContain(child.name);
    checkShape(child);
  }
  if (name === "testcase") expect(children.length).toBeLessThanOrEqual(1);
  if (name.startsWith("testsuite")) expect(Number(attributes["tests"])).toBe(casesOf(name, children).length);
  for (const [attribute, element] of [
    ["failures", "failure"],
    ["errors", "error"],
    ["skipped", "skipped"],
  ] as const) {
    if (!name.startsWith("testsuite")) continue;
    const count = casesOf(name, children).filter((found) => found.children[0]?.name === element).length;
    expect(Number(attributes[attribute])).toBe(count);
  }
}

function casesOf(name: string, children: readonly XmlTree[]): readonly XmlTree[] {
  return name === "testsuites" ? children.flatMap((suite) => suite.children) : children;
}

function read(from: Report, failOn: "high" | "low" | "never" = "low"): XmlTree {
  const tree = readXml(renderJunit(from, { ...plainOptions, failOn }));
  checkShape(tree);
  return tree;
}

test("has a suite for each file", async () => {
  const tree = read(fullReport);
  expect(tree.children.map(({ attributes }) => attributes["name"])).toEqual([...fullReport.files, "not checked"]);
  await expect(renderJunit(fullReport, plainOptions)).toMatchFileSnapshot("snapshots/report.junit.txt");
});

test("a file without findings has a case that passes", () => {
  const [suite] = read(report({ files: ["a.yml"] })).children;
  expect(suite?.children.map(({ attributes, children }) => [attributes["name"], children])).toEqual([["no findings", []]]);
});

test("only what fails the run is a failure", () => {
  expect(read(fullReport, "high").attributes["failures"]).toBe("2");
  expect(read(fullReport, "never").attributes["failures"]).toBe("0");
});

test("what failed in the audit is an error", () => {
  const tree = read(
    report({
      problems: [{ code: "unreadable", message: "No such file.", level: "error" }],
      coverage: [{ ruleId: "r", status: "failed", reason: "it threw" }],
    }),
  );
  expect(tree.attributes["errors"]).toBe("2");
});

test("holds the message, the code and the fix as they are", () => {
  const info = rule("r", { remediation: 'Write <b> & "c"' });
  const text = "it's <![CDATA[ ]]> & &amp; \ttabbed\nnext";
  const tree = read(report({ findings: [finding(info, at(config, "$DEPLOY_TOKEN"), { message: text })] }));
  const failure = tree.children[0]?.children[0]?.children[0];
  expect(failure?.attributes["message"]).toBe(text);
  expect(failure?.text).toContain(text);
  expect(failure?.text).toContain('echo "deploying with $DEPLOY_TOKEN"');
  expect(failure?.text).toContain('Fix: Write <b> & "c"');
});
