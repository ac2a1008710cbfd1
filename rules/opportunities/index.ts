/** Every opportunity, by id. Written by `npm run docs`; do not edit. */
import type { Opportunity } from "../../src/rule/opportunity.ts";
import { deprecatedFeature } from "./deprecated-feature.ts";
import { dynamicConfigCandidate } from "./dynamic-config-candidate.ts";
import { fanOutWithoutFanIn } from "./fan-out-without-fan-in.ts";
import { lateShortJob } from "./late-short-job.ts";
import { longRetention } from "./long-retention.ts";
import { noAutoCancel } from "./no-auto-cancel.ts";
import { noLayerCaching } from "./no-layer-caching.ts";
import { noSchedule } from "./no-schedule.ts";
import { orbCandidate } from "./orb-candidate.ts";
import { oversizedClass } from "./oversized-class.ts";
import { runnerCandidate } from "./runner-candidate.ts";
import { serialChain } from "./serial-chain.ts";
import { undersizedClass } from "./undersized-class.ts";
import { unusedArtifact } from "./unused-artifact.ts";
import { unusedWorkspace } from "./unused-workspace.ts";

export const opportunities: readonly Opportunity[] = [
  deprecatedFeature,
  dynamicConfigCandidate,
  fanOutWithoutFanIn,
  lateShortJob,
  longRetention,
  noAutoCancel,
  noLayerCaching,
  noSchedule,
  orbCandidate,
  oversizedClass,
  runnerCandidate,
  serialChain,
  undersizedClass,
  unusedArtifact,
  unusedWorkspace,
];
