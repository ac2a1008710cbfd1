import { describe, expect, test } from "vitest";
import type { RunStep } from "../../src/expand/plan.ts";
import { planOf, problemsOf, runNamed, sourceAt, stepsOf } from "./plan.ts";

const job = (steps: string, more = ""): string => `version: 2.1
${more}
jobs:
  build:
    docker: [{image: "cimg/base:2026.10"}]
    steps:
${steps.replace(/^/gm, "      ")}
workflows:
  main:
    jobs: [build]
`;

describe("steps", () => {
  test("bare, mapped and built-in", () => {
    const plan = planOf(
      job("- checkout\n- run: make\n- run:\n    command: make test\n    when: always\n- save_cache: {key: k, paths: [a]}"),
    );
    expect(stepsOf(plan, "build")).toEqual(["checkout", "run make", "run make test", "save_cache key=k paths=…"]);
    expect((runNamed(plan, "build").steps[2] as RunStep).when).toBe("always");
    expect(problemsOf(plan)).toEqual([]);
  });

  test("commands take arguments, defaults and other commands' parameters", () => {
    const plan = planOf(
      job(
        "- outer: {a: one}\n- outer: {a: two, b: set}",
        `commands:
  inner:
    parameters: {x: {type: string}, n: {type: integer, default: 3}}
    steps: [{run: "echo << parameters.x >> << parameters.n >>"}]
  outer:
    parameters: {a: {type: string}, b: {type: string, default: none}}
    steps: [{inner: {x: "<< parameters.a >>/<< parameters.b >>"}}]`,
      ),
    );
    expect(stepsOf(plan, "build")).toEqual(["run echo one/none 3", "run echo two/set 3"]);
  });

  test("inner elements do not see outer parameters", () => {
    const plan = planOf(
      job(
        "- outer: {a: one}",
        `commands:
  inner: {steps: [{run: "echo << parameters.a >>"}]}
  outer: {parameters: {a: {type: string}}, steps: [inner]}`,
      ),
    );
    expect(stepsOf(plan, "build")).toEqual(["run echo {parameters.a}"]);
  });

  test("conditions are decided where they can be and both sides kept where not", () => {
    const plan = planOf(
      job(
        `- when: {condition: << pipeline.parameters.go >>, steps: [{run: maybe}]}
- unless: {condition: << pipeline.parameters.go >>, steps: [{run: maybe not}]}
- when: {condition: {equal: [a, a]}, steps: [{run: yes}]}
- when: {condition: {and: [false, << pipeline.parameters.go >>]}, steps: [{run: never}]}
- when: {condition: {or: [<< pipeline.parameters.go >>, true]}, steps: [{run: or}]}
- when: {condition: {not: {matches: {pattern: "^x.*$", value: xyz}}}, steps: [{run: never}]}
- when: {condition: "", steps: [{run: never}]}
- when: {condition: "false", steps: [{run: a string is true}]}`,
        "parameters: {go: {type: boolean, default: false}}",
      ),
    );
    expect(stepsOf(plan, "build")).toEqual(["? run maybe", "? run maybe not", "run yes", "run or", "run a string is true"]);
  });

  test("a condition on a parameter is decided call by call", () => {
    const plan = planOf(
      job(
        "- c: {flag: true}\n- c: {flag: false}\n- c",
        `commands:
  c:
    parameters: {flag: {type: boolean, default: false}}
    steps:
      - when: {condition: << parameters.flag >>, steps: [{run: on}]}
      - unless: {condition: << parameters.flag >>, steps: [{run: off}]}`,
      ),
    );
    expect(stepsOf(plan, "build")).toEqual(["run on", "run off", "run off"]);
  });

  test("steps parameters are spliced in, in the caller's scope", () => {
    const plan = planOf(
      job(
        "- wrap:\n    x: inner\n    around:\n      - run: echo a\n      - say: {x: b}\n- wrap: {x: two}",
        `commands:
  say: {parameters: {x: {type: string}}, steps: [{run: "say << parameters.x >>"}]}
  wrap:
    parameters: {x: {type: string}, around: {type: steps, default: []}}
    steps: [{steps: << parameters.around >>}, {run: "<< parameters.x >>"}]`,
      ),
    );
    expect(stepsOf(plan, "build")).toEqual(["run echo a", "run say b", "run inner", "run two"]);
  });

  test("a command of the file shadows a built-in step", () => {
    const plan = planOf(job("- checkout", "commands: {checkout: {steps: [{run: git clone}]}}"));
    expect(stepsOf(plan, "build")).toEqual(["run git clone"]);
  });

  test("anchored lists of steps are spliced", () => {
    const plan = planOf(job("- *two\n- run: c", "x: &two [{run: a}, {run: b}]"));
    expect(stepsOf(plan, "build")).toEqual(["run a", "run b", "run c"]);
  });

  test("inline orbs, nested ones too", () => {
    const plan = planOf(
      job(
        "- mine/go: {x: 1}",
        `orbs:
  mine:
    orbs: {inner: {commands: {say: {parameters: {y: {type: string}}, steps: [{run: "say << parameters.y >>"}]}}}}
    commands: {go: {parameters: {x: {type: string}}, steps: [{inner/say: {y: << parameters.x >>}}]}}`,
      ),
    );
    expect(stepsOf(plan, "build")).toEqual(["run say 1"]);
    expect(problemsOf(plan)).toEqual([]);
  });

  test("commands of orbs without source keep their arguments, and steps given to them are seen", () => {
    const plan = planOf(
      job("- aws/push: {tag: << pipeline.number >>, auth: [{run: login}]}", "orbs: {aws: circleci/aws-ecr@9.8.1}"),
    );
    expect(stepsOf(plan, "build")).toEqual(["aws/push tag={pipeline.number} auth=…", "? run login"]);
  });

  test("a list of steps reaches an orb through a parameter", () => {
    const plan = planOf(
      job(
        "- c: {auth: [{run: login}]}",
        `orbs: {aws: circleci/aws-ecr@9.8.1}
commands: {c: {parameters: {auth: {type: steps}}, steps: [{aws/push: {auth: << parameters.auth >>}}]}}`,
      ),
    );
    expect(stepsOf(plan, "build")).toEqual(["aws/push auth=…", "? run login"]);
    expect(problemsOf(plan)).toEqual([]);
  });

  test("steps as a map, without a dash", () => {
    const plan = planOf(job("- when:\n    condition: true\n    steps:\n      run: one"));
    expect(stepsOf(plan, "build")).toEqual(["run one"]);
    expect(problemsOf(plan)).toEqual([]);
  });

  test("the repository of an orb uses names that orb-tools fills in", () => {
    const plan = planOf(job("- mine/go\n- other/go", "orbs: {orb-tools: circleci/orb-tools@12.3.1, mine: {}}"));
    expect(stepsOf(plan, "build")).toEqual(["mine/go", "other/go"]);
    expect(problemsOf(plan)).toEqual([]);
  });

  test("what is not there is a problem at its token, and the rest still counts", () => {
    const plan = planOf(
      job(
        "- nope\n- no/such\n- c: {y: 1}\n- run: after",
        "commands: {c: {parameters: {x: {type: string}}, steps: [{run: in c}]}}",
      ),
    );
    expect(problemsOf(plan)).toEqual([
      "unknown-command: nope",
      "unknown-command: no/such",
      "unknown-parameter: 1",
      "missing-parameter: c",
    ]);
    expect(stepsOf(plan, "build")).toEqual(["nope", "no/such", "run in c", "run after"]);
  });

  test("commands that call themselves end", () => {
    const plan = planOf(job("- a", "commands: {a: {steps: [b]}, b: {steps: [a, {run: x}]}}"));
    expect(problemsOf(plan)).toEqual(["command-cycle: a"]);
    expect(stepsOf(plan, "build")).toEqual(["run x"]);
  });

  test("expansion bombs end", () => {
    const levels = Array.from({ length: 30 }, (_, level) => `  c${level}: {steps: [c${level + 1}, c${level + 1}]}`).join("\n");
    const plan = planOf(job("- c0", `commands:\n${levels}\n  c30: {steps: [{run: x}]}`));
    expect(problemsOf(plan).some((problem) => problem.startsWith("expansion-limit"))).toBe(true);
    const doubling = Array.from(
      { length: 30 },
      (_, level) =>
        `  d${level}: {parameters: {t: {type: string}}, steps: [{d${level + 1}: {t: "<< parameters.t >><< parameters.t >>"}}]}`,
    ).join("\n");
    const text = planOf(
      job("- d0: {t: x}", `commands:\n${doubling}\n  d30: {parameters: {t: {type: string}}, steps: [{run: << parameters.t >>}]}`),
    );
    expect(problemsOf(text).some((problem) => problem.startsWith("expansion-limit"))).toBe(true);
  });

  test("mustache sections", () => {
    const text = "- c: {x: true}\n- c: {x: false}";
    const command = `commands:
  c:
    parameters: {x: {type: boolean}}
    steps: [{run: "go <<# parameters.x >>--fast<</ parameters.x >><<^parameters.x>>--slow<</parameters.x>> now"}]`;
    expect(stepsOf(planOf(job(text, command)), "build")).toEqual(["run go --fast now", "run go --slow now"]);
  });

  test("version 2 has no templates", () => {
    const plan = planOf(
      "version: 2\njobs:\n  build:\n    docker: [{image: x}]\n    steps: [{run: echo << pipeline.git.branch >>}]\n",
    );
    expect(stepsOf(plan, "build")).toEqual(["run echo << pipeline.git.branch >>"]);
  });
});

