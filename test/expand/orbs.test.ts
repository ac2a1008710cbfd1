/** Orbs whose source is at hand expand like the configuration's own elements. */
import { expect, test } from "vitest";
import { expandConfig } from "../../src/expand/expand.ts";
import type { Plan } from "../../src/expand/plan.ts";
import { orbCoverage } from "../../src/rule/build-audit.ts";
import { configWith, lookupOf } from "../config/orb-sources.ts";
import { problemsOf, runNamed, show, showStep, sourceAt, stepsOf } from "./plan.ts";

async function planWith(config: string, sources: Readonly<Record<string, string>>): Promise<Plan> {
  return expandConfig((await configWith(config, lookupOf(sources))).config);
}

const tool = `version: 2.1
orbs: { inner: acme/inner@0.1.0 }
commands:
  install:
    parameters: { version: { type: string, default: "1.0" }, after: { type: steps, default: [] } }
    steps:
      - run: install << parameters.version >> for << pipeline.parameters.who >>
      - steps: << parameters.after >>
      - inner/greet
  unused: { steps: [{ run: nobody calls this }] }
executors:
  default:
    parameters: { tag: { type: string, default: current } }
    docker: [{ image: "cimg/base:<< parameters.tag >>" }]
    environment: { FROM_ORB: "yes" }
jobs:
  check:
    parameters: { os: { type: string, default: linux } }
    executor: default
    steps: [install, { run: check << parameters.os >> }]
`;
const inner = 'commands: { greet: { steps: [{ run: "cat \\\\<<END" }] } }';
const sources = { "acme/tool@1.2.3": tool, "acme/inner@0.1.0": inner };
const config = (rest: string): string => `version: 2.1
parameters: { who: { type: string, default: me } }
orbs: { tool: acme/tool@1.2 }
${rest}`;

test("commands, executors and the orbs of orbs", async () => {
  const plan = await planWith(
    config(`jobs:
  build:
    executor: { name: tool/default, tag: "2" }
    steps:
      - tool/install: { version: "9", after: [{ run: mine }] }
workflows: { w: { jobs: [build] } }`),
    sources,
  );
  const run = runNamed(plan, "build");
  expect(run.steps.map(showStep)).toEqual([
    "tool/install version=9 after=…",
    "run install 9 for {pipeline.parameters.who}",
    "run mine",
    "inner/greet",
    "run cat <<END",
  ]);
  const calls = run.steps.map(({ orbCall, kind }) => [kind, orbCall?.name, orbCall?.isOpaque]);
  expect(calls).toEqual([
    ["orb-command", undefined, undefined],
    ["run", "tool/install", false],
    ["run", undefined, undefined],
    ["orb-command", "tool/install", false],
    ["run", "tool/install", false],
  ]);
  expect(run.executor.kind === "docker" && run.executor.images.map(({ image }) => show(image))).toEqual(["cimg/base:2"]);
  expect(run.environment.map(({ name }) => name)).toEqual(["FROM_ORB"]);
  const script = run.steps[1]?.kind === "run" ? run.steps[1].command : undefined;
  const unknown = script?.parts.find((part) => part.kind === "unknown");
  expect(unknown?.reason).toEqual({ kind: "undefined", name: "pipeline.parameters.who" });
  expect(script && sourceAt(script, "9").text).toBe("9");
  expect(script?.scalar.file.path).toBe("orb acme/tool@1.2.3");
});

test("jobs, with matrix and steps around them; what nobody calls in an orb is not looked at", async () => {
  const plan = await planWith(
    config(`workflows:
  w:
    jobs:
      - tool/check:
          matrix: { parameters: { os: [linux, macos] } }
          context: c
          pre-steps: [{ run: before }]
          post-steps: [{ run: after }]`),
    sources,
  );
  expect(plan.runs.map(({ name, kind }) => `${name} ${kind}`)).toEqual(["tool/check-linux build", "tool/check-macos build"]);
  expect(stepsOf(plan, "tool/check-macos")).toEqual([
    "run before",
    "run install 1.0 for {pipeline.parameters.who}",
    "inner/greet",
    "run cat <<END",
    "run check macos",
    "run after",
  ]);
  expect(runNamed(plan, "tool/check-linux").orb?.alias).toBe("tool");
  expect(plan.problems).toEqual([]);
});

test("what an orb has not is a problem, and no gap", async () => {
  const plan = await planWith(
    config(`jobs: { build: { executor: tool/nope, steps: [tool/nope, tool/install] } }
workflows: { w: { jobs: [build, tool/nope] } }`),
    sources,
  );
  const elements = ["unknown-command: tool/nope", "unknown-executor: tool/nope", "unknown-job: tool/nope"];
  expect(problemsOf(plan).toSorted()).toEqual(elements);
  expect(orbCoverage(plan).map(({ source, status, reason }) => `${source} ${status} ${reason}`)).toEqual([
    "orb acme/tool@1.2 ran read at version 1.2.3",
  ]);
});

test("nested orbs without source are a gap, in the orb's file", async () => {
  const plan = await planWith(config("workflows: { w: { jobs: [tool/check] } }"), { "acme/tool@1.2.3": tool });
  expect(orbCoverage(plan).map(({ source, location }) => `${source} ${location?.file.path}`)).toEqual([
    "orb acme/inner@0.1.0 orb acme/tool@1.2.3",
    "orb acme/tool@1.2 .circleci/config.yml",
  ]);
});

test("override-with: both jobs may run", async () => {
  const plan = await planWith(
    config(`jobs:
  check: { docker: [{ image: a }], steps: [{ run: own }] }
  after: { docker: [{ image: a }], steps: [{ run: later }] }
workflows:
  w:
    jobs:
      - check: { override-with: tool/check, context: c }
      - check: { override-with: tool/missing }
      - check: { override-with: other/check }
      - after: { requires: [check-1] }`),
    sources,
  );
  expect(plan.runs.map(({ name, jobName }) => `${name} ${jobName}`)).toEqual([
    "check-1 check",
    "check-1 tool/check",
    "check-2 check",
    "check-3 check",
    "after after",
  ]);
  expect(runNamed(plan, "after").dependsOn.map(({ jobName }) => jobName)).toEqual(["check", "tool/check"]);
  expect(plan.runs[1]?.contexts.map(({ name }) => show(name))).toEqual(["c"]);
  expect(plan.coverage.map(({ source }) => source)).toEqual(["job other/check"]);
});

test("a bomb of calls between orbs is bounded", async () => {
  const levels = Array.from({ length: 9 }, (_, level): [string, string] => {
    const calls = `[${Array.from({ length: 10 }, () => "next/go").join(", ")}]`;
    return [`b/l${level}@1.0.0`, `orbs: { next: b/l${level + 1}@1.0.0 }\ncommands: { go: { steps: ${calls} } }`];
  });
  const plan = await planWith(
    "version: 2.1\norbs: { next: b/l0@1.0.0 }\njobs: { j: { docker: [{ image: a }], steps: [next/go] } }\nworkflows: { w: { jobs: [j] } }",
    Object.fromEntries([...levels, ["b/l9@1.0.0", "commands: { go: { steps: [{ run: x }] } }"]]),
  );
  expect(problemsOf(plan).map((problem) => problem.split(":")[0])).toContain("expansion-limit");
});
