import { describe, expect, it } from "vitest";
import { collectGithubOrganization } from "../../../src/collect/github/collect-organization.ts";
import { collectRepository } from "../../../src/collect/github/collect-repository.ts";
import { listRepositories } from "../../../src/collect/github/list-repositories.ts";
import { known, valueOf } from "../../../src/snapshot/fetched.ts";
import type { Repository } from "../../../src/snapshot/repository.ts";
import { clientOf, fakeGithub, memoryJournal, send, status } from "./fake-github.ts";
import type { Answer } from "./fake-github.ts";

const key = ["ssh-ed25519", "AAAAC3NzaC1lZDI1NTE5AAAAIFakeFakeFake", "ci@acme.test"].join(" ");
const app = {
  name: "app",
  full_name: "acme/app",
  owner: { login: "acme", type: "Organization" },
  private: true,
  visibility: "internal",
  fork: false,
  allow_forking: true,
  archived: false,
  default_branch: "main",
  security_and_analysis: { secret_scanning: { status: "enabled" }, secret_scanning_push_protection: { status: "disabled" } },
};
const r = "repos/acme/app";
const file = (text: string) => ({ type: "file", encoding: "base64", content: Buffer.from(text).toString("base64") });
const blob = (path: string, mode = "100644", size = 10) => ({ path, mode, type: "blob", size, sha: "a".repeat(40) });
const hook = {
  name: "web",
  active: true,
  events: ["push", 7],
  config: { url: "https://user:pass@hooks.acme.test/a/S3cr3t?x=S3cr3t", insecure_ssl: "1", secret: "********" },
  created_at: "2024-02-03T04:05:06Z",
};
const person = (login: string, permission: string, role = permission) => ({
  login,
  email: `${login}@acme.test`,
  role_name: role,
  permissions: { pull: true, push: ["push", "maintain", "admin"].includes(permission), admin: permission === "admin" },
});

const answers: Readonly<Record<string, unknown>> = {
  [r]: app,
  [`${r}/rules/branches/main`]: [],
  [`${r}/branches/main`]: { protected: false },
  [`${r}/git/trees/main?recursive=1`]: {
    tree: [
      blob("CODEOWNERS"),
      blob(".github/CODEOWNERS"),
      blob(".circleci/config.yml"),
      blob(".circleci/more/jobs.yaml", "100755"),
      blob(".circleci/link.yml", "120000"),
      { path: ".circleci/sub", mode: "160000", type: "commit" },
      blob(".circleci/run.sh"),
      blob("src/app.yml"),
    ],
  },
  [`${r}/contents/.github/CODEOWNERS`]: file("* @acme/everybody\n/.circleci/ @acme/security eve@acme.test\n"),
  [`${r}/codeowners/errors`]: { errors: [{ kind: "Unknown owner" }] },
  [`${r}/contents/.circleci/config.yml`]: file("version: 2.1 # secret\n"),
  [`${r}/contents/.circleci/more/jobs.yaml`]: file("password: x\n"),
  [`${r}/collaborators`]: [
    person("alice", "admin"),
    person("bob", "push", "write"),
    person("eve", "push", "deployer"),
    person("dan", "pull", "read"),
  ],
  "orgs/acme": { login: "acme", two_factor_requirement_enabled: true },
  "orgs/acme/outside_collaborators": [{ login: "eve" }],
  [`${r}/teams`]: [{ name: "Devs", slug: "devs", permission: "push" }],
  [`${r}/keys`]: [{ title: "CI of bob@acme.test", key, read_only: false, created_at: "2023-01-01T00:00:00Z", last_used: null }],
  [`${r}/hooks`]: [hook, { ...hook, active: false }],
  [`${r}/actions/secrets`]: {
    total_count: 1,
    secrets: [{ name: "TOKEN", created_at: "2022-01-01T00:00:00Z", updated_at: "2022-01-02T00:00:00Z" }],
  },
  [`${r}/secret-scanning/alerts`]: [{ number: 1, secret: "S3cr3t" }, { number: 2 }],
};

const secretsIn = ({ path, text }: { path: string; text: string }) =>
  Promise.resolve(path.endsWith("jobs.yaml") ? undefined : [{ start: text.length - 7, end: text.length - 1, isReported: true }]);

