import { expect, test } from "vitest";
import { packOrb, type UnpackedOrb } from "../../src/config/packed-orb.ts";
import { readConfig } from "../../src/config/read-config.ts";
import { expandConfig } from "../../src/expand/expand.ts";
import type { Plan } from "../../src/expand/plan.ts";
import type { Problem } from "../../src/finding/report.ts";
import { runNamed, sourceAt, stepsOf } from "../expand/plan.ts";
import { parseNow } from "../yaml/parse-now.ts";

/** Paths are from the folder of `@orb.yml`; a file that ends with `.sh` is a script. */
async function pack(
  files: Readonly<Record<string, string>>,
): Promise<{ readonly plan: Plan; readonly problems: readonly Problem[] }> {
  const source = (path: string): { path: string; text: string } => ({ path: `src/${path}`, text: files[path] ?? "" });
  const orb: UnpackedOrb = {
    files: Object.keys(files)
      .filter((path) => path.endsWith(".yml") && path !== "@orb.yml")
      .map((path) => ({
        keys: path
          .replace(/\/?@?[^/]*$/u, (name) => (name.includes("@") ? "" : name.replace(".yml", "")))
          .split("/")
          .filter(Boolean),
        source: source(path),
      })),
    include: (path) => (files[path] === undefined ? undefined : { source: source(path) }),
  };
  const own = source("@orb.yml");
  const { root, parts, problems } = await packOrb(own, parseNow(own).root, orb);
  return { plan: expandConfig(readConfig(own, root, parts)), problems };
}

const install =
  "description: Installs.\nparameters: { v: { type: string, default: '1' } }\nsteps:\n  - run:\n      command: <<include(scripts/install.sh)>>\n  - run: echo << parameters.v >>\n";

test("folders are keys, files are elements, scripts are read as scripts", async () => {
  const { plan, problems } = await pack({
    "@orb.yml": "version: 2.1\ndescription: d\norbs: { node: circleci/node@5.1.0 }\n",
    "commands/install.yml": install,
    "jobs/build.yml": "executor: default\nsteps:\n  - install: { v: '2' }\n  - node/install\n",
    "executors/default.yml": "docker:\n  - image: cimg/base:2026.10\n",
    "scripts/install.sh": "#!/bin/bash\ncat <<EOF\n<< parameters.v >>\nEOF\n",
  });
  expect(problems).toEqual([]);
  expect(plan.problems).toEqual([]);
  expect(plan.config.kind).toBe("orb");
  expect(stepsOf(plan, "build")).toEqual(["run #!/bin/bash\ncat <<EOF\n<< parameters.v >>\nEOF\n", "run echo 2", "node/install"]);
  const run = runNamed(plan, "build");
  expect(run.nameNode.file.path).toBe("src/jobs/build.yml");
  const script = run.steps[0]?.kind === "run" ? run.steps[0].command : expect.unreachable();
  expect(script.scalar.file.path).toBe("src/scripts/install.sh");
  expect(sourceAt(script, "EOF\n<<")).toEqual({ text: "EOF\n<<", start: 18 });
  expect(plan.config.parts.map(({ file }) => file.path)).toEqual([
    "src/commands/install.yml",
    "src/jobs/build.yml",
    "src/executors/default.yml",
    "src/scripts/install.sh",
  ]);
});

test("`@` files are merged into their folder, nested folders are nested keys", async () => {
  const { plan } = await pack({
    "@orb.yml": "version: 2.1\ncommands: { own: { steps: [{ run: own }] } }\n",
    "@more.yml": "commands: { more: { steps: [{ run: more }] } }\n",
    "commands/@several.yml": "one: { steps: [{ run: one }] }\ntwo: { steps: [{ run: two }] }\n",
    "commands/one/steps.yml": "a: b\n",
    "commands.yml": "three: { steps: [{ run: three }] }\n",
  });
  expect([...plan.config.library.commands.keys()].sort()).toEqual(["more", "one", "own", "three", "two"]);
});

test.each([
  ["<<include(scripts/none.sh)>>", "missing-include"],
  ["prefix <<include(scripts/none.sh)>>", undefined],
  ["<<include(scripts/none.sh)>> <<include(scripts/none.sh)>>", undefined],
  ["\\<<include(scripts/none.sh)>>", undefined],
])("%s", async (command, code) => {
  const { problems } = await pack({ "commands/a.yml": `steps:\n  - run:\n      command: '${command}'\n` });
  expect(problems.map((problem) => problem.code)).toEqual(code === undefined ? [] : [code]);
});

test("an included file is not looked through for includes", async () => {
  const { plan } = await pack({ "commands/a.yml": "steps: [{ run: <<include(a.sh)>> }]\n", "a.sh": "<<include(a.sh)>>" });
  expect(stepsOf(plan, "a")).toEqual(["run <<include(a.sh)>>"]);
});

test("odd files do no harm", async () => {
  const { plan, problems } = await pack({
    "@orb.yml": "[]",
    "commands/list.yml": "- a\n",
    "commands/empty.yml": "",
    "commands/bad.yml": "a: [",
  });
  expect(problems.map(({ code, location }) => `${code} ${location?.file.path}`)).toEqual(["wrong-type src/commands/list.yml"]);
  expect(plan.runs.length).toBeLessThan(2);
});
