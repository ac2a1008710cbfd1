/**
 * Settings of a project. v2 has all but one; whether unversioned configurations are allowed stands in an answer of v1.1 that is asked for
 * its SSH keys anyway, and in v3, which is asked only when v1.1 does not tell.
 */
import { mapFetched } from "../../../snapshot/fetched.ts";
import type { Fetched } from "../../../snapshot/fetched.ts";
import type { ProjectIdentity } from "../../../snapshot/blank.ts";
import type { ProjectSettings, SshKey } from "../../../snapshot/project.ts";
import { isRecord, recordIn } from "../../json.ts";
import type { CircleClient } from "../../questions.ts";
import { attributesOf, flagIn, listIn } from "./fields.ts";
import type { Body } from "./fields.ts";
import type { OrganizationIdentity } from "./find-organization.ts";
import { parseSshKey } from "./keys.ts";

/** What v1.1 knows of a project and v2 does not. */
export interface LegacySettings {
  readonly sshKeys?: readonly SshKey[] | undefined;
  readonly allowsUnversionedConfig?: boolean | undefined;
}

const names: Readonly<Record<Exclude<keyof ProjectSettings, "allowsUnversionedConfig">, string>> = {
  autocancelBuilds: "autocancel_builds",
  buildForkPrs: "build_fork_prs",
  buildPrsOnly: "build_prs_only",
  disableSsh: "disable_ssh",
  forksReceiveSecretEnvVars: "forks_receive_secret_env_vars",
  oss: "oss",
  setGithubStatus: "set_github_status",
  setupWorkflows: "setup_workflows",
  writeSettingsRequiresAdmin: "write_settings_requires_admin",
};

/** `legacy` may still be under way. */
export async function collectProjectSettings(
  client: CircleClient,
  { slug, id }: ProjectIdentity,
  { vcs }: OrganizationIdentity,
  legacy: Promise<Fetched<LegacySettings>>,
): Promise<Fetched<ProjectSettings>> {
  const [settings, older] = await Promise.all([
    client.ask({ api: "v2", path: `project/${slug}/settings`, parse: parseProjectSettings }),
    legacy,
  ]);
  if (!settings.known) return settings;
  const allowsUnversionedConfig = await unversionedConfig(client, id, older);
  return mapFetched(settings, (value) => ({
    ...(vcs === "circleci" ? withoutForks(value) : value),
    ...(allowsUnversionedConfig === undefined ? {} : { allowsUnversionedConfig }),
  }));
}

/** A refusal by v1.1 is one by v3 too. */
async function unversionedConfig(
  client: CircleClient,
  id: string,
  legacy: Fetched<LegacySettings>,
): Promise<boolean | undefined> {
  if (legacy.known && legacy.value.allowsUnversionedConfig !== undefined) return legacy.value.allowsUnversionedConfig;
  const isElsewhere = legacy.known || legacy.reason === "not-found" || legacy.reason === "unavailable";
  if (!isElsewhere) return undefined;
  const answer = await client.ask({ api: "v3", path: `projects/${id}/settings`, parse: parseUnversionedV3 });
  return answer.known ? answer.value : undefined;
}

/** Forks trigger no pipelines of standalone organisations, whatever the API says of these two. */
function withoutForks(settings: ProjectSettings): ProjectSettings {
  return { ...settings, buildForkPrs: undefined, forksReceiveSecretEnvVars: undefined };
}

export function collectLegacySettings(client: CircleClient, slug: string): Promise<Fetched<LegacySettings>> {
  const query = { "ssh-key-digest": "sha256" };
  return client.ask({ api: "v1.1", path: `project/${slug}/settings`, query, parse: parseLegacySettings });
}

/** Undefined when it holds none of them: then it is another answer. */
export function parseProjectSettings(body: unknown): ProjectSettings | undefined {
  const advanced = isRecord(body) ? recordIn(body, "advanced") : undefined;
  const found = Object.entries(names)
    .map(([setting, name]) => [setting, flagIn(advanced, name)] as const)
    .filter(([, value]) => value !== undefined);
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

export function parseUnversionedV3(body: unknown): boolean | undefined {
  return flagIn(attributesOf(body), "enable_unversioned_config");
}

/** Both are left out when they are not there: an answer without keys is no list without any. */
export function parseLegacySettings(body: unknown): LegacySettings | undefined {
  if (!isRecord(body)) return undefined;
  const sshKeys = Array.isArray(body["ssh_keys"]) ? listIn(body, "ssh_keys", parseSshKey) : undefined;
  const flags: Body | undefined = recordIn(body, "feature_flags");
  const allowsUnversionedConfig = flagIn(flags, "api_trigger_with_config");
  if (sshKeys === undefined && flags === undefined) return undefined;
  return {
    ...(sshKeys === undefined ? {} : { sshKeys }),
    ...(allowsUnversionedConfig === undefined ? {} : { allowsUnversionedConfig }),
  };
}
