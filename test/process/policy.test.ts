/** Policy and `rulesAsOf` from the settings file to the exit code. */
import { expect, it } from "vitest";
import { clean, project } from "./project.ts";

const config = ".circleci/config.yml";
const settings = ".circleci/secaudit.yml";
const origin = (url: string): string => `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n`;

const reserved = "resourceClasses:\n  reserved:\n    - names: [acme/payments]\n      projects: [github.com/acme/payments]\n";
const onRunner = `version: 2.1
jobs:
  build:
    machine: true
    resource_class: acme/payments
    steps:
      - run: make
workflows:
  main:
    jobs:
      - build
`;
const only = ["--rule", "resource-class-not-allowed"];

it("knows the project from the command line, the settings, the checkout, in this order, and says when it does not", () => {
  const files = { [config]: onRunner, [settings]: reserved };
  const here = project({ ...files, ".git/config": origin("git@github.com:acme/payments.git") });
  const elsewhere = project({ ...files, ".git/config": origin("https://github.com/acme/shop") });
  const nowhere = project(files);
  expect(here.run(only).status).toBe(0);
  expect(elsewhere.run(only).status).toBe(1);
  expect(elsewhere.run([...only, "--project", "gh/acme/payments"]).status).toBe(0);
  expect(here.run([...only, "--project", "https://github.com/acme/shop.git"]).status).toBe(1);
  expect(project({ ...files, [settings]: `project: github.com/acme/shop\n${reserved}` }).run(only).status).toBe(1);
  const unknown = nowhere.run(only);
  expect(unknown.status).toBe(0);
  expect(unknown.stdout.replaceAll(/\s+/g, " ")).toContain(
    "settings that are bound to projects: which project this is is not known",
  );
  expect(nowhere.run([...only, "--require-complete"]).status).toBe(2);
});

it("refuses a project that is none", () => {
  const { status, stderr } = project({ [config]: clean }).run(["--project", "app"]);
  expect(status).toBe(2);
  expect(stderr).toContain("`app` is no project");
});

it("lets newer rules inform without failing the run or changing the baseline", () => {
  const policy = "resourceClasses:\n  allow: [small]\n";
  const newer = project({ [config]: onRunner, [settings]: `rulesAsOf: 0.1.0\n${policy}` });
  const accepted = project({ [config]: onRunner, [settings]: policy });
  const args = [...only, "--fail-on", "info"];
  expect(newer.run(args)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("This rule came with version 0.2.0") as string,
  });
  expect(accepted.run(args).status).toBe(1);
  for (const { run } of [newer, accepted]) run([...only, "--write-baseline", "baseline.json"]);
  expect(newer.read("baseline.json")).toBe(accepted.read("baseline.json"));
});
