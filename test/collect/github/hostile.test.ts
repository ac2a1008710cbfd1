/** Whatever GitHub, or what stands in its place, answers: nothing fails, and what is kept is a snapshot. */
import { expect, it } from "vitest";
import { collectGithubOrganization } from "../../../src/collect/github/collect-organization.ts";
import { collectRepository } from "../../../src/collect/github/collect-repository.ts";
import { itemsOf } from "../../../src/collect/github/pages.ts";
import type { GithubClient, ListQuestion, OneQuestion } from "../../../src/collect/github/questions.ts";
import { checkSnapshot } from "../../../src/schema/check-snapshot.ts";
import { gap, known } from "../../../src/snapshot/fetched.ts";
import type { Fetched } from "../../../src/snapshot/fetched.ts";
import { fc } from "../../property.ts";

const at = "2026-01-31T00:00:00.000Z";
const file = { type: "file", encoding: "base64", content: Buffer.from("version: 2.1\n* @a b@c.test\n").toString("base64") };
const blob = (path: string) => ({ path, mode: "100644", type: "blob", size: 9, sha: "a".repeat(40) });

/** By the end of the path. */
const bodies: Readonly<Record<string, unknown>> = {
  "repos/acme/app": {
    name: "app",
    owner: { login: "acme", type: "Organization" },
    private: true,
    visibility: "private",
    fork: false,
    archived: false,
    allow_forking: true,
    default_branch: "main",
    permissions: { admin: false },
    security_and_analysis: { secret_scanning: { status: "enabled" } },
  },
  "/rules/branches/main": [
    { type: "pull_request", parameters: { required_approving_review_count: 1, require_code_owner_review: true } },
    { type: "required_status_checks", parameters: { required_status_checks: [{ context: "a" }] } },
  ],
  "/branches/main": { protected: true, protection: { required_status_checks: { contexts: ["a"] } } },
  "/protection": {
    required_pull_request_reviews: { required_approving_review_count: 1, require_code_owner_reviews: true },
    required_status_checks: { contexts: ["a"], checks: [{ context: "a" }] },
    enforce_admins: { enabled: true },
    allow_force_pushes: { enabled: true },
  },
  "/git/trees/main": { tree: [blob(".circleci/config.yml"), blob("CODEOWNERS")], truncated: false },
  "/contents/.circleci/config.yml": file,
  "/contents/CODEOWNERS": file,
  "/codeowners/errors": { errors: [{}] },
  "/collaborators": [{ login: "ada", role_name: "write", permissions: { push: true } }],
  "/outside_collaborators": [{ login: "ada" }],
  "/teams": [{ name: "a", slug: "a", permission: "push" }],
  "/keys": [{ title: "a", key: "ssh-rsa AAAA x", read_only: true, created_at: at, last_used: at }],
  "/hooks": [
    {
      name: "web",
      active: true,
      events: ["push"],
      config: { url: "https://a.test", insecure_ssl: "0", secret: "x" },
      created_at: at,
    },
  ],
  "/actions/secrets": { secrets: [{ name: "A", created_at: at, updated_at: at }] },
  "/secret-scanning/alerts": [{ number: 1 }],
  "orgs/acme": { login: "acme", two_factor_requirement_enabled: true, default_repository_permission: "read" },
  "orgs/acme/members": [{ login: "a" }],
  "/installations": { installations: [{ app_slug: "a", repository_selection: "all", suspended_at: null }] },
};

/** A client that has these answers. */
function clientWith(answers: Readonly<Record<string, unknown>>): GithubClient {
  const bodyOf = (path: string): unknown =>
    answers[
      Object.keys(answers)
        .filter((end) => path.endsWith(end))
        .toSorted((a, b) => b.length - a.length)[0] ?? ""
    ];
  const answer = <T>(value: T | undefined): Fetched<T> => (value === undefined ? gap("failed", "unclear") : known(value, at));
  return {
    host: "https://api.github.com",
    site: "github.com",
    ask: async <T>(question: OneQuestion<T>) => answer<T>(await question.parse(bodyOf(question.path))),
    list: <T>(question: ListQuestion<T>) => Promise.resolve(answer<readonly T[]>(itemsOf(bodyOf(question.path), question))),
  };
}

async function collect(answers: Readonly<Record<string, unknown>>): Promise<void> {
  const client = clientWith(answers);
  const repository = await collectRepository(client, "github.com/acme/app", { secretsIn: () => Promise.resolve([]) });
  const organization = await collectGithubOrganization(client, "acme");
  const snapshot: unknown = JSON.parse(
    JSON.stringify({
      format: 1,
      tool: { name: "t", version: "1" },
      collectedAt: at,
      hosts: {},
      ...{ organizations: [], projects: [], orbs: [] },
      githubOrganizations: [organization],
      repositories: repository.known ? [repository.value] : [],
    }),
  );
  const before = JSON.stringify(snapshot);
  expect(checkSnapshot(snapshot)).toBeUndefined();
  // What the schema does not know would have been taken out.
  expect(JSON.stringify(snapshot)).toBe(before);
}

const strange: readonly unknown[] = [
  ...[null, true, -1, 1.5, "", "\u0000\n", "../..", "constructor", [null]],
  JSON.parse('{"__proto__":{"admin":true}}'),
];

/** The body with one of its values, of those at any depth, in a strange form. */
function* changed(body: unknown): Iterable<unknown> {
  yield* strange;
  if (Array.isArray(body)) {
    for (const [index, item] of body.entries()) for (const other of changed(item)) yield body.with(index, other);
  } else if (typeof body === "object" && body !== null) {
    for (const [key, value] of Object.entries(body)) for (const other of changed(value)) yield { ...body, [key]: other };
  }
}

it("takes one strange value anywhere", { timeout: 60_000 }, async () => {
  await collect(bodies);
  for (const [end, body] of Object.entries(bodies)) for (const other of changed(body)) await collect({ ...bodies, [end]: other });
});

it("takes anything at all", async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.constantFrom(...Object.keys(bodies)), fc.jsonValue()), (answers) =>
      collect({ ...bodies, ...answers }),
    ),
    { numRuns: 50 },
  );
});
