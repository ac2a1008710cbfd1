/** Findings about settings, in every format. */
import { expect, test } from "vitest";
import { formatNames, render } from "../../src/report/formats.ts";
import type { FormatName } from "../../src/report/formats.ts";
import { reportSchema } from "../../src/report/json-schema.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { factsFrom } from "../facts/read-facts.ts";
import { at, finding, plainOptions, related, report, rule } from "./build.ts";
import { readXml } from "./read-xml.ts";
import { config, unguarded } from "./samples.ts";
import { expectValid, foreignSchema } from "./validate.ts";

const restrictions = [{ type: "group", value: "id-of-acme", name: "All members" }];
const facts = factsFrom({
  project: { settings: { buildForkPrs: false, disableSsh: false } },
  organization: { contexts: [{ name: "deploy](https://evil.example) `x", restrictions }] },
});
const { project, organization } = facts;
if (organization === undefined) throw new Error("the facts lack an organisation");

const sshRerun = rule("ssh-rerun-enabled", {
  title: "Jobs can be rerun with SSH",
  severity: "medium",
  remediation: "Project Settings, Advanced: switch on **Disable SSH**.",
});
const open = rule("unrestricted-context", { title: "Anybody can use the context", severity: "critical" });
const settings = report({
  files: [config.path],
  sheets: new Map([
    ["circleci:gh/acme/app", config.path],
    ["circleci:gh/acme", undefined],
  ]),
  findings: [
    finding(sshRerun, sheetOf(project).at("settings", "disableSsh"), {
      message: "Whoever may rerun a job gets a shell in it.",
      related: [related(sheetOf(organization).at("contexts", 0), "this context is in the job's environment")],
    }),
    finding(open, sheetOf(organization).at("contexts", 0, "restrictions"), { message: "Every member can use the context." }),
    finding(unguarded, at(config, "aws-production", ["workflows", "ship", "jobs", 1, "deploy", "context"]), {
      related: [related(sheetOf(project).at("settings", "buildForkPrs"), "forks are built")],
    }),
  ],
  coverage: [
    { source: "project gh/acme/app: webhooks", status: "unknown", reason: "the token may not see it" },
    { source: "project gh/acme/web: webhooks", status: "unknown", reason: "the token may not see it" },
  ],
  rules: [sshRerun, open, unguarded],
});

const shown = (name: FormatName, more: Partial<typeof settings> = {}) => render(name, { ...settings, ...more }, plainOptions);
const json = async (name: FormatName) => JSON.parse(await shown(name)) as Record<string, never>;

test.each(formatNames)("%s shows them to people as agreed", async (name) => {
  await expect(await shown(name)).toMatchFileSnapshot(`snapshots/sheets.${name === "markdown" ? "md" : name}.txt`);
});

test("json says that the place is in no file, and stays valid", async () => {
  const found = await json("json");
  expectValid(reportSchema, found);
  expect(found["findings"]).toMatchObject([
    {
      location: { file: "circleci:gh/acme/app", path: ["settings", "disableSsh"], isSheet: true, snippet: "  disableSsh: false" },
    },
    {},
    { location: { file: ".circleci/config.yml" }, related: [{ file: "circleci:gh/acme/app", isSheet: true }] },
  ]);
});

test("sarif and gitlab place them in a file of the repository, and stay valid", async () => {
  const sarif = await json("sarif");
  expectValid(foreignSchema("sarif-2.1.0.json"), sarif);
  const uris = JSON.stringify(sarif).match(/"uri":"[^"]*"/g) ?? [];
  expect([...new Set(uris.filter((uri) => !uri.includes("https:")))]).toEqual(['"uri":".circleci/config.yml"']);
  const gitlab = await json("gitlab");
  expectValid(foreignSchema("gitlab-code-quality.json"), gitlab);
  expect(JSON.stringify(gitlab)).not.toMatch(/"path":"(?!\.circleci)/);
});

test("where no configuration was audited, the usual one stands for it", async () => {
  const sarif = await shown("sarif", { files: [], sheets: new Map([["circleci:gh/acme/app", undefined]]) });
  expect(sarif).toContain('"uri": ".circleci/config.yml"');
});

test("junit gives them a suite of their own and no file to open", async () => {
  const { children } = readXml(await shown("junit"));
  const suite = children.find(({ attributes }) => attributes["name"] === "circleci:gh/acme/app");
  expect(suite?.children[0]?.attributes).toMatchObject({
    classname: "circleci:gh/acme/app",
    name: "ssh-rerun-enabled at settings.disableSsh",
  });
  expect(suite?.children[0]?.attributes).not.toHaveProperty("file");
});

test("the summary does not call them files", async () => {
  expect(await shown("pretty")).toContain("3 findings in 1 file and in settings");
  expect(await shown("pretty", { files: [], findings: settings.findings.slice(0, 1) })).toContain(
    "1 finding in settings: 1 medium",
  );
  expect(await shown("pretty", { findings: [] })).toContain("No findings in 1 file and in settings");
  expect(await shown("pretty", { files: [], findings: [], coverage: [] })).toContain("✔ No findings in settings");
});

test.each(["pretty", "markdown"] as const)("%s says where facts come from that were collected before", async (format) => {
  const source = "snapshot a](https://elsewhere.example)\u001B[1m.json";
  const reason = "collected on 2026-01-30 from https://circleci.com";
  const text = await shown(format, { coverage: [{ source, status: "ran", reason }] });
  expect(text.replaceAll(/\s+/g, " ")).toContain("collected on 2026-01-30 from https:");
  expect(text).not.toContain("\u001B");
  if (format === "markdown") expect(text).not.toContain("](https://elsewhere");
  expect(await shown(format)).not.toContain("Facts:");
});
