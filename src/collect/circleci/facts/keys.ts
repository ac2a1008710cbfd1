/** Keys and tokens of a project: what they may do and how old they are. No private part is ever answered. */
import { gap, known } from "../../../snapshot/fetched.ts";
import type { Fetched } from "../../../snapshot/fetched.ts";
import { plain } from "../../../source/quote.ts";
import type { ApiToken, CheckoutKey, SshKey } from "../../../snapshot/project.ts";
import type { CircleClient } from "../../questions.ts";
import { flagIn, labelIn, publicKeyIn, textIn, timeIn } from "./fields.ts";
import type { Body } from "./fields.ts";
import type { OrganizationIdentity } from "./find-organization.ts";
import type { LegacySettings } from "./project-settings.ts";

/** Standalone projects check their code out with short-lived tokens, and the API answers an empty list for each. */
export async function collectCheckoutKeys(
  client: CircleClient,
  slug: string,
  { vcs }: OrganizationIdentity,
): Promise<Fetched<readonly CheckoutKey[]>> {
  if (vcs === "circleci") return gap("inapplicable", "standalone projects check their code out without keys");
  const query = { digest: "sha256" };
  return client.list({ api: "v2", path: `project/${slug}/checkout-key`, query, parseItem: parseCheckoutKey });
}

export function sshKeysOf(settings: Fetched<LegacySettings>): Fetched<readonly SshKey[]> {
  if (!settings.known) return settings;
  const { sshKeys } = settings.value;
  return sshKeys === undefined ? gap("failed", "the answer of API v1.1 holds no list of SSH keys") : known(sshKeys, settings.at);
}

/** v1.1 answers them, though no document says so. */
export function collectApiTokens(client: CircleClient, slug: string): Promise<Fetched<readonly ApiToken[]>> {
  return client.list({ api: "v1.1", path: `project/${slug}/token`, parseItem: parseApiToken });
}

export function parseCheckoutKey(item: Body): CheckoutKey | undefined {
  const [type, fingerprint, isPreferred] = [textIn(item, "type"), fingerprintIn(item), flagIn(item, "preferred")];
  const kind = type === "deploy-key" ? type : type?.endsWith("user-key") === true ? "user-key" : undefined;
  if (kind === undefined || fingerprint === undefined || isPreferred === undefined) return undefined;
  return { kind, publicKey: publicKeyIn(item, "public_key"), fingerprint, isPreferred, createdAt: timeIn(item, "created_at") };
}

export function parseSshKey(item: Body): SshKey | undefined {
  const [fingerprint, publicKey] = [fingerprintIn(item), publicKeyIn(item, "public_key")];
  // Some write a whole address where a host is wanted.
  const hostname =
    plain(textIn(item, "hostname") ?? "", 200)
      .replace(/^[a-z+]{1,20}:\/\//i, "")
      .split("/")[0]
      ?.split("@")
      .at(-1) ?? "";
  return fingerprint === undefined ? undefined : { hostname, fingerprint, ...(publicKey === "" ? {} : { publicKey }) };
}

/** Of MD5 or SHA-256. */
function fingerprintIn(item: Body): string | undefined {
  const text = textIn(item, "fingerprint");
  return text !== undefined && /^(?:SHA256:|MD5:)?[\w:+/=-]{10,200}$/.test(text) ? text : undefined;
}

/** A scope that is not known could be more than all known ones: the whole answer is a gap then. */
export function parseApiToken(item: Body): ApiToken | undefined {
  const scope = item["scope"];
  if (scope !== "status" && scope !== "view-builds" && scope !== "all") return undefined;
  return { label: labelIn(item, "label"), scope, createdAt: timeIn(item, "time") ?? timeIn(item, "created_at") };
}
