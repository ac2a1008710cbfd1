/** Every opportunity, by id. Written by `npm run docs`; do not edit. */
import type { Opportunity } from "../../src/rule/opportunity.ts";
import { noLayerCaching } from "./no-layer-caching.ts";

export const opportunities: readonly Opportunity[] = [
  noLayerCaching,
];