async function collected(changes: Readonly<Record<string, unknown>> = {}) {
  const fake = await fakeGithub({ ...answers, ...changes });
  const journal = memoryJournal();
  const fetched = await collectRepository(clientOf(fake, { journal }), "github.com/acme/app", { secretsIn });
  return { fetched, value: valueOf(fetched), asked: fake.asked, journal };
}

describe("a repository", () => {
  it("is told with all its facts", async () => {
    const { value, journal } = await collected();
    const plain = (field: keyof Repository) => {
      const fetched: unknown = value?.[field];
      return typeof fetched === "object" && fetched !== null && "value" in fetched ? fetched.value : fetched;
    };
    expect(Object.fromEntries(Object.keys(value ?? {}).map((field) => [field, plain(field as keyof Repository)]))).toEqual({
      address: "github.com/acme/app",
      visibility: "internal",
      isFork: false,
      allowsForking: true,
      isArchived: false,
      defaultBranch: "main",
      branchGuards: expect.objectContaining({ isProtected: false }),
      codeOwners: { path: ".github/CODEOWNERS", ofConfig: ["@acme/security", "(an e-mail address)"], errors: 1 },
      collaborators: [
        { login: "alice", role: "admin", isOutside: false },
        { login: "bob", role: "push", isOutside: false },
        { login: "eve", role: "deployer", isOutside: true },
      ],
      teams: [{ name: "Devs", slug: "devs", permission: "push" }],
      deployKeys: [
        {
          title: "CI of (an e-mail address)",
          publicKey: key.split(" ").slice(0, 2).join(" "),
          isReadOnly: false,
          createdAt: "2023-01-01T00:00:00.000Z",
          lastUsedAt: undefined,
        },
      ],
      webhooks: [
        {
          name: "web",
          origin: "https://hooks.acme.test",
          events: ["push"],
          verifiesTls: false,
          hasSecret: true,
          createdAt: "2024-02-03T04:05:06.000Z",
        },
      ],
      secrets: [{ name: "TOKEN", createdAt: "2022-01-01T00:00:00.000Z", updatedAt: "2022-01-02T00:00:00.000Z" }],
      secretScanning: { isEnabled: true, hasPushProtection: false, openAlerts: 2 },
      files: [{ path: ".circleci/config.yml", text: expect.stringMatching(/^version: 2\.1 # [a-z]{6}\n$/) }],
    });
    for (const text of [JSON.stringify(value), JSON.stringify(journal.entries)]) {
      expect(text).not.toMatch(/S3cr3t|# secret|user:pass|@acme\.test|\*\*\*/);
    }
  });

  it("takes no question more than it needs", async () => {
    const { asked } = await collected();
    expect(asked.toSorted()).toEqual(
      [
        r,
        `${r}/actions/secrets?per_page=100`,
        `${r}/branches/main`,
        `${r}/codeowners/errors`,
        `${r}/collaborators?affiliation=all&permission=push&per_page=100`,
        `${r}/contents/.circleci/config.yml?ref=main`,
        `${r}/contents/.circleci/more/jobs.yaml?ref=main`,
        `${r}/contents/.github/CODEOWNERS?ref=main`,
        `${r}/git/trees/main?recursive=1`,
        `${r}/hooks?per_page=100`,
        `${r}/keys?per_page=100`,
        `${r}/rules/branches/main?per_page=100`,
        `${r}/secret-scanning/alerts?state=open&hide_secret=true&per_page=100`,
        `${r}/teams?per_page=100`,
        "orgs/acme",
        "orgs/acme/outside_collaborators?per_page=100",
      ].toSorted(),
    );
  });

  it("that is empty or has no rights to offer has gaps and no crash", async () => {
    const { value } = await collected({
      ...Object.fromEntries(Object.keys(answers).map((path) => [path, status(403, "Resource not accessible")])),
      [r]: app,
      [`${r}/git/trees/main?recursive=1`]: status(409, "Git Repository is empty."),
    });
    for (const field of ["branchGuards", "collaborators", "teams", "deployKeys", "webhooks", "secrets"] as const) {
      expect(value?.[field]).toMatchObject({
        known: false,
        reason: "forbidden",
        detail: expect.stringMatching(/permission `\w/),
      });
    }
    expect(value).toMatchObject({
      secretScanning: { value: { isEnabled: true, hasPushProtection: false } },
      codeOwners: { value: { ofConfig: [] } },
      files: { value: [] },
    });
  });

  it("that was renamed keeps the name it is asked by, and is asked by its new one", async () => {
    const moved: Answer = (_, response) => send(response, 301, {}, { location: "/api/v3/repositories/7" });
    const fake = await fakeGithub({ ...answers, "repos/acme/old": moved, "repositories/7": app });
    const fetched = await collectRepository(clientOf(fake), "github.com/acme/old", { secretsIn });
    expect(fetched).toMatchObject({ value: { address: "github.com/acme/old", teams: { known: true } } });
    expect(fake.asked.filter((path) => path.includes("/old"))).toEqual(["repos/acme/old"]);
  });

  it.each([
    ["bitbucket.org/acme/app", "inapplicable"],
    ["github.com/acme/..", "inapplicable"],
    ["github.com/acme/a?b", "inapplicable"],
    ["acme/app", "inapplicable"],
    ["github.com/acme/gone", "not-found"],
  ])("at %s is a gap", async (address, reason) => {
    const fake = await fakeGithub({});
    expect(await collectRepository(clientOf(fake), address, { secretsIn })).toMatchObject({ known: false, reason });
  });
});

describe("outside collaborators", () => {
  it.each([
    ["does not tell", { "orgs/acme/outside_collaborators": status(403) }],
    ["may not tell all", { "orgs/acme": { login: "acme" }, "orgs/acme/outside_collaborators": [] }],
  ])("are asked of the repository where the organisation %s", async (_, changes) => {
    const { value } = await collected({
      ...changes,
      [`${r}/collaborators?affiliation=outside&permission=push&per_page=100`]: [person("bob", "push")],
    });
    expect(valueOf(value?.collaborators)?.filter(({ isOutside }) => isOutside)).toMatchObject([{ login: "bob" }]);
  });

  it("are all but the owner of a personal repository, which has no teams", async () => {
    const { value, asked } = await collected({
      [r]: { ...app, owner: { login: "Alice", type: "User" } },
      "repos/Alice/app/collaborators": answers[`${r}/collaborators`],
    });
    expect(valueOf(value?.collaborators)?.map(({ isOutside }) => isOutside)).toEqual([false, true, true]);
    expect(value?.teams).toMatchObject({ known: false, reason: "inapplicable" });
    expect(asked.filter((address) => /^orgs|teams/.test(address))).toEqual([]);
  });
});

describe("secret scanning", () => {
  const withoutAnalysis = { ...app, security_and_analysis: undefined };

  it.each([
    [
      "off, as administrators are told",
      { [r]: { ...app, security_and_analysis: { secret_scanning: { status: "disabled" } } } },
      { value: { isEnabled: false } },
    ],
    [
      "off, as its alerts say",
      { [r]: withoutAnalysis, [`${r}/secret-scanning/alerts`]: status(404, "Secret scanning is disabled on this repository.") },
      { value: { isEnabled: false } },
    ],
    ["on, as its alerts say", { [r]: withoutAnalysis }, { value: { isEnabled: true, openAlerts: 2 } }],
    [
      "hidden",
      { [r]: withoutAnalysis, [`${r}/secret-scanning/alerts`]: status(404, "Not Found") },
      { known: false, reason: "not-found" },
    ],
  ])("is %s", async (_, changes, expected) => {
    expect((await collected(changes)).value?.secretScanning).toMatchObject(expected);
  });
});

describe("files", () => {
  const tree = `${r}/git/trees/main?recursive=1`;

  it("are found folder by folder where the whole tree is too large", async () => {
    const sha = (letter: string): string => letter.repeat(40);
    const folders = {
      [`${r}/git/trees/main`]: {
        tree: [
          { path: ".circleci", type: "tree", sha: sha("b") },
          { path: "docs", type: "tree", sha: sha("c") },
          { path: "src", type: "tree", sha: sha("d") },
        ],
      },
      [`${r}/git/trees/${sha("b")}?recursive=1`]: { tree: [blob("config.yml")] },
      [`${r}/git/trees/${sha("c")}`]: { tree: [blob("CODEOWNERS")] },
      [`${r}/contents/docs/CODEOWNERS`]: file("* @acme/all"),
    };
    const huge: Answer = (_, response) => send(response, 200, " ".repeat(9_000_000));
    for (const whole of [{ truncated: true, tree: [] }, huge]) {
      const { value } = await collected({ ...folders, [tree]: whole });
      expect(value).toMatchObject({
        codeOwners: { value: { path: "docs/CODEOWNERS", ofConfig: ["@acme/all"] } },
        files: { value: [{ path: ".circleci/config.yml" }] },
      });
    }
  });

  it.each([
    ["one is too large", { tree: [blob(".circleci/config.yml", "100644", 3_000_000)] }, /larger/],
    ["there are too many", { tree: Array.from({ length: 101 }, (_, index) => blob(`.circleci/${index}.yml`)) }, /more files/],
    ["the tree is none", { tree: "x" }, /./],
  ])("are a gap when %s", async (_, body, detail) => {
    expect((await collected({ [tree]: body })).value?.files).toMatchObject({
      known: false,
      detail: expect.stringMatching(detail),
    });
  });

  it.each([
    ["is a link by now", { type: "symlink", target: "/etc/passwd" }],
    ["has no text", { type: "file", encoding: "none", content: "" }],
  ])("are a gap when one %s", async (_, body) => {
    expect((await collected({ [`${r}/contents/.circleci/config.yml`]: body })).value?.files).toMatchObject({ known: false });
  });

  it("with paths that Git does not make are left out", async () => {
    const { value } = await collected({
      [tree]: {
        tree: [
          blob(".circleci/../../x.yml"),
          blob(".circleci//a.yml"),
          blob("x/.circleci/a.yml"),
          blob(".circleci/a\\b.yml"),
          blob(".circleci/a\nb.yml"),
        ],
      },
    });
    expect(value?.files).toMatchObject({ value: [] });
  });
});

describe("an organisation", () => {
  const org = {
    "orgs/acme": {
      login: "acme",
      two_factor_requirement_enabled: false,
      default_repository_permission: "write",
      billing_email: "a@b.c",
    },
    "orgs/acme/members": [{ login: "x" }, { login: "y" }],
    "orgs/acme/outside_collaborators": [{ login: "eve" }],
    "orgs/acme/actions/secrets": { secrets: [{ name: "NPM_TOKEN", visibility: "all" }] },
    "orgs/acme/hooks": [hook],
    "orgs/acme/installations": { installations: [{ app_slug: "circleci-app", repository_selection: "all", suspended_at: null }] },
  };

  it("is told with all its facts, in six questions", async () => {
    const fake = await fakeGithub(org);
    expect(await collectGithubOrganization(clientOf(fake), "acme")).toMatchObject({
      address: "github.com/acme",
      settings: { value: { requiresTwoFactor: false, defaultPermission: "write" } },
      membersWithoutTwoFactor: { value: 2 },
      outsideCollaborators: { value: 1 },
      secrets: { value: [{ name: "NPM_TOKEN" }] },
      webhooks: { value: [{ origin: "https://hooks.acme.test" }] },
      installations: { value: [{ app: "circleci-app", selection: "all", isSuspended: false }] },
    });
    expect(fake.asked).toHaveLength(6);
  });

  it("tells owners only who has no second factor", async () => {
    const fake = await fakeGithub({ ...org, "orgs/acme/members": status(422, "Only owners can use this filter.") });
    expect((await collectGithubOrganization(clientOf(fake), "acme")).membersWithoutTwoFactor).toMatchObject({
      reason: "forbidden",
    });
  });

  it("that is somebody's account costs one question", async () => {
    const fake = await fakeGithub({});
    expect(await collectGithubOrganization(clientOf(fake), "alice")).toMatchObject({
      settings: { reason: "not-found" },
      secrets: { reason: "not-found" },
    });
    expect(fake.asked).toHaveLength(1);
  });

  it("lists its repositories, which then need not be asked for", async () => {
    const fake = await fakeGithub({ ...answers, "orgs/acme/repos": [app, { ...app, name: "old", archived: true }] });
    const client = clientOf(fake);
    const all = await listRepositories(client, "acme", { archived: true });
    expect(valueOf(all)?.map(({ name }) => name)).toEqual(["app", "old"]);
    const listed = await listRepositories(client, "acme");
    const [first, ...others] = valueOf(listed) ?? [];
    expect(others).toEqual([]);
    const fetched = first && listed.known ? await collectRepository(client, known(first, listed.at), { secretsIn }) : undefined;
    expect(fetched).toMatchObject({ known: true, value: { address: "github.com/acme/app", codeOwners: { known: true } } });
    expect(fake.asked).not.toContain(r);
  });
});
