/** What a stranger's files may and may not do about the facts of an audit. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { afterEach, expect, it, onTestFinished, vi } from "vitest";
import { commands } from "../../src/cli/commands.ts";
import { factsForLint, originNotes } from "../../src/cli/facts/facts-for-lint.ts";
import type { LintFacts } from "../../src/cli/facts/facts-for-lint.ts";
import { lintOptions } from "../../src/cli/lint-options.ts";
import { parseCommandLine } from "../../src/cli/parse-command-line.ts";
import { findFiles } from "../../src/collect/find-files.ts";
import { snapshotFormat } from "../../src/snapshot/snapshot.ts";
import type { Snapshot } from "../../src/snapshot/snapshot.ts";

afterEach(() => void vi.unstubAllEnvs());

interface Audit {
  readonly asked: string[];
  /** Audits once, with these options. */
  readonly facts: (...options: readonly string[]) => Promise<LintFacts>;
}

type Answer = (url: string) => readonly [status: number, body: object];

const notFound: Answer = () => [404, { message: "Project not found" }];

/** A folder with these files, whose settings name `gh/acme/other`, and a CircleCI that notes what it is asked. */
async function audit(files: Readonly<Record<string, string>>, answer: Answer = notFound): Promise<Audit> {
  const asked: string[] = [];
  const server = createServer(({ url = "" }, response) => {
    asked.push(url);
    const [status, body] = answer(url);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const top = mkdtempSync(path.join(os.tmpdir(), "facts-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(top, name)), { recursive: true });
    writeFileSync(path.join(top, name), text);
  }
  const cache = path.join(top, "cache");
  const env = { HOME: top, CIRCLECI_SECAUDIT_CACHE: cache, CIRCLE_TOKEN: "fake-token-0123456789", CIRCLECI: "" };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  for (const name of ["CIRCLECI_TOKEN", "GITHUB_TOKEN", "GH_TOKEN"]) vi.stubEnv(name, "");
  const host = ["--circleci-host", `http://127.0.0.1:${(server.address() as AddressInfo).port}`];
  const facts = (...more: readonly string[]): Promise<LintFacts> => {
    const line = parseCommandLine([...host, ...more], commands);
    return factsForLint({
      ...{ line, options: lintOptions(line, []), found: findFiles([], top), cwd: top },
      ...{ project: undefined, projectOfSettings: "github.com/acme/other", repositoryOf: () => ({ hasFile: () => "unknown" }) },
    });
  };
  return { asked, facts };
}

const config = { ".circleci/config.yml": "version: 2.1\n" };

const checkout = { ...config, ".git/config": '[remote "origin"]\n\turl = git@github.com:acme/app.git\n' };
const app = "/api/v2/project/gh/acme/app";

it("asks about the project of the checkout, whatever the settings name", async () => {
  const { asked, facts } = await audit(checkout);
  await facts();
  expect(asked).toEqual([app]);
});

it("asks nobody when only the settings name a project", async () => {
  const { asked, facts } = await audit({ ...config, ".git/HEAD": "" });
  expect((await facts()).whyNoFacts).toMatch(/say it with `--project`/);
  expect(asked).toEqual([]);
});

it("asks anew with --online, also after a run that did not get to know everything", async () => {
  const identity = { id: "p1", slug: "gh/acme/app", name: "app", organization_id: "o1", organization_name: "acme" };
  const { asked, facts } = await audit(checkout, (url) => [200, url === app ? identity : {}]);
  const times = (): number => asked.filter((url) => url === app).length;
  await facts();
  await facts();
  expect(times()).toBe(1);
  await facts("--online");
  expect(times()).toBe(2);
  await facts("--online");
  expect(times()).toBe(3);
});

const snapshot: Snapshot = {
  format: snapshotFormat,
  tool: { name: "x", version: "0" },
  collectedAt: new Date().toISOString(),
  hosts: { circleci: "https://circleci.com" },
  organizations: [],
  projects: [],
  githubOrganizations: [],
  repositories: [],
  orbs: [],
};

it("says where the facts of a snapshot come from", () => {
  const today = snapshot.collectedAt.slice(0, 10);
  const reason = `collected on ${today} from https://circleci.com`;
  expect(originNotes(snapshot, "facts.json")).toEqual([{ source: "snapshot facts.json", status: "ran", reason }]);
});

it.each([
  ["2024-01-31T00:00:00Z", /is \d+ days old/],
  ["2999-01-31T00:00:00Z", /none of the past/],
  ["2026-99-99T00:00:00Z", /none of the past/],
])("does not take a snapshot of %s for a fresh one", (collectedAt, reason) => {
  const [, note] = originNotes({ ...snapshot, collectedAt }, "facts.json");
  expect(note).toMatchObject({ status: "unknown", reason: expect.stringMatching(reason) as string });
});
