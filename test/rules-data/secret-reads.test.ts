import { describe, expect, test } from "vitest";
import { secretReadsIn } from "../../rules/data/secret-reads.ts";
import { buildAudit, noPolicy } from "../../src/rule/build-audit.ts";
import type { AuditPolicy } from "../../src/rule/audit.ts";
import { planOf } from "../expand/plan.ts";

interface Surroundings {
  readonly environment?: string;
  readonly job?: string;
  readonly images?: string;
  readonly shell?: string;
  readonly policy?: Partial<AuditPolicy>;
}

/** What the words of the last command of a script read. */
function reads(script: string, { environment = "{}", job = "{}", images = "", shell = "bash", policy }: Surroundings = {}) {
  const plan = planOf(`
version: 2.1
jobs:
  build:
    docker: [{ image: "cimg/base:2026.10" }${images}]
    environment: ${job}
    steps:
      - run:
          shell: ${shell}
          environment: ${environment}
          command: ${JSON.stringify(script)}
workflows: { main: { jobs: [build] } }
`);
  const [run] = buildAudit({ plan, secrets: [], policy: noPolicy }).scripts;
  const command = run?.facts.commands.at(-1);
  if (run === undefined || command === undefined) throw new Error(`no command in ${script}`);
  return command.words.flatMap((word) =>
    secretReadsIn(word, command, run, { ...noPolicy, ...policy }).map(
      ({ span, name, kind, form, assumed }) =>
        `${run.facts.text.slice(span.start, span.end)} ${name} ${kind} ${form}${assumed ? " assumed" : ""}`,
    ),
  );
}

describe("secrets that words read", () => {
  test.each<[string, readonly string[]]>([
    [
      "use $NPM_TOKEN ${CIRCLE_OIDC_TOKEN} $my_secret $HOME",
      [
        "$NPM_TOKEN NPM_TOKEN catalogue kept",
        "${CIRCLE_OIDC_TOKEN} CIRCLE_OIDC_TOKEN built-in kept",
        "$my_secret my_secret shape kept",
      ],
    ],
    [
      "use ${NPM_TOKEN:-x} ${NPM_TOKEN:0:4}",
      ["${NPM_TOKEN:-x} NPM_TOKEN catalogue kept", "${NPM_TOKEN:0:4} NPM_TOKEN catalogue cut"],
    ],
    ["use ${NPM_TOKEN:+x} ${#NPM_TOKEN} ${NPM_TOKEN//?/*} '$NPM_TOKEN'", []],
    ["use ${A:-$NPM_TOKEN}", ["$NPM_TOKEN NPM_TOKEN catalogue kept"]],
    ["A=$NPM_TOKEN; B=x$A; use $B", ["$B NPM_TOKEN catalogue kept"]],
    ["A=$my_secret$NPM_TOKEN; use $A", ["$A NPM_TOKEN catalogue kept"]],
    ["A=${NPM_TOKEN%x}; use $A", ["$A NPM_TOKEN catalogue cut"]],
    ["A=$(echo $NPM_TOKEN | base64); use $A", ["$A NPM_TOKEN catalogue changed"]],
    ["A=$(curl -H $NPM_TOKEN x); use $A", []],
    ["NPM_TOKEN=x; use $NPM_TOKEN", []],
    ["NPM_TOKEN=$(date); use $NPM_TOKEN", []],
    ['[ -n "$NPM_TOKEN" ] || NPM_TOKEN=x; use $NPM_TOKEN', ["$NPM_TOKEN NPM_TOKEN catalogue kept"]],
    ["if a; then NPM_TOKEN=x; use $NPM_TOKEN; fi", []],
    ["for token in a b; do use $token; done", []],
    ["P=NPM_TOKEN; use ${!P}", ["${!P} NPM_TOKEN catalogue kept"]],
    ["P=NPM_TOKEN; A=${!P}; use $A", ["$A NPM_TOKEN catalogue kept"]],
    ["for p in HOME NPM_TOKEN; do use ${!p}; done", ["${!p} NPM_TOKEN catalogue kept"]],
    ["use ${!MY_TOKEN}", ["${!MY_TOKEN} MY_TOKEN shape kept assumed"]],
    ["ssh host 'use $NPM_TOKEN'", []],
  ])("%s", (script, expected) => expect(reads(script)).toEqual(expected));

  test("what `environment` writes out is no stored secret", () => {
    expect(reads("use $NPM_TOKEN", { environment: "{ NPM_TOKEN: dummy }" })).toEqual([]);
    expect(reads("use $NPM_TOKEN", { job: "{ NPM_TOKEN: dummy }" })).toEqual([]);
    const images = ", { image: postgres, environment: { POSTGRES_PASSWORD: postgres } }";
    expect(reads("use $POSTGRES_PASSWORD", { images })).toEqual([]);
    expect(reads("use $POSTGRES_PASSWORD")).toEqual(["$POSTGRES_PASSWORD POSTGRES_PASSWORD catalogue kept"]);
    const open = "{ NPM_TOKEN: << pipeline.parameters.token >> }";
    expect(reads("use $NPM_TOKEN", { environment: open })).toEqual(["$NPM_TOKEN NPM_TOKEN catalogue kept"]);
  });

  test("`environment` gives the name for an indirect read", () => {
    expect(reads("use ${!P}", { environment: "{ P: NPM_TOKEN }" })).toEqual(["${!P} NPM_TOKEN catalogue kept"]);
    expect(reads("use ${!MY_TOKEN}", { environment: "{ MY_TOKEN: HOME }" })).toEqual([]);
  });

  test("the settings have the last word on names", () => {
    const policy = { isSecretName: (name: string) => ({ LICENCE: true, NPM_TOKEN: false })[name] };
    expect(reads("use $LICENCE $NPM_TOKEN", { policy })).toEqual(["$LICENCE LICENCE stored kept"]);
  });

  test("in PowerShell only `$env:` reads the environment", () => {
    expect(reads("use $env:NPM_TOKEN $NPM_TOKEN", { shell: "pwsh" })).toEqual(["$env:NPM_TOKEN NPM_TOKEN catalogue kept"]);
  });

  test("a parameter for a variable's name, in a command that nothing calls", () => {
    const plan = planOf(`
version: 2.1
commands:
  show:
    parameters: { token: { type: env_var_name } }
    steps: [{ run: "use $<< parameters.token >> \${<< parameters.token >>} $MY_<< parameters.token >>" }]
`);
    const [script] = buildAudit({ plan, secrets: [], policy: noPolicy }).scripts;
    const found = script?.facts.commands.flatMap((command) =>
      command.words.flatMap((word) => secretReadsIn(word, command, script, noPolicy)),
    );
    expect(found?.map(({ name, assumed }) => [name, assumed])).toEqual([
      ["token", true],
      ["token", true],
    ]);
  });
});
