/** Which projects an organisation has, by the ways that there are, and what is said of those that may be missing. */
import { expect, it } from "vitest";
import { discoverProjects } from "../../../src/collect/circleci/facts/discover-projects.ts";
import { forbidden, memoryClient } from "./memory-client.ts";
import type { Answers } from "./memory-client.ts";

const acme = { slug: "gh/acme", id: "org-1", name: "acme", vcs: "github" } as const;
const standalone = { slug: "circleci/org-2", id: "org-2", name: "acme", vcs: "circleci" } as const;
const insights = "v2 insights/gh/acme/summary?reporting-window=last-90-days";
const list = "private project?organization-id=org-1&page-size=50";

function page(next: string | null, ...slugs: readonly string[]): unknown {
  return { items: slugs.map((project_slug) => ({ project_slug })), next_page_token: next };
}

it("asks the private list alone when it may", async () => {
  const items = [{ slug: "gh/acme/site" }, { slug: "github/acme/app" }, { slug: "gh/acme/app" }, { slug: "gh/other/x" }];
  const client = memoryClient({ [list]: { items } }, { allowsPrivate: true });
  expect(await discoverProjects(client, acme)).toMatchObject({ slugs: ["gh/acme/app", "gh/acme/site"], isComplete: true });
  expect(client.asked).toEqual([list]);
});

it("is not complete when an entry of the private list is not understood", async () => {
  const client = memoryClient(
    { [list]: { items: [{ slug: "gh/acme/app" }, { slug: "what is this" }] } },
    { allowsPrivate: true },
  );
  const { slugs, isComplete, note } = await discoverProjects(client, acme);
  expect([slugs, isComplete]).toEqual([["gh/acme/app"], false]);
  expect(note).toContain("1 of its entries");
});

it("joins recent pipelines, insights and followed projects", async () => {
  const client = memoryClient({
    [insights]: { all_projects: ["app", "site"] },
    "v1.1 projects": [
      { vcs_type: "github", username: "acme", reponame: "followed" },
      { vcs_type: "github", username: "other", reponame: "x" },
    ],
    "v2 pipeline?org-slug=gh/acme": page("2", "gh/Acme/App", "gh/acme/api"),
    "v2 pipeline?org-slug=gh/acme&page-token=2": page(null, "gh/acme/old"),
  });
  const { slugs, isComplete, note } = await discoverProjects(client, acme);
  expect(slugs).toEqual(["gh/acme/api", "gh/acme/app", "gh/acme/followed", "gh/acme/old", "gh/acme/site"]);
  expect(isComplete).toBe(false);
  expect(note).toContain("idle projects may be missing: `--allow-private-api`");
  expect((await discoverProjects(memoryClient({}, { isCloud: false }), acme)).note).not.toContain("private");
});

it("goes on with the public ways when the private list is refused, and names each way that failed", async () => {
  const answers: Answers = { [list]: forbidden, "v2 pipeline?org-slug=gh/acme": page(null, "gh/acme/app") };
  const { slugs, isComplete, note } = await discoverProjects(memoryClient(answers, { allowsPrivate: true }), acme);
  expect([slugs, isComplete]).toEqual([["gh/acme/app"], false]);
  for (const way of ["private list", "insights", "followed projects"]) expect(note).toContain(way);
  expect(note).not.toContain("pipelines: ");
});

it("counts the names that insights know of standalone projects, which are no slugs", async () => {
  const client = memoryClient({
    "v2 insights/circleci/org-2/summary?reporting-window=last-90-days": { all_projects: ["app", "site"] },
    "v2 pipeline?org-slug=circleci/org-2": page(null, "circleci/org-2/p1"),
  });
  const { slugs, note } = await discoverProjects(client, standalone);
  expect(slugs).toEqual(["circleci/org-2/p1"]);
  expect(note).toContain("insights know 2 projects");
  expect(client.asked).not.toContain("v1.1 projects");
});

it("stops at a page that was named before, and when page after page names nothing new", async () => {
  const first = "v2 pipeline?org-slug=gh/acme";
  const loop = memoryClient({ [first]: page("a", "gh/acme/app"), [`${first}&page-token=a`]: page("a", "gh/acme/app") });
  expect((await discoverProjects(loop, acme)).slugs).toEqual(["gh/acme/app"]);
  const pages = Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [`${first}&page-token=${index}`, page(String(index + 1), "gh/acme/app")]),
  );
  const long = memoryClient({ ...pages, [first]: page("0", "gh/acme/app") });
  await discoverProjects(long, acme);
  expect(long.asked.filter((question) => question.startsWith("v2 pipeline"))).toHaveLength(11);
});
