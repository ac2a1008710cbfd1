/** The fake's answers against recorded ones of GitHub's, and what octokit makes of its pages and its `ETag`s. Their types tsc compares. */
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { githubTokens } from "../../scripts/fake-apis/options.ts";
import { askGithub, fakeApis } from "./asking.ts";

type Json = Readonly<Record<string, unknown>>;

/** Answers of GitHub to what a scenario of `@octokit/fixtures` asks. */
function recorded(scenario: string, path: RegExp, status = 200): unknown {
  const load = createRequire(import.meta.url);
  const all = load(`@octokit/fixtures/scenarios/api.github.com/${scenario}/normalized-fixture.json`) as readonly {
    readonly path: string;
    readonly status: number;
    readonly response: unknown;
  }[];
  return all.filter((entry) => path.test(entry.path) && entry.status === status).at(-1)?.response;
}

/** Keys that came after the recordings were made. */
const later = new Set([
  "user_view_type",
  "has_discussions",
  "security_and_analysis",
  "archived_at",
  "lock_branch",
  "allow_fork_syncing",
  "require_last_push_approval",
]);

/** Where ours has a key that the recording has not, or a value of another type. */
function differences(ours: unknown, theirs: unknown, where = ""): readonly string[] {
  if (ours === null || theirs === null) return [];
  if (kindOf(ours) !== kindOf(theirs)) return [`${where}: ${kindOf(ours)}, recorded as ${kindOf(theirs)}`];
  if (Array.isArray(ours)) {
    const [first] = theirs as readonly unknown[];
    return first === undefined ? [] : ours.flatMap((item, index) => differences(item, first, `${where}/${index}`));
  }
  if (typeof ours !== "object") return [];
  return Object.entries(ours).flatMap(([key, value]) => {
    if (later.has(key)) return [];
    return key in (theirs as Json)
      ? differences(value, (theirs as Json)[key], `${where}/${key}`)
      : [`${where}/${key}: not recorded`];
  });
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? "array" : typeof value;
}

describe("GitHub, as recorded", () => {
  it.each([
    ["/repos/acme/shop", recorded("get-repository", /hello-world$/)],
    ["/orgs/acme", recorded("get-organization", /octokit-fixture-org$/)],
    ["/repos/acme/shop/contents/", recorded("get-content", /contents\/$/)],
    ["/repos/acme/payments/branches/main/protection", recorded("branch-protection", /protection$/, 404)],
    ["/repos/acme/shop/branches/main/protection", recorded("branch-protection", /protection$/)],
  ])("%s has the keys and types that were recorded", async (path, theirs) => {
    const fake = await fakeApis();
    const { body } = await askGithub(fake, path);
    expect(theirs).toBeDefined();
    expect(differences(body, theirs).filter((line) => !line.startsWith("/status: not recorded"))).toEqual([]);
  });

  it("sees what differs", () => {
    expect(differences({ a: 1, b: [{ c: "x" }], d: 0 }, { a: "1", b: [{ c: true }] })).toEqual([
      "/a: number, recorded as string",
      "/b/0/c: string, recorded as boolean",
      "/d: not recorded",
    ]);
  });
});

describe("GitHub, as a client meets it", () => {
  it("cuts lists into pages that octokit can walk", async () => {
    const fake = await fakeApis({ projects: 25 });
    const { Octokit } = await import("@octokit/rest");
    const octokit = new Octokit({ auth: githubTokens.owner, baseUrl: `${fake.github}/api/v3` });
    const repositories = await octokit.paginate(octokit.repos.listForOrg, { org: "acme", per_page: 10 });
    // One project's repository is gone, and the standalone organisation's belongs to the same owner.
    expect(repositories).toHaveLength(25);
    expect(fake.requests().map(({ url }) => new URL(url, fake.github).searchParams.get("page"))).toEqual([null, "2", "3"]);
  });

  it("answers what has not changed with 304, which costs nothing", async () => {
    const fake = await fakeApis({ perHour: 2 });
    const first = await askGithub(fake, "/repos/acme/docs");
    const etag = first.headers.get("etag") ?? "";
    expect(first.headers.get("x-ratelimit-remaining")).toBe("1");
    const headers = { authorization: `token ${githubTokens.owner}`, "if-none-match": etag };
    const again = await askGithub(fake, "/repos/acme/docs", headers);
    expect([again.status, again.headers.get("x-ratelimit-remaining")]).toEqual([304, "1"]);
    await askGithub(fake, "/repos/acme/shop");
    const over = await askGithub(fake, "/repos/acme/payments");
    expect([over.status, over.headers.get("x-ratelimit-remaining")]).toEqual([403, "0"]);
  });

  it("tells apart who asks", async () => {
    const fake = await fakeApis();
    const as = (token: string | undefined) => (token === undefined ? {} : { authorization: `token ${token}` });
    const statuses = async (path: string): Promise<readonly number[]> => {
      const callers = [githubTokens.owner, githubTokens.member, undefined, "fake-wrong"];
      return Promise.all(callers.map(async (token) => (await askGithub(fake, path, as(token))).status));
    };
    expect(await statuses("/repos/acme/website")).toEqual([200, 200, 200, 401]);
    expect(await statuses("/repos/acme/shop")).toEqual([200, 200, 404, 401]);
    expect(await statuses("/repos/acme/shop/keys")).toEqual([200, 404, 404, 401]);
    expect(await statuses("/orgs/acme/installations")).toEqual([200, 403, 403, 401]);
    const member = (await askGithub(fake, "/orgs/acme", as(githubTokens.member))).body as Json;
    expect("two_factor_requirement_enabled" in member).toBe(false);
  });
});
