/** What is asked of a project, where it is left out, and what is made of refusals. */
import { expect, it } from "vitest";
import { collectProject } from "../../../src/collect/circleci/facts/project.ts";
import { checkSnapshot } from "../../../src/schema/check-snapshot.ts";
import { gap, valueOf } from "../../../src/snapshot/fetched.ts";
import type { Project } from "../../../src/snapshot/project.ts";
import { fc } from "../../property.ts";
import { fullSnapshot } from "../../snapshot/full-snapshot.ts";
import { at, forbidden, memoryClient } from "./memory-client.ts";
import type { Answers } from "./memory-client.ts";

const acme = { slug: "gh/acme", id: "org-1", name: "acme", vcs: "github" } as const;
const standalone = { slug: "circleci/org-2", id: "org-2", name: "acme", vcs: "circleci" } as const;

const identity = {
  ...{
    slug: "gh/acme/app",
    name: "app",
    id: "p1",
    organization_name: "acme",
    organization_slug: "gh/acme",
    organization_id: "org-1",
  },
  vcs_info: { vcs_url: "https://github.com/acme/app", provider: "GitHub", default_branch: "main" },
};
const advanced = { build_fork_prs: true, forks_receive_secret_env_vars: true, disable_ssh: false };
const none = { items: [], next_page_token: null };
const source = { provider: "github_app", repo: { full_name: "acme/app" } };

const usual: Answers = {
  "v2 project/gh/acme/app": identity,
  "v2 project/gh/acme/app/settings": { advanced },
  "v1.1 project/gh/acme/app/settings?ssh-key-digest=sha256": { ssh_keys: [], feature_flags: { "api-trigger-with-config": true } },
  "v2 project/gh/acme/app/envvar": { items: [{ name: "NPM_TOKEN", value: "xxxx1234", "created-at": at }] },
  "v2 project/gh/acme/app/checkout-key?digest=sha256": none,
  "v1.1 project/gh/acme/app/token": [{ id: "t", label: "badge", scope: "status" }],
  "v2 webhook?scope-id=p1&scope-type=project": none,
  "v2 project/gh/acme/app/schedule": none,
  "v2 projects/p1/pipeline-definitions": { items: [{ id: "d1", name: "build", config_source: source, checkout_source: source }] },
  "v2 projects/p1/pipeline-definitions/d1/triggers": {
    items: [{ id: "t1", name: "push", event_source: { provider: "github_oauth" } }],
  },
  "v2 org/org-1/project/p1/oidc-custom-claims": { org_id: "org-1", project_id: "p1" },
};

it("asks eleven questions about a usual project", async () => {
  const client = memoryClient(usual);
  const project = await collectProject(client, "github/acme/app", acme);
  expect(client.asked.toSorted()).toEqual(Object.keys(usual).toSorted());
  expect(client.asked).toHaveLength(11);
  expect(project).toMatchObject({
    ...{
      slug: "gh/acme/app",
      id: "p1",
      name: "app",
      organization: "gh/acme",
      address: "github.com/acme/app",
      defaultBranch: "main",
    },
    settings: {
      value: { buildForkPrs: true, forksReceiveSecretEnvVars: true, disableSsh: false, allowsUnversionedConfig: true },
    },
    sshKeys: { value: [] },
    variables: { value: [{ name: "NPM_TOKEN", createdAt: at }] },
    apiTokens: { value: [{ label: "badge", scope: "status" }] },
    pipelines: {
      value: [
        { name: "build", configRepository: "acme/app", triggers: { value: [{ source: "github_oauth", isDisabled: false }] } },
      ],
    },
    legacyAwsKeys: { reason: "skipped" },
    metrics: { reason: "skipped" },
  });
});

it("does not ask for an identity that the caller has", async () => {
  const client = memoryClient(usual);
  await collectProject(client, { slug: "gh/acme/app", id: "p1", name: "app", organization: "gh/acme" }, acme);
  expect(client.asked).toHaveLength(10);
});

const slug = "circleci/org-2/p2";
const alone: Answers = {
  [`v2 project/${slug}`]: { ...identity, slug, id: "p2", vcs_info: { vcs_url: "//circleci.com/org-2/p2", provider: "CircleCI" } },
  [`v2 project/${slug}/settings`]: { advanced },
  "v3 projects/p2/settings": { data: { attributes: { enable_unversioned_config: false } } },
  "v2 projects/p2/pipeline-definitions": { items: [{ id: "d1", config_source: source, checkout_source: source }] },
};

