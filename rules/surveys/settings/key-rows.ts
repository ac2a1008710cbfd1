/** Keys, tokens, webhooks and secrets that a project keeps. */
import { valueOf } from "../../../src/snapshot/fetched.ts";
import type { CheckoutKey, Project, Webhook } from "../../../src/snapshot/project.ts";
import { quote } from "../../../src/source/quote.ts";
import type { SheetSubject } from "../../../src/snapshot/sheet.ts";
import { namesInWords, secretNamesIn } from "../../data/context-secrets.ts";
import { ageRow } from "./age.ts";
import { projectPage } from "./pages.ts";
import { gapped, inapplicable, told, unknown, whenKnown } from "./row.ts";
import type { Given, Reading, Row } from "./row.ts";
import { listed } from "../../../src/source/in-words.ts";

const variables = projectPage("Environment Variables", "environment-variables");
const sshKeys = projectPage("SSH Keys", "ssh");
const tokens = projectPage("API Permissions", "api");

export const keyRows: readonly Row<Project>[] = [
  {
    id: "checkout-key",
    setting: "Key that checks the code out",
    wanted: "a deploy key of this repository",
    why: "With a person's key every job can read and change all repositories of that person.",
    page: sshKeys,
    ruleIds: ["user-checkout-key"],
    read: (project) => whenKnown(project.checkoutKeys, (keys) => told(project, ["checkoutKeys"], checkoutKey(keys))),
  },
  {
    id: "deploy-key-rights",
    setting: "What CircleCI's deploy key may do",
    wanted: "read",
    why: "Whoever gets commands into a job pushes to the repository with its key.",
    page: sshKeys,
    ruleIds: ["writable-deploy-key"],
    read: deployKeyRights,
  },
  {
    id: "ssh-keys",
    setting: "Additional SSH keys",
    wanted: "none that the settings file does not expect",
    why: "Whoever can change a job on a branch logs in with such a key wherever it opens.",
    page: sshKeys,
    ruleIds: ["extra-ssh-key"],
    read: (project) =>
      whenKnown(project.sshKeys, (keys) => {
        const hosts = keys.map(({ hostname }) => (hostname === "" ? "every host" : quote(hostname)));
        return told(project, ["sshKeys"], keys.length === 0 ? "none" : `${String(keys.length)}, for ${listed(hosts)}`);
      }),
  },
  {
    id: "api-tokens",
    setting: "API tokens of the project",
    wanted: "none",
    why: "A token without a person and an expiry goes on working wherever it has got to.",
    page: tokens,
    ruleIds: ["project-api-token"],
    read: (project) =>
      whenKnown(project.apiTokens, (all) => {
        const names = all.map(({ label, scope }) => `${quote(label)} (${scope})`);
        return told(project, ["apiTokens"], all.length === 0 ? "none" : listed(names));
      }),
  },
  {
    id: "legacy-aws-keys",
    setting: "AWS keys of the old AWS permissions page",
    wanted: "none",
    why: "Every job gets this long-lived key pair, which no list of variables shows.",
    page: projectPage("AWS Permissions", "aws"),
    ruleIds: ["legacy-aws-keys"],
    read: (project) => whenKnown(project.legacyAwsKeys, (isSet) => told(project, ["legacyAwsKeys"], isSet ? "set" : "none")),
  },
  ageRow({
    ...{ id: "variable-age", setting: "Age of the project's secrets", page: variables, part: "variables" },
    lists: ({ variables: all }) => [all],
  }),
  ageRow({
    ...{ id: "checkout-key-age", setting: "Age of the checkout keys", page: sshKeys, part: "checkoutKeys" },
    lists: ({ checkoutKeys: all }) => [all],
  }),
  ageRow({
    ...{ id: "api-token-age", setting: "Age of the API tokens", page: tokens, part: "apiTokens" },
    lists: ({ apiTokens: all }) => [all],
  }),
  {
    id: "shadowed-secrets",
    setting: "Secrets that are kept twice",
    wanted: "none",
    why: "Whoever rotates one of the two leaves the other valid.",
    page: variables,
    ruleIds: ["shadowed-secret"],
    read: shadowed,
  },
  {
    id: "webhooks",
    setting: "Webhooks go over TLS and are signed",
    wanted: "all of them",
    why: "Whoever is on the way reads them, and anybody can send their receivers forged ones.",
    page: projectPage("Webhooks", "webhooks"),
    ruleIds: ["insecure-webhook"],
    read: (project, given) => whenKnown(project.webhooks, (all) => webhooks(project, all, given)),
  },
];

function checkoutKey(keys: readonly CheckoutKey[]): string {
  const used = keys.find(({ isPreferred }) => isPreferred);
  if (used === undefined) return "none is chosen";
  return used.kind === "user-key" ? "the key of a person" : "a deploy key";
}

/** Only the code host tells what a key may do. */
function deployKeyRights(project: Project, { audit, found }: Given): Reading {
  const { repository } = audit;
  const at = ["checkoutKeys"];
  if (found("writable-deploy-key", project).length > 0) return told(project, at, "write");
  if (!project.checkoutKeys.known) return gapped(project.checkoutKeys);
  if (project.checkoutKeys.value.every(({ kind }) => kind !== "deploy-key")) return inapplicable("the project has no deploy key");
  if (repository === undefined) return unknown(onlyGithub);
  return whenKnown(repository.deployKeys, () => told(project, at, "read"));
}

export const onlyGithub =
  "only GitHub tells, which was not asked or does not know the repository: give `collect` a `GITHUB_TOKEN`";

function shadowed(project: Project, { audit, found }: Given): Reading {
  const places = found("shadowed-secret", project);
  const names = new Set(places.map(({ at: { path } }) => String(path[1] ?? path[0])));
  if (names.size > 0) return told(project, ["variables"], namesInWords([...names]));
  const secrets = secretNamesIn(project.variables, audit.policy);
  const contexts = audit.organization?.contexts;
  if (secrets === undefined) return project.variables.known ? inapplicable("there are none") : gapped(project.variables);
  if (secrets.length === 0) return inapplicable("the project keeps no secrets");
  if (contexts?.known === false) return gapped(contexts);
  const hidden = valueOf(contexts)?.find(({ variables: own }) => !own.known)?.variables;
  return hidden?.known === false ? gapped(hidden) : told(project, ["variables"], "none");
}

/** Of whatever has webhooks. */
export function webhooks(subject: SheetSubject, all: readonly Webhook[], { found }: Given): Reading {
  const faults = found("insecure-webhook", subject).length;
  if (all.length === 0) return told(subject, ["webhooks"], "there are none");
  const [some, every] = [String(faults), String(all.length)];
  return told(
    subject,
    ["webhooks"],
    faults === 0 ? `${every} of ${every}` : `${some} of ${every} ${faults === 1 ? "does" : "do"} not`,
  );
}
