/** Every opportunity, by id. Written by `npm run docs`; do not edit. */
import type { Opportunity } from "../../src/rule/opportunity.ts";
import { noAutoCancel } from "./no-auto-cancel.ts";
import { noLayerCaching } from "./no-layer-caching.ts";
import { unusedArtifact } from "./unused-artifact.ts";
import { unusedWorkspace } from "./unused-workspace.ts";

export const opportunities: readonly Opportunity[] = [
  noAutoCancel,
  noLayerCaching,
  unusedArtifact,
  unusedWorkspace,
];