it("leaves out what standalone projects do not have, and finds where their code is", async () => {
  const client = memoryClient(alone);
  const project = await collectProject(client, slug, standalone);
  expect(client.asked).not.toContain(`v2 project/${slug}/checkout-key?digest=sha256`);
  expect(client.asked).not.toContain(`v2 project/${slug}/schedule`);
  expect(project).toMatchObject({
    address: "github.com/acme/app",
    settings: { value: { disableSsh: false, allowsUnversionedConfig: false } },
    checkoutKeys: { reason: "inapplicable" },
    schedules: { reason: "inapplicable" },
  });
  expect(valueOf(project.settings)).not.toHaveProperty("buildForkPrs", true);
  expect(valueOf(project.settings)).not.toHaveProperty("forksReceiveSecretEnvVars", true);
});

it("claims no address where the code comes from several places or another host", async () => {
  const from = async (sources: readonly unknown[]): Promise<string | undefined> => {
    const items = sources.map((checkout_source, index) => ({ id: `d${index}`, checkout_source }));
    return (await collectProject(memoryClient({ ...alone, "v2 projects/p2/pipeline-definitions": { items } }), slug, standalone))
      .address;
  };
  expect(await from([source, source])).toBe("github.com/acme/app");
  expect(await from([source, { provider: "github_app", repo: { full_name: "acme/other" } }])).toBeUndefined();
  expect(await from([{ provider: "github_server", repo: { full_name: "acme/app" } }])).toBeUndefined();
  expect(await from([{ provider: "github_app", repo: null }])).toBeUndefined();
  expect(await from([])).toBeUndefined();
});

it("asks v3 about unversioned configurations only when v1.1 neither tells nor refuses", async () => {
  const v1 = "v1.1 project/gh/acme/app/settings?ssh-key-digest=sha256";
  const asks = async (answer: unknown, isCloud = true): Promise<boolean> => {
    const client = memoryClient({ ...usual, [v1]: answer }, { isCloud });
    await collectProject(client, "gh/acme/app", acme);
    return client.asked.includes("v3 projects/p1/settings");
  };
  expect(await asks({ ssh_keys: [] })).toBe(true);
  expect(await asks(gap("not-found", "no"))).toBe(true);
  expect(await asks(forbidden)).toBe(false);
  expect(await asks(gap("rate-limited", "slowly"))).toBe(false);
  expect(await asks({ ssh_keys: [] }, false)).toBe(false);
});

it("asks a server for nothing that it is known not to route", async () => {
  const client = memoryClient(usual, { isCloud: false });
  const owner = { ...acme, oidcClaims: gap("unavailable", "this installation has none") };
  const project = await collectProject(client, "gh/acme/app", owner);
  expect(client.asked).toHaveLength(8);
  expect(project).toMatchObject({
    pipelines: { reason: "unavailable" },
    oidcClaims: { reason: "unavailable" },
    legacyAwsKeys: { reason: "unavailable" },
  });
});

it("asks for old AWS keys and metrics only where that is allowed and wanted", async () => {
  const answers: Answers = {
    ...usual,
    "private project/p1": { project_env_vars: [], checkout_keys: [], ssh_keys: [] },
    "v2 insights/pages/gh/acme/app/summary?reporting-window=last-90-days": { project_data: { metrics: { total_runs: 4 } } },
  };
  const client = memoryClient(answers, { allowsPrivate: true });
  const project = await collectProject(client, "gh/acme/app", acme, { metrics: "whole" });
  expect(client.asked).toHaveLength(13);
  expect(project).toMatchObject({ legacyAwsKeys: { value: false }, metrics: { value: { totalRuns: 4, workflows: [] } } });
});

const page = "?reporting-window=last-90-days";
const measured = (name: string, runs: number, more: object = {}): object => {
  return { name, workflow_name: name, metrics: { total_runs: runs, total_credits_used: runs, mttr: 60, ...more } };
};
const figures: Answers = {
  ...usual,
  [`v2 insights/pages/gh/acme/app/summary${page}`]: {
    project_data: { metrics: { total_runs: 40 } },
    project_workflow_data: ["nightly", "ci", "a/b", "docs"].map((name, index) => measured(name, index + 1)),
    project_workflow_branch_data: [
      { ...measured("ci", 3), branch: "main" },
      { ...measured("ci", 2), branch: "fix/typo" },
      { ...measured("ci", 1, { p95_duration_secs: 9 }), branch: "staging" },
    ],
  },
  [`v2 insights/gh/acme/app/workflows${page}&all-branches=true`]: { items: [measured("ci", 30)] },
  [`v2 insights/gh/acme/app/workflows${page}&branch=main`]: { items: [measured("ci", 20)] },
  [`v2 insights/gh/acme/app/workflows${page}&branch=staging`]: forbidden,
  [`v2 insights/gh/acme/app/workflows/a%2Fb/jobs${page}&all-branches=true`]: { items: [measured("test", 7)] },
  [`v2 insights/gh/acme/app/workflows/nightly/jobs${page}&all-branches=true`]: forbidden,
  "v2 insights/gh/acme/app/flaky-tests": { flaky_tests: [], total_flaky_tests: 2 },
};

