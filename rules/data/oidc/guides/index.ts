/** The guides by provider. */
import { awsGuide } from "./aws.ts";
import { azureGuide } from "./azure.ts";
import { gcpGuide } from "./gcp.ts";
import type { Guide } from "./guide.ts";
import { cloudsmithGuide } from "./cloudsmith.ts";
import { databricksGuide } from "./databricks.ts";
import { dopplerGuide } from "./doppler.ts";
import { infisicalGuide } from "./infisical.ts";
import { jfrogGuide } from "./jfrog.ts";
import { npmGuide } from "./npm.ts";
import { pulumiGuide } from "./pulumi.ts";
import { pypiGuide } from "./pypi.ts";
import { snowflakeGuide } from "./snowflake.ts";
import { vaultGuide } from "./vault.ts";

const guides: readonly Guide[] = [
  awsGuide,
  azureGuide,
  gcpGuide,
  cloudsmithGuide,
  databricksGuide,
  dopplerGuide,
  infisicalGuide,
  jfrogGuide,
  npmGuide,
  pulumiGuide,
  pypiGuide,
  snowflakeGuide,
  vaultGuide,
];

/** In the order of their names. */
export const guidedProviders: readonly string[] = guides.map(({ provider }) => provider).sort();

export function guideFor(provider: string): Guide | undefined {
  return guides.find((guide) => guide.provider === provider);
}
