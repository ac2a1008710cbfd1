import { describe, expect, test } from "vitest";
import type { Plan } from "../../src/expand/plan.ts";
import { runsOn } from "../../src/expand/reach.ts";
import { planOf, problemsOf, runNamed, show, stepsOf } from "./plan.ts";

const jobs = `version: 2.1
jobs:
  build:
    parameters:
      v: {type: string, default: "1"}
      os: {type: string, default: linux}
    docker: [{image: "img:<< parameters.v >>"}]
    steps: [{run: make << parameters.os >> << parameters.v >>}]
  deploy:
    docker: [{image: d}]
    steps: [checkout]
`;
const workflow = (body: string, more = ""): Plan =>
  planOf(`${jobs}${more}\nworkflows:\n  main:\n    jobs:\n${body.replace(/^/gm, "      ")}`);
const names = (plan: Plan): readonly string[] =>
  plan.runs.map((run) => `${run.name}${run.workflow === undefined ? " (uncalled)" : ""}`);

describe("invocations", () => {
  test("names, numbers, contexts", () => {
    const plan = workflow("- build\n- build: {v: '2'}\n- deploy: {name: ship, context: [a, b]}\n- deploy: {context: one}");
    expect(names(plan)).toEqual(["build-1", "build-2", "ship", "deploy"]);
    expect(stepsOf(plan, "build-2")).toEqual(["run make linux 2"]);
    expect(runNamed(plan, "ship").contexts.map((use) => show(use.name))).toEqual(["a", "b"]);
  });

  test("matrix with exclude and alias", () => {
    const plan = workflow(`- build:
    matrix:
      alias: all
      parameters: {os: [linux, mac], v: ["1", "2"]}
      exclude: [{os: mac, v: "1"}]
- deploy: {requires: [all]}
- deploy: {name: "after-<< matrix.v >>", requires: ["build-linux-<< matrix.v >>"], matrix: {parameters: {v: ["1"]}}}`);
    expect(names(plan)).toEqual(["build-linux-1", "build-linux-2", "build-mac-2", "deploy", "after-1"]);
    expect(stepsOf(plan, "build-mac-2")).toEqual(["run make mac 2"]);
    expect(runNamed(plan, "deploy").dependsOn.map((run) => run.name)).toEqual(["build-linux-1", "build-linux-2", "build-mac-2"]);
    expect(runNamed(plan, "after-1").dependsOn.map((run) => run.name)).toEqual(["build-linux-1"]);
    expect(problemsOf(plan)).toEqual(['unknown-parameter: "1"']);
  });

  test("approvals, status lists, what is missing", () => {
    const plan = workflow(`- hold: {type: approval}
- deploy: {requires: [{hold: [success, failed]}, {build: terminal}]}
- build
- nope: {context: c}
- build: {name: b2, requires: [ghost]}`);
    expect(runNamed(plan, "hold").kind).toBe("approval");
    expect(runNamed(plan, "deploy").requires.map((requirement) => requirement.statuses)).toEqual([
      ["success", "failed"],
      ["terminal"],
    ]);
    expect(problemsOf(plan)).toEqual(["unknown-job: nope", "unknown-job: ghost"]);
    expect(runNamed(plan, "nope").contexts).toHaveLength(1);
  });

  test("cycles in requires are reported and cut", () => {
    const plan = workflow("- build: {requires: [deploy]}\n- deploy: {requires: [build]}");
    expect(problemsOf(plan)).toEqual(["requires-cycle: build"]);
  });

  test("pre-steps and post-steps", () => {
    const plan = workflow(
      "- build:\n    pre-steps: [{run: before}]\n    post-steps: [{run: after << matrix.v >>}]\n    matrix: {parameters: {v: ['7']}}",
    );
    expect(stepsOf(plan, "build-7")).toEqual(["run before", "run make linux 7", "run after 7"]);
  });

  test("job groups", () => {
    const plan = planOf(`${jobs}
job-groups:
  both: {jobs: [build, {deploy: {requires: [build]}}]}
workflows:
  main:
    jobs:
      - start: {type: approval}
      - both: {requires: [start], filters: {branches: {only: main}}}
      - deploy: {name: last, requires: [both]}
`);
    expect(names(plan)).toEqual(["start", "both/build", "both/deploy", "last"]);
    expect(runNamed(plan, "both/deploy").dependsOn.map((run) => run.name)).toEqual(["both/build"]);
    expect(runNamed(plan, "both/build").dependsOn.map((run) => run.name)).toEqual(["start"]);
    expect(runNamed(plan, "last").dependsOn).toHaveLength(2);
    expect(runNamed(plan, "both/build").reach.anyBranch).toBe(false);
  });

  test("orb jobs keep their arguments, override-with is named", () => {
    const plan = workflow("- tf/apply: {path: x}\n- build: {override-with: tf/build}", "orbs: {tf: circleci/terraform@4.0.0}");
    expect(runNamed(plan, "tf/apply").kind).toBe("orb-job");
    expect(show(runNamed(plan, "tf/apply").args.get("path")?.text)).toBe("x");
    expect(plan.coverage.map((note) => note.source)).toEqual(["job tf/build"]);
  });

  test("the scalars of a list are compiled one by one", () => {
    const plan = workflow(
      "- build: {pre-steps: [keep: {folder: x}]}",
      `commands:
  keep:
    parameters: {folder: {type: string}}
    steps: [save_cache: {key: v1, paths: ["~/<< parameters.folder >>/a", b, {c: d}]}]`,
    );
    const step = runNamed(plan, "build").steps.find((candidate) => candidate.kind === "builtin");
    const args = step?.kind === "builtin" ? step.args : undefined;
    expect(args?.get("paths")?.items.map(show)).toEqual(["~/x/a", "b"]);
    expect(args?.get("key")?.items).toEqual([]);
  });

  test("what nothing calls is looked at by itself", () => {
    const plan = workflow(
      "- build",
      `commands:
  lonely: {parameters: {x: {type: string}, y: {type: string, default: d}}, steps: [{run: << parameters.x >> << parameters.y >>}]}
executors:
  spare: {docker: [{image: spare}]}`,
    );
    expect(names(plan)).toEqual(["build", "deploy (uncalled)", "lonely (uncalled)", "spare (uncalled)"]);
    expect(stepsOf(plan, "lonely")).toEqual(["run {parameters.x} d"]);
    expect(runNamed(plan, "deploy").reach.anyBranch).toBe("unknown");
  });
});

