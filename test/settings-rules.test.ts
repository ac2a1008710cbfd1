/** Rules about settings: what is not known is neither good nor bad, and what a host makes up neither stops them nor shapes their words. */
import { expect, it } from "vitest";
import { rules } from "../rules/index.ts";
import { noPolicy } from "../src/rule/policy.ts";
import type { Reported, SettingsRule } from "../src/rule/rule.ts";
import { blankGithubOrganization, blankOrganization, blankProject, blankRepository } from "../src/snapshot/blank.ts";
import type { ProjectFacts } from "../src/snapshot/project-facts.ts";
import { factsFrom } from "./facts/read-facts.ts";

const settingsRules = rules.filter(
  (rule): rule is SettingsRule & typeof rule => "checkProject" in rule || "checkOrganization" in rule,
);
const byId = settingsRules.map((rule) => [rule.meta.id, rule] as const);

const old = "2020-01-01T00:00:00Z";

function reportsOf(rule: SettingsRule, facts: ProjectFacts): readonly Reported[] {
  const { organization, githubOrganization, project } = facts;
  const common = { policy: noPolicy, today: "2026-01-31", isOnServer: facts.isOnServer === true };
  const takenContexts: ReadonlySet<string> = new Set();
  return [
    ...(rule.checkProject?.({ ...facts, ...common, audits: [] }) ?? []),
    ...(organization === undefined
      ? []
      : (rule.checkOrganization?.({ ...common, organization, githubOrganization, projects: [project], takenContexts }) ?? [])),
  ];
}

const nothingKnown: ProjectFacts = {
  project: blankProject({ slug: "gh/acme/app", id: "1", name: "app", organization: "gh/acme", address: "github.com/acme/app" }),
  organization: blankOrganization({ slug: "gh/acme", id: "2", name: "acme", vcs: "github" }),
  repository: blankRepository({
    address: "github.com/acme/app",
    visibility: "public",
    isFork: false,
    isArchived: false,
    defaultBranch: "main",
  }),
  githubOrganization: blankGithubOrganization({ address: "github.com/acme", login: "acme" }),
};

it.each(byId)("%s says nothing of what was not asked", (_, rule) => {
  expect(reportsOf(rule, nothingKnown)).toEqual([]);
  expect(
    reportsOf(rule, { ...nothingKnown, organization: undefined, repository: undefined, githubOrganization: undefined }),
  ).toEqual([]);
});

const nothingAnswered = factsFrom({
  project: { settings: {}, variables: [], checkoutKeys: [], sshKeys: [], apiTokens: [], webhooks: [], oidcClaims: {} },
  organization: { settings: {}, contexts: [{ name: "unread" }], oidcClaims: {}, runners: [{ name: "acme/linux" }] },
  repository: { visibility: "public", deployKeys: [], webhooks: [], collaborators: [], teams: [], secretScanning: {} },
  githubOrganization: { settings: {}, webhooks: [] },
});

it.each(byId)("%s says nothing of what was left unanswered", (_, rule) => {
  expect(reportsOf(rule, nothingAnswered)).toEqual([]);
});

it("an installation of one's own had no part in the incident of 2023", () => {
  const [, rule] = byId.find(([id]) => id === "stale-secret") ?? [];
  const facts = factsFrom({
    organization: { contexts: [{ name: "aws", variables: [{ name: "AWS_SECRET_ACCESS_KEY", updatedAt: old }] }] },
  });
  const severities = [facts, { ...facts, isOnServer: true }].map(
    (each) => rule && reportsOf(rule, each).map(({ severity }) => severity),
  );
  expect(severities).toEqual([["high"], ["low"]]);
});

it("the age of a deploy key is for pedants, unless it was there before the incident", () => {
  const [, rule] = byId.find(([id]) => id === "stale-secret") ?? [];
  const keyFrom = (kind: string, createdAt: string): ProjectFacts =>
    factsFrom({ project: { checkoutKeys: [{ kind, fingerprint: "SHA256:A", createdAt }] } });
  const lately = "2025-01-01T00:00:00Z";
  const profiles = [keyFrom("deploy-key", lately), keyFrom("user-key", lately), keyFrom("deploy-key", old)].map(
    (facts) => rule && reportsOf(rule, facts).map(({ profile }) => profile),
  );
  expect(profiles).toEqual([["pedantic"], [undefined], [undefined]]);
});

// What an API could say to get at a terminal, a report or a rule: half a character, a line break, an escape, a mark that turns the writing.
const hostile = "a\ud800\n\u001b[31m`\u202e__proto__";
const openToAll = [{ type: "group", value: "o" }];
const webhooks = [{ name: hostile, origin: `http://${hostile}`, verifiesTls: false, hasSecret: false }];

const madeUp = factsFrom({
  project: {
    name: hostile,
    settings: {
      buildForkPrs: true,
      forksReceiveSecretEnvVars: true,
      disableSsh: false,
      writeSettingsRequiresAdmin: false,
      oss: true,
    },
    variables: [{ name: `${hostile}_TOKEN`, createdAt: old }, { name: "__proto__" }],
    checkoutKeys: [
      { kind: "user-key", fingerprint: hostile, createdAt: old },
      { kind: "deploy-key", fingerprint: hostile, publicKey: "ssh-ed25519 A" },
    ],
    sshKeys: [{ hostname: hostile, fingerprint: hostile }],
    apiTokens: [{ label: hostile, scope: "all", createdAt: old }],
    webhooks,
    legacyAwsKeys: true,
  },
  organization: {
    id: "o",
    name: hostile,
    settings: { allowsUncertifiedOrbs: true, allowsUnversionedConfig: true },
    contexts: [
      { id: hostile, name: hostile, restrictions: openToAll, variables: [{ name: `${hostile}_TOKEN`, updatedAt: old }] },
    ],
    contacts: { primary: 0, security: 0 },
    runners: [{ name: hostile, tokens: [{ nickname: hostile, createdAt: old }] }],
  },
  repository: {
    defaultBranch: hostile,
    branchGuards: { allowsForcePushes: true, requiredChecks: [hostile] },
    codeOwners: { ofConfig: [] },
    collaborators: [{ login: hostile, isOutside: true }],
    teams: [{ name: hostile, slug: hostile, permission: "admin" }],
    deployKeys: [{ title: hostile, publicKey: "ssh-ed25519 A", isReadOnly: false }],
    webhooks,
    secretScanning: { isEnabled: false },
  },
  githubOrganization: { login: hostile, settings: { requiresTwoFactor: false }, webhooks },
});

// oxlint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u001f\u202e]/;

it("nearly every rule has something to say of the made-up answers", () => {
  const silent = settingsRules.filter((rule) => reportsOf(rule, madeUp).length === 0).map(({ meta }) => meta.id);
  // One is there for the other setting, the others for what a configuration does, or for known names.
  const elsewhere = [
    "default-oidc-claims",
    "fork-builds-enabled",
    "shadowed-secret",
    "static-cloud-credentials",
    "static-vault-credentials",
  ];
  expect(silent.filter((id) => !elsewhere.includes(id))).toEqual([]);
});

it.each(byId)("%s is not led by what a host makes up", (_, rule) => {
  for (const { message, related = [], replacement = "" } of reportsOf(rule, madeUp)) {
    for (const text of [message, ...related.map(({ label }) => label)]) expect(text).not.toMatch(unprintable);
    for (const line of replacement.split("\n")) expect(line).not.toMatch(unprintable);
  }
});