describe("the way back to the file", () => {
  const text = job(
    "- c:\n    x: argument text\n- run: |\n    first\n    second << pipeline.git.branch >> third",
    `commands:
  c:
    parameters: {x: {type: string}}
    steps:
      - run: echo << parameters.x >> done
      - run: << parameters.x >>`,
  );
  const steps = runNamed(planOf(text), "build").steps as readonly RunStep[];
  const [mixed, passed, block] = steps.map((step) => step.command);

  test("an argument's characters are at the call, a stretch across is in the script", () => {
    if (mixed === undefined || passed === undefined || block === undefined) throw new Error("steps are missing");
    expect(sourceAt(mixed, "argument").start).toBe(text.indexOf("argument text"));
    expect(sourceAt(mixed, "echo argument text done").text).toBe("echo << parameters.x >> done");
    expect(sourceAt(mixed, "text done").text).toBe("<< parameters.x >> done");
    expect(sourceAt(passed, "text")).toEqual({ text: "text", start: text.indexOf("argument text") + 9 });
    expect(sourceAt(block, "second").text).toBe("second");
    expect(sourceAt(block, "___").text).toBe("<< pipeline.git.branch >>");
    expect(sourceAt(block, "third").text).toBe("third");
  });

  test.each([
    ["lists of aliases", (name: string) => `[${`*${name}, `.repeat(10)}]`],
    [
      "maps of aliases",
      (name: string) => `{steps: *${name}, when: {condition: 1, steps: *${name}}, unless: {condition: 0, steps: *${name}}}`,
    ],
  ])("a bomb without a step: %s", (_, wrap) => {
    const levels = Array.from({ length: 20 }, (_each, level) => `x${level + 1}: &x${level + 1} ${wrap(`x${level}`)}\n`).join("");
    const plan = planOf(`x0: &x0 []\n${levels}${job("- checkout").replace("steps:\n      - checkout", "steps: *x20")}`);
    expect(problemsOf(plan).map((problem) => problem.split(":")[0])).toContain("expansion-limit");
  });
});