describe("executors", () => {
  test("named, with parameters, environment merged, the job's keys first", () => {
    const plan = planOf(
      `version: 2.1
executors:
  e:
    parameters: {tag: {type: string, default: a}}
    docker: [{image: "img:<< parameters.tag >>", environment: {C: c}}]
    environment: {A: executor, B: executor}
    shell: /bin/sh
    resource_class: small
  windows: win/default
jobs:
  one: {executor: {name: e, tag: b}, environment: {A: job}, steps: [checkout]}
  two: {parameters: {e: {type: executor, default: e}}, executor: << parameters.e >>, shell: /bin/bash, steps: [checkout]}
  three: {machine: {image: "ubuntu-2404:current", docker_layer_caching: true}, steps: [checkout]}
  four: {macos: {xcode: 16.1.0}, steps: [checkout]}
  five: {executor: windows, steps: [checkout]}
  six: {executor: ghost, steps: [checkout]}
orbs: {win: circleci/windows@5.1.0}
workflows: {main: {jobs: [one, {two: {e: {name: e, tag: z}}}, three, four, five, six]}}
`,
    );
    const one = runNamed(plan, "one");
    expect(one.executor.kind === "docker" ? one.executor.images.map((image) => show(image.image)) : []).toEqual(["img:b"]);
    expect(one.environment.map((entry) => `${entry.name}=${show(entry.value)}`)).toEqual(["B=executor", "A=job"]);
    expect(show(one.shell)).toBe("/bin/sh");
    const two = runNamed(plan, "two");
    expect(two.executor.kind === "docker" ? two.executor.images.map((image) => show(image.image)) : []).toEqual(["img:z"]);
    expect(show(two.shell)).toBe("/bin/bash");
    expect(["three", "four", "five", "six"].map((name) => runNamed(plan, name).executor.kind)).toEqual([
      "machine",
      "macos",
      "machine",
      "unknown",
    ]);
    expect(show(runNamed(plan, "five").shell)).toContain("powershell");
    expect(problemsOf(plan)).toEqual(["unknown-executor: ghost"]);
  });
});

