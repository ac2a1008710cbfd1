/** The guides by provider. */
import { awsGuide } from "./aws.ts";
import { azureGuide } from "./azure.ts";
import { gcpGuide } from "./gcp.ts";
import type { Guide } from "./guide.ts";

const guides: readonly Guide[] = [awsGuide, azureGuide, gcpGuide];

/** In the order of their names. */
export const guidedProviders: readonly string[] = guides.map(({ provider }) => provider).sort();

export function guideFor(provider: string): Guide | undefined {
  return guides.find((guide) => guide.provider === provider);
}
