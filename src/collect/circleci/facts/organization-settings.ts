/** Settings of an organisation: v3 tells them in the cloud; v1.1, which is not documented, in two shapes on servers and where v3 does not. */
import type { Fetched } from "../../../snapshot/fetched.ts";
import type { OrganizationSettings } from "../../../snapshot/organization.ts";
import { isRecord, recordIn } from "../../json.ts";
import type { CircleClient } from "../../questions.ts";
import { attributesOf, flagIn } from "./fields.ts";
import type { Body } from "./fields.ts";
import type { OrganizationIdentity } from "./find-organization.ts";
import { isWorthAnother } from "./gaps.ts";

type SettingName = keyof OrganizationSettings;

const namesInV3: Readonly<Record<SettingName, string>> = {
  allowsUncertifiedOrbs: "enable_uncertified_public_orbs",
  allowsCertifiedOrbs: "enable_certified_public_orbs",
  allowsPrivateOrbs: "enable_private_orbs",
  allowsUnversionedConfig: "enable_unversioned_config",
  disablesUserCheckoutKeys: "is_user_checkout_keys_disabled",
  requiresContextGroups: "is_context_group_restriction_required",
  allowsAiAgents: "enable_ai_agents",
};

const namesInV1: Readonly<Record<SettingName, string>> = {
  allowsUncertifiedOrbs: "allow_uncertified_public_orbs",
  allowsCertifiedOrbs: "allow_certified_public_orbs",
  allowsPrivateOrbs: "allow_private_orbs",
  allowsUnversionedConfig: "allow_api_trigger_with_config",
  disablesUserCheckoutKeys: "disable_user_checkout_keys",
  requiresContextGroups: "require_context_group_restriction",
  allowsAiAgents: "allow_ai_agents",
};

export async function collectOrganizationSettings(
  client: CircleClient,
  { id, name, vcs }: OrganizationIdentity,
): Promise<Fetched<OrganizationSettings>> {
  const newest = await client.ask({ api: "v3", path: `orgs/${id}/settings`, parse: parseSettingsV3 });
  if (newest.known || !isWorthAnother(newest)) return newest;
  const owner = encodeURIComponent(vcs === "circleci" ? id : name);
  return client.ask({ api: "v1.1", path: `organization/${vcs}/${owner}/settings`, parse: parseSettingsV1 });
}

export function parseSettingsV3(body: unknown): OrganizationSettings | undefined {
  return settingsIn(attributesOf(body), namesInV3);
}

/** Nested in OAuth organisations; flat, with keys that may end in `?`, beside lists of users in standalone ones. */
export function parseSettingsV1(body: unknown): OrganizationSettings | undefined {
  if (!isRecord(body)) return undefined;
  const flags = Object.entries(recordIn(body, "feature_flags") ?? body);
  return settingsIn(Object.fromEntries(flags.map(([key, value]) => [key.replace(/\?$/, ""), value])), namesInV1);
}

/** Undefined when it holds none of them: then it is another answer. */
function settingsIn(record: Body | undefined, names: Readonly<Record<SettingName, string>>): OrganizationSettings | undefined {
  const found = Object.entries(names)
    .map(([setting, name]) => [setting, flagIn(record, name)] as const)
    .filter(([, value]) => value !== undefined);
  return found.length === 0 ? undefined : Object.fromEntries(found);
}
