/** What GitHub says of a repository wherever it names one: on its own and in the list of its owner. */
import type { RepositoryIdentity } from "../../snapshot/blank.ts";
import type { SecretScanning } from "../../snapshot/repository.ts";
import { isRecord, recordIn, stringIn } from "../json.ts";
import type { Json } from "../questions.ts";

export interface FoundRepository {
  readonly owner: string;
  readonly name: string;
  readonly isOwnedByUser: boolean;
  /** Whoever owns the token is an administrator of the repository; the token may be allowed less. */
  readonly isAdministered: boolean;
  readonly identity: RepositoryIdentity;
  /** As far as the token's owner is told. */
  readonly secretScanning: Pick<SecretScanning, "isEnabled" | "hasPushProtection">;
}

/** `site`: how the address begins. */
export function parseRepository(body: unknown, site: string): FoundRepository | undefined {
  if (!isRecord(body)) return undefined;
  const owner = recordIn(body, "owner");
  const login = owner === undefined ? undefined : stringIn(owner, "login");
  const name = stringIn(body, "name");
  const defaultBranch = stringIn(body, "default_branch");
  const visibility = visibilityOf(body);
  if (owner === undefined || !isName(login) || !isName(name) || defaultBranch === undefined || visibility === undefined) {
    return undefined;
  }
  return {
    owner: login,
    name,
    isOwnedByUser: stringIn(owner, "type") === "User",
    isAdministered: recordIn(body, "permissions")?.["admin"] === true,
    identity: {
      address: `${site}/${login}/${name}`,
      visibility,
      isFork: body["fork"] === true,
      ...(typeof body["allow_forking"] === "boolean" ? { allowsForking: body["allow_forking"] } : {}),
      isArchived: body["archived"] === true,
      defaultBranch,
    },
    secretScanning: parseSecretScanning(body),
  };
}

/** What may stand in an address. */
export function isName(text: string | undefined): text is string {
  return text !== undefined && /^[\w.-]{1,100}$/.test(text) && !/^\.{1,2}$/.test(text);
}

function visibilityOf(body: Json): RepositoryIdentity["visibility"] | undefined {
  const visibility = body["visibility"];
  if (visibility === "public" || visibility === "private" || visibility === "internal") return visibility;
  // Old installations of Enterprise Server know only these two.
  return typeof body["private"] === "boolean" ? (body["private"] ? "private" : "public") : undefined;
}

function parseSecretScanning(body: Json): FoundRepository["secretScanning"] {
  const analysis = recordIn(body, "security_and_analysis");
  const statusOf = (key: string): boolean | undefined => {
    const status = analysis === undefined ? undefined : recordIn(analysis, key)?.["status"];
    return status === "enabled" ? true : status === "disabled" ? false : undefined;
  };
  const [isEnabled, hasPushProtection] = [statusOf("secret_scanning"), statusOf("secret_scanning_push_protection")];
  return {
    ...(isEnabled === undefined ? {} : { isEnabled }),
    ...(hasPushProtection === undefined ? {} : { hasPushProtection }),
  };
}