describe("reach", () => {
  const reach = (body: string, more = ""): readonly unknown[] => {
    const { anyBranch, defaultBranch, releaseTag, guards } = runNamed(workflow(body, more), "deploy").reach;
    return [anyBranch, defaultBranch, releaseTag, ...guards];
  };

  test.each([
    ["- deploy", [true, true, false]],
    ["- deploy: {filters: {branches: {only: main}}}", [false, true, false, "filters"]],
    ["- deploy: {filters: {branches: {only: [/feature.*/]}}}", [true, false, false]],
    ["- deploy: {filters: {branches: {ignore: main}}}", [true, true, false]],
    ["- deploy: {filters: {branches: {ignore: /.*/}, tags: {only: /^v.*/}}}", [false, false, true, "filters"]],
    ["- deploy: {filters: {tags: {only: /^v.*/}}}", [true, true, true]],
    ["- deploy: {filters: {branches: {only: /(?!x).*/}}}", ["unknown", "unknown", false]],
    ['- deploy: {filters: pipeline.git.branch == "main"}', [false, true, false, "filters"]],
    ["- deploy: {filters: pipeline.git.branch.is_default and not pipeline.git.tag}", [false, true, false, "filters"]],
    ["- build: {filters: {branches: {only: main}}}\n- deploy: {requires: [build]}", [false, true, false, "requires"]],
    ["- build: {filters: {branches: {only: main}}}\n- build: {name: b}\n- deploy: {requires: [build, b]}", [true, true, false]],
  ])("%s", (body, expected) => expect(reach(body)).toEqual(expected));

  test("conditions and triggers of the workflow", () => {
    const guarded = (key: string, more = ""): unknown =>
      runNamed(planOf(`${jobs}${more}workflows: {main: {${key}, jobs: [deploy]}}`), "deploy").reach.anyBranch;
    expect(guarded("when: {equal: [main, << pipeline.git.branch >>]}")).toBe(false);
    expect(guarded('when: pipeline.git.branch == "main"')).toBe(false);
    expect(guarded("unless: << pipeline.git.tag >>")).toBe(true);
    expect(guarded("triggers: [{schedule: {cron: '0 0 * * *', filters: {branches: {only: main}}}}]")).toBe(false);
    expect(guarded("when: {equal: [scheduled_pipeline, << pipeline.trigger_source >>]}")).toBe(false);
    expect(guarded("when: << pipeline.parameters.go >>", "parameters: {go: {type: boolean, default: false}}\n")).toBe(false);
    expect(guarded("when: << pipeline.parameters.go >>", "parameters: {go: {type: boolean, default: true}}\n")).toBe(true);
    expect(guarded("when: pipeline.project.slug == 'x'")).toBe("unknown");
  });

  test("a continued config's parameters may have any value", () => {
    const text = `${jobs}parameters: {go: {type: boolean, default: false}}\nworkflows: {main: {when: << pipeline.parameters.go >>, jobs: [deploy]}}`;
    expect(runNamed(planOf(text, { continued: true }), "deploy").reach.anyBranch).toBe("unknown");
  });

  test("without workflows the job `build` runs where its branches say", () => {
    const plan = planOf("version: 2\njobs:\n  build: {branches: {only: main}, docker: [{image: x}], steps: [checkout]}\n");
    expect(runNamed(plan, "build").reach.anyBranch).toBe(false);
    expect(runNamed(plan, "build").reach.defaultBranch).toBe(true);
  });
});

test("asks of any push whether it leads to a run, through what the run requires", () => {
  const plan = workflow(`- build: {filters: {branches: {only: [main, /rel-.*/]}}}
- deploy: {requires: [build]}
- deploy: {name: loop, requires: [loop-too]}
- deploy: {name: loop-too, requires: [loop]}`);
  const on = (name: string, branch: string) => runsOn(runNamed(plan, name), { branch, tag: "", isDefault: false });
  expect(["main", "rel-1", "my-work"].map((branch) => on("deploy", branch))).toEqual([true, true, false]);
  expect(on("loop", "main")).toBe(true);
  expect(runsOn(runNamed(plan, "deploy"), { branch: "", tag: "v1", isDefault: false })).toBe(false);
});

test("a ladder of jobs is climbed once", () => {
  const steps = Array.from({ length: 40 }, (_, at) => [`a${String(at)}`, `b${String(at)}`]);
  const rungs = steps.flatMap((rung, at) => {
    const requires = at === 0 ? "" : `, requires: [${(steps[at - 1] ?? []).join(", ")}]`;
    return rung.map((name) => `- build: {name: ${name}${requires}}`);
  });
  const plan = workflow(rungs.join("\n"));
  expect(runsOn(runNamed(plan, "a39"), { branch: "main", tag: "", isDefault: false })).toBe(true);
});
