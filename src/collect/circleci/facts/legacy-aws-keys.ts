/** Whether the old AWS key pair of a project is set: only a private answer tells, which also holds the pair. */
import type { Fetched } from "../../../snapshot/fetched.ts";
import { isRecord } from "../../json.ts";
import type { CircleClient } from "../../questions.ts";

export function collectLegacyAwsKeys(client: CircleClient, project: string): Promise<Fetched<boolean>> {
  return client.ask({ api: "private", path: `project/${project}`, parse: parseLegacyAwsKeys });
}

/** The field is left out when there is no pair. Other parts of the same answer show that it is that of a project. */
export function parseLegacyAwsKeys(body: unknown): boolean | undefined {
  if (!isRecord(body) || !("project_env_vars" in body || "checkout_keys" in body || "ssh_keys" in body)) return undefined;
  const pair = body["legacy_aws_keys"] ?? undefined;
  if (pair === undefined) return false;
  if (!isRecord(pair)) return undefined;
  const parts = [pair["access_key_id"] ?? "", pair["secret_access_key"] ?? ""];
  // Neither a key nor none: who can tell what it means.
  if (parts.some((part) => typeof part !== "string")) return undefined;
  return parts.some((part) => part !== "");
}
