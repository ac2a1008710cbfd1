/** Every opportunity, by id. Written by `npm run docs`; do not edit. */
import type { Opportunity } from "../../src/rule/opportunity.ts";
import { dependencyInstallWithoutCache } from "./dependency-install-without-cache.ts";
import { deprecatedFeature } from "./deprecated-feature.ts";
import { dynamicConfigCandidate } from "./dynamic-config-candidate.ts";
import { fanOutWithoutFanIn } from "./fan-out-without-fan-in.ts";
import { lateShortJob } from "./late-short-job.ts";
import { longRetention } from "./long-retention.ts";
import { missingFallbackKey } from "./missing-fallback-key.ts";
import { missingTestResults } from "./missing-test-results.ts";
import { mixedPurposeJob } from "./mixed-purpose-job.ts";
import { noAutoCancel } from "./no-auto-cancel.ts";
import { noLayerCaching } from "./no-layer-caching.ts";
import { noSchedule } from "./no-schedule.ts";
import { orbCandidate } from "./orb-candidate.ts";
import { oversizedClass } from "./oversized-class.ts";
import { repeatedExecutor } from "./repeated-executor.ts";
import { repeatedSteps } from "./repeated-steps.ts";
import { runnerCandidate } from "./runner-candidate.ts";
import { serialChain } from "./serial-chain.ts";
import { staticCacheKey } from "./static-cache-key.ts";
import { undersizedClass } from "./undersized-class.ts";
import { unparameterisedTwinJobs } from "./unparameterised-twin-jobs.ts";
import { unsplitTests } from "./unsplit-tests.ts";
import { unusedArtifact } from "./unused-artifact.ts";
import { unusedWorkspace } from "./unused-workspace.ts";
import { volatileCacheKey } from "./volatile-cache-key.ts";

export const opportunities: readonly Opportunity[] = [
  dependencyInstallWithoutCache,
  deprecatedFeature,
  dynamicConfigCandidate,
  fanOutWithoutFanIn,
  lateShortJob,
  longRetention,
  missingFallbackKey,
  missingTestResults,
  mixedPurposeJob,
  noAutoCancel,
  noLayerCaching,
  noSchedule,
  orbCandidate,
  oversizedClass,
  repeatedExecutor,
  repeatedSteps,
  runnerCandidate,
  serialChain,
  staticCacheKey,
  undersizedClass,
  unparameterisedTwinJobs,
  unsplitTests,
  unusedArtifact,
  unusedWorkspace,
  volatileCacheKey,
];