it("joins what insights say of branches and jobs, and names workflows whose jobs they do not tell", async () => {
  const project = await collectProject(memoryClient(figures), "gh/acme/app", acme, { metrics: "whole" });
  const metrics = valueOf(project.metrics);
  const shown = metrics?.workflows.map(
    ({ name, branch = "*", totalRuns, meanTimeToRecoverySeconds: mttr, p95DurationSeconds }) => {
      return [name, branch, totalRuns, mttr, p95DurationSeconds].join(" ");
    },
  );
  expect(shown?.slice(0, 2)).toEqual(["nightly * 1  ", "ci * 30 60 "]);
  expect(shown?.slice(4)).toEqual(["ci main 20 60 ", "ci fix/typo 2  ", "ci staging 1  9"]);
  expect(metrics).toMatchObject({ flakyTests: 2, jobs: [{ workflow: "a/b", name: "test", totalRuns: 7 }] });
  expect(metrics?.workflowsWithoutJobs).toEqual(["docs", "ci", "nightly"]);
});

it("asks less of a project among many: its default branch, and the jobs of the three dearest workflows", async () => {
  const client = memoryClient(figures);
  await collectProject(client, "gh/acme/app", acme, { metrics: "brief" });
  const asked = client.asked.filter((question) => question.includes("insights/gh"));
  expect(asked.map((question) => question.slice("v2 insights/gh/acme/app/".length).replace(page, " "))).toEqual([
    "workflows &all-branches=true",
    "workflows &branch=main",
    "workflows/docs/jobs &all-branches=true",
    "workflows/a%2Fb/jobs &all-branches=true",
    "workflows/ci/jobs &all-branches=true",
  ]);
});

it("asks nothing more about a project that may not be seen, and names it all the same", async () => {
  const client = memoryClient({});
  const project = await collectProject(client, "gh/acme/hidden", acme);
  expect(client.asked).toEqual(["v2 project/gh/acme/hidden"]);
  expect(project).toMatchObject({
    slug: "gh/acme/hidden",
    id: "",
    name: "hidden",
    address: "github.com/acme/hidden",
    settings: { reason: "not-found" },
  });
  expect(faultIn(project)).toBeUndefined();
  const nonsense = memoryClient({});
  expect(faultIn(await collectProject(nonsense, "../some id", acme))).toBeUndefined();
  expect(nonsense.asked).toEqual([]);
});

function faultIn(project: Project): unknown {
  return checkSnapshot(JSON.parse(JSON.stringify({ ...fullSnapshot, projects: [project] })));
}

it("makes a snapshot that the schema knows of whatever is answered", async () => {
  const value = fc.oneof(
    fc.constantFrom<unknown>("2024-01-01T00:00:00Z", "gh/acme/app", "p1", true, null, 1e14, -1),
    fc.jsonValue(),
  );
  const names = [
    "id",
    "name",
    "type",
    "fingerprint",
    "scope",
    "url",
    "created_at",
    "advanced",
    "event_source",
    "events",
    "preferred",
  ];
  const record = fc.dictionary(fc.constantFrom(...names, "ssh_keys", "disable_ssh", "__proto__"), value, { maxKeys: 8 });
  const list = fc.oneof(
    fc.array(record, { maxLength: 3 }).map((items) => ({ items })),
    record,
  );
  const bodies = fc.record(Object.fromEntries(Object.keys(usual).map((key) => [key, fc.oneof(fc.constant(usual[key]), list)])));
  await fc.assert(
    fc.asyncProperty(bodies, async (answers) => {
      const lists = Object.entries(answers).map(([key, body]) => [
        key,
        isListed(key) ? { items: [], ...(body as object) } : body,
      ]);
      const project = await collectProject(memoryClient(Object.fromEntries(lists) as Answers), "gh/acme/app", acme);
      expect(faultIn(project)).toBeUndefined();
    }),
    { numRuns: 50 },
  );
});

/** What the client reads as a list is one when it comes here. */
function isListed(key: string): boolean {
  return /envvar|checkout-key|token$|webhook|schedule$|definitions|triggers$/.test(key);
}
