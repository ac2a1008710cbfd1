/** Plans to OIDC written by whole processes. */
import { expect, it } from "vitest";
import { project } from "./project.ts";

const publishing = `version: 2.1
jobs:
  deploy:
    docker: [{ image: cimg/base:2026.01 }]
    environment: { AWS_SECRET_ACCESS_KEY: wJalrXUtnFEMI/K7MDENG/bPxRfiCYz1234567890 }
    steps: [checkout, run: aws s3 sync build s3://bucket]
workflows: { main: { jobs: [deploy] } }
`;
const plain = publishing.replace(/ {4}environment.*\n/, "");

it("writes the plan, the same each time, and never a secret", () => {
  const { run, read } = project({ ".circleci/config.yml": publishing });
  const markdown = run(["oidc"]);
  expect(markdown).toMatchObject({ status: 0, stderr: "" });
  expect(markdown.stdout).toContain("# From stored credentials to OIDC: ");
  expect(run(["oidc", "-f", "json", "-o", "plan.json"])).toEqual({ status: 0, stdout: "", stderr: "" });
  const plan = read("plan.json");
  expect(JSON.parse(plan)).toMatchObject({ schemaVersion: 1, migrations: [{ provider: "aws", risk: "large" }] });
  for (const text of [markdown.stdout, plan]) expect(text).not.toContain("wJalrXUtnFEMI");
});

it("says in a line that there is nothing to replace", () => {
  const { run } = project({ ".circleci/config.yml": plain });
  const { status, stdout } = run(["oidc"]);
  expect({ status, lines: stdout.split("\n").length }).toEqual({ status: 0, lines: 2 });
  expect(stdout).toContain("is seen to use a stored credential that OIDC could replace");
});

it("refuses what it does not know", () => {
  const { run } = project({ ".circleci/config.yml": plain });
  expect(run(["oidc", "--provider", "awss"])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("Did you mean `aws`?") as string,
  });
  expect(run(["oidc", "--org", "gh/acme"])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("`--snapshot`") as string,
  });
});
