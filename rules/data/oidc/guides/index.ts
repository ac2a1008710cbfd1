/** The guides by provider. */
import type { Guide } from "./guide.ts";

const guides: readonly Guide[] = [];

/** In the order of their names. */
export const guidedProviders: readonly string[] = guides.map(({ provider }) => provider).sort();

export function guideFor(provider: string): Guide | undefined {
  return guides.find((guide) => guide.provider === provider);
}
