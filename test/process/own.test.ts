/** The tool on its own repository and on the demo projects. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { cleanEnvironment, cli } from "./project.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

function audit(...args: readonly string[]) {
  const { status, stdout } = spawnSync(process.execPath, [cli, ...args], {
    cwd: root,
    env: cleanEnvironment(),
    encoding: "utf8",
  });
  return { status, stdout };
}

it("finds nothing in its own configuration, with every rule there is", () => {
  expect(audit("--profile", "auditor", "--require-complete")).toMatchObject({ status: 0 });
});

it("finds faults in the demo project and none in the well-kept one", () => {
  expect(audit("fixtures/projects/demo").status).toBe(1);
  const wellKept = audit("fixtures/projects/well-kept");
  expect(wellKept.status, wellKept.stdout).toBe(0);
});
