import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { startFakeApis } from "../../../scripts/fake-apis/fake-apis.ts";
import { circleTokens } from "../../../scripts/fake-apis/options.ts";
import { circleClient } from "../../../src/collect/circleci/client.ts";
import { memoryJournal } from "../../../src/collect/run-journal.ts";
import type { CircleClient } from "../../../src/collect/questions.ts";
import { collectSnapshot } from "../../../src/collect/snapshot/collect-snapshot.ts";
import type { Collected, CollectSnapshotRequest } from "../../../src/collect/snapshot/collect-snapshot.ts";
import type { GithubFacts } from "../../../src/collect/snapshot/github-facts.ts";
import { blankGithubOrganization, blankRepository } from "../../../src/snapshot/blank.ts";
import { gap, known } from "../../../src/snapshot/fetched.ts";
import type { Repository } from "../../../src/snapshot/repository.ts";

const fake = await startFakeApis();
afterAll(() => fake.close());
beforeEach(() => {
  fake.setFaults([]);
  fake.forget();
});

const at = "2026-01-31T00:00:00.000Z";

function circleci(installation: "cloud" | "server" = "cloud"): CircleClient {
  return circleClient({
    ...{ host: fake.circleci, installation, token: circleTokens.admin, userAgent: "test", allowsPrivate: false },
    ...{ journal: memoryJournal(), now: Date.now, deadline: Date.now() + 60_000, firstPause: 1 },
  });
}

function repository(address: string, isBuilt: boolean): Repository {
  const identity = { address, visibility: "private", isFork: false, isArchived: false, defaultBranch: "main" } as const;
  return {
    ...blankRepository(identity),
    files: known(isBuilt ? [{ path: ".circleci/config.yml", text: "version: 2.1\n" }] : [], at),
  };
}

/** Notes what is asked. `built` are the names of the repositories with a configuration, `others` of those without. */
function github(built: readonly string[], others: readonly string[]): GithubFacts & { readonly asked: string[] } {
  const asked: string[] = [];
  const collect = (address: string) => {
    asked.push(address);
    const isKnown = [...built, ...others].some((name) => address === `github.com/acme/${name}`);
    const isBuilt = built.some((name) => address.endsWith(`/${name}`));
    return Promise.resolve(isKnown ? known(repository(address, isBuilt), at) : gap("not-found", "it is not there"));
  };
  return {
    ...{ host: "https://api.github.com", site: "github.com", asked },
    organization: (login) => Promise.resolve(blankGithubOrganization({ address: `github.com/${login}`, login })),
    repository: collect,
    list: () =>
      Promise.resolve(
        known(
          [...others, ...built].map((name) => ({
            address: `github.com/acme/${name}`,
            hasConfigurations: () => Promise.resolve(built.includes(name)),
            collect: () => collect(`github.com/acme/${name}`),
          })),
          at,
        ),
      ),
  };
}

interface Run extends Collected {
  readonly names: Readonly<Record<string, readonly string[]>>;
  readonly pieces: Readonly<Record<string, readonly object[]>>;
}

async function run(request: Pick<CollectSnapshotRequest, "circleci" | "github" | "wanted">): Promise<Run> {
  const pieces: Record<string, object[]> = {};
  const collected = await collectSnapshot({
    ...request,
    ...{ metrics: false, whyNoCircleci: gap("token", "no token"), orbs: () => Promise.resolve([]), progress() {} },
    add: (section, piece) => Promise.resolve(void (pieces[section] ??= []).push(piece)),
  });
  const nameOf = (piece: object): string =>
    "slug" in piece ? String(piece.slug) : "address" in piece ? String(piece.address) : "";
  const names = Object.fromEntries(Object.entries(pieces).map(([section, all]) => [section, all.map(nameOf)]));
  return { ...collected, pieces, names };
}

describe("a whole organisation", () => {
  test("comes in order, with the organisation of the GitHub App, and each thing once", async () => {
    const { names, missing } = await run({
      circleci: circleci(),
      github: github(["shop", "website"], ["notes"]),
      wanted: { organizations: ["gh/acme"], projects: [["gh/acme/shop"]] },
    });
    expect(names["organizations"]?.[0]).toBe("gh/acme");
    expect(names["organizations"]).toHaveLength(2);
    const classic = names["projects"]?.filter((slug) => slug.startsWith("gh/")) ?? [];
    expect(classic).toEqual([...new Set(classic)].toSorted());
    expect(names["githubOrganizations"]).toEqual(["github.com/acme"]);
    expect(names["repositories"]).toEqual(["github.com/acme/shop", "github.com/acme/website"]);
    expect(missing.map(({ name }) => name)).toContain("github.com/acme/payments");
    const urls = fake.requests().map(({ method, url }) => `${method} ${url}`);
    expect(urls.length).toBe(new Set(urls).size);
  });

  test("has the projects of repositories with a configuration, though CircleCI lists none", async () => {
    const unlisted = ["circleci/api/v2/pipeline*", "circleci/api/v2/insights/*", "circleci/api/v1.1/projects*"];
    fake.setFaults(unlisted.map((path) => ({ kind: "403", at: path })));
    const hub = github(["shop"], ["website"]);
    const { names } = await run({ circleci: circleci(), github: hub, wanted: { organizations: ["gh/acme"], projects: [] } });
    expect(names["projects"]).toEqual(["gh/acme/shop"]);
    expect(hub.asked).toEqual(["github.com/acme/shop"]);
  });
});

describe("a project", () => {
  test("is all gaps where CircleCI is not asked, so that what GitHub says has a place", async () => {
    const { names, pieces } = await run({
      circleci: undefined,
      github: github(["shop"], []),
      wanted: { organizations: [], projects: [["github.com/acme/shop"]] },
    });
    expect(names).toMatchObject({ projects: ["gh/acme/shop"], repositories: ["github.com/acme/shop"] });
    expect(pieces["projects"]?.[0]).toMatchObject({ address: "github.com/acme/shop", settings: { reason: "token" } });
  });

  test("is looked for by each of its names, and missed by the likeliest", async () => {
    const wanted = { organizations: [], projects: [["circleci/none/none", "gh/acme/shop"], ["gh/acme/no-such"]] };
    const { names, missing } = await run({ circleci: circleci(), github: undefined, wanted });
    expect(names["projects"]).toEqual(["gh/acme/shop"]);
    expect(missing).toMatchObject([{ name: "gh/acme/no-such", isNamed: true, why: { reason: "not-found" } }]);
  });

  test("on a server is found by its address on a GitHub of one's own", async () => {
    const wanted = { organizations: [], projects: [["github.example.com/acme/shop"]] };
    const { names } = await run({ circleci: circleci("server"), github: undefined, wanted });
    expect(names["projects"]).toEqual(["gh/acme/shop"]);
    expect(await run({ circleci: circleci("cloud"), github: undefined, wanted })).toMatchObject({ names: {} });
  });

  test("is asked for once when the token is no good", async () => {
    fake.setFaults([{ kind: "401" }]);
    const wanted = { organizations: [], projects: [["gh/acme/shop", "gh/acme/website"]] };
    const { missing } = await run({ circleci: circleci(), github: undefined, wanted });
    expect(missing).toMatchObject([{ name: "gh/acme/shop", why: { reason: "token" } }]);
    expect(fake.requests()).toHaveLength(1);
  });
});
