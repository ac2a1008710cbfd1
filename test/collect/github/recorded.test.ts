/** What GitHub really answered once, as its own project recorded it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { parseProtection } from "../../../src/collect/github/branch-protection.ts";
import { collectGithubOrganization } from "../../../src/collect/github/collect-organization.ts";
import { needs } from "../../../src/collect/github/needs.ts";
import { parseRepository } from "../../../src/collect/github/repository-identity.ts";
import { clientOf, fakeGithub, send } from "./fake-github.ts";
import type { Answer } from "./fake-github.ts";

interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly response: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

const folder = path.join(
  fileURLToPath(new URL("../../..", import.meta.url)),
  "node_modules/@octokit/fixtures/scenarios/api.github.com",
);

function recorded(scenario: string): readonly Exchange[] {
  const file = path.join(folder, scenario, "normalized-fixture.json");
  return JSON.parse(readFileSync(file, "utf8")) as readonly Exchange[];
}

/** With its headers, but for those that are about the connection, and with addresses of this host. */
function replay({ status, response, headers }: Exchange): Answer {
  return (request, answer) => {
    const { location } = headers;
    const here = `http://${request.headers.host}/api/v3`;
    const { connection: _, "content-length": __, "transfer-encoding": ___, "content-encoding": ____, ...others } = headers;
    const moved = location === undefined ? {} : { location: location.replace("https://api.github.com", here) };
    send(answer, status, response, { ...others, ...moved });
  };
}

function answersOf(scenario: string): Readonly<Record<string, Answer>> {
  const gets = recorded(scenario).filter(({ method }) => method === "get");
  return Object.fromEntries(gets.map((exchange) => [exchange.path.slice(1), replay(exchange)]));
}

const question = (address: string) => ({
  path: address,
  needs: needs.metadata,
  parse: (body: unknown) => parseRepository(body, "github.com"),
});

it("reads a repository", async () => {
  const fake = await fakeGithub(answersOf("get-repository"));
  expect(await clientOf(fake).ask(question("repos/octokit-fixture-org/hello-world"))).toMatchObject({
    value: {
      owner: "octokit-fixture-org",
      isOwnedByUser: false,
      identity: { address: "github.com/octokit-fixture-org/hello-world", visibility: "public", isArchived: false, isFork: false },
    },
  });
});

it("follows a repository to its new name", async () => {
  const fake = await fakeGithub(answersOf("rename-repository"));
  const fetched = await clientOf(fake).ask(question("repos/octokit-fixture-org/rename-repository"));
  expect(fetched).toMatchObject({ value: { name: "rename-repository-newname" } });
  expect(fake.asked).toHaveLength(2);
});

it("reads branch protection, and tells none from what is hidden", async () => {
  const [none, ...all] = recorded("branch-protection").filter(({ status }) => status !== 204);
  expect(none).toMatchObject({ status: 404, response: { message: "Branch not protected" } });
  expect(all.map(({ response }) => parseProtection(response))).toMatchObject([
    { requiresPullRequest: false, checks: [], allowsForcePushes: false, bindsAdmins: false },
    { requiresPullRequest: true, checks: ["foo/bar"], requiresCodeOwnerReview: false, bindsAdmins: true },
  ]);
});

it("reads an organisation", async () => {
  const fake = await fakeGithub(answersOf("get-organization"));
  const { settings } = await collectGithubOrganization(clientOf(fake), "octokit-fixture-org");
  const value = { requiresTwoFactor: false, defaultPermission: "read", allowsForkingPrivate: false };
  expect(settings).toMatchObject({ known: true, value });
});
