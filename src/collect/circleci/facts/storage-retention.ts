/** For how long an organisation keeps artifacts, workspaces and caches: only a private answer tells. */
import type { Fetched } from "../../../snapshot/fetched.ts";
import type { StorageRetention } from "../../../snapshot/organization.ts";
import { isRecord, recordIn } from "../../json.ts";
import type { CircleClient } from "../../questions.ts";

export function collectStorageRetention(client: CircleClient, organization: string): Promise<Fetched<StorageRetention>> {
  return client.ask({ api: "ciam", path: `orgs/${organization}/storage-retention-controls`, parse: parseStorageRetention });
}

export function parseStorageRetention(body: unknown): StorageRetention | undefined {
  const controls = isRecord(body) ? recordIn(body, "storage_retention_controls") : undefined;
  if (controls === undefined) return undefined;
  const days = {
    artifactDays: controls["retention_days_artifact"],
    workspaceDays: controls["retention_days_workspace"],
    cacheDays: controls["retention_days_cache"],
  };
  const told = Object.entries(days).filter(([, value]) => typeof value === "number" && Number.isInteger(value) && value >= 0);
  return told.length === 0 ? undefined : Object.fromEntries(told);
}
