/** Names of lanes, scripts, targets and orb elements that say publishing or deploying. */
import { wordsOf } from "../name-words.ts";
import type { Effect } from "./publisher.ts";

/** What such a name is about when it is not about doing it: `publish-test-results`, `verify-deploy`, `deploy-preview`. */
const otherwise = new Set(
  [
    "TEST TESTS TESTING CHECK CHECKS VERIFY VALIDATE LINT PREPARE PLAN PREVIEW DRY DRYRUN LOCAL LOCALLY NOTIFY NOTIFICATION NOTES",
    "WAIT STATUS REPORT REPORTS RESULT RESULTS COVERAGE COV COVERALLS CODECOV INSTALL SETUP INIT CONFIG CONFIGURE GENERATE TEMPLATE",
    "CHANGELOG MARKDOWN MESSAGE SLACK RECORD TRACK LOG LOGS GET LIST FETCH SHOW PRINT FAILED FAILURE CLEAN CLEANUP WAITING CAN SHOULD",
    "SCREENSHOTS SCREENSHOT CACHE BUMP SIMULATE SMOKE MOCK EXAMPLE HALT SKIP IF MARKER PR",
  ].flatMap((line) => line.split(" ")),
);

/** The first of the verbs that the name says and means. */
function verbIn(name: string, verbs: readonly string[]): string | undefined {
  const words = wordsOf(name.replace(/[:/ ]/gu, "-"));
  // A release is also what a build makes: `build-release`.
  const builds = words.includes("BUILD") || words.includes("PACK");
  const verb = words.find((word) => verbs.includes(word) && !(builds && word === "RELEASE"));
  return verb === undefined || words.some((word) => otherwise.has(word)) ? undefined : verb;
}

function effectOf(verb: string): Effect {
  if (verb === "PUSH") return { kind: "image", does: "pushes an image or a package" };
  return verb.startsWith("DEPLOY") ? { kind: "deployment", does: "deploys" } : { kind: "release", does: "publishes" };
}

const releaseVerbs = ["DEPLOY", "PUBLISH", "RELEASE", "PROMOTE", "DEPLOYMENT"];

/** What a command or job of an orb does that is not in the catalogue. `upload` alone says nothing: coverage is uploaded too. */
export function orbElementEffect(name: string): Effect | undefined {
  const verb = verbIn(name, ["PUSH", ...releaseVerbs]);
  return verb === undefined ? undefined : effectOf(verb);
}

/** `make deploy`, `npm run publish:docs`, `./scripts/deploy-to-prod.sh`. A `release` is built as often as it is published. */
export function scriptEffect(name: string): Effect | undefined {
  const verb = verbIn(name.replace(/\.[a-z0-9]{1,4}$/iu, ""), ["DEPLOY", "PUBLISH"]);
  return verb === undefined ? undefined : effectOf(verb);
}

/** `deploy-production`, `release`: the name of a job that is there to bring something out. */
export function isReleaseName(name: string): boolean {
  return verbIn(name, releaseVerbs) !== undefined;
}

const checks = new Set(
  [
    "TEST TESTS TESTING UNIT INTEGRATION E2E ACCEPTANCE SMOKE SPEC LINT CHECK CHECKS BUILD COMPILE SCAN VALIDATE VERIFY COVERAGE",
    "AUDIT FORMAT TYPECHECK ANALYSIS ANALYZE SONAR SONARCLOUD SNYK PREPARE INSTALL SETUP PLAN DIFF PREVIEW NOTIFY CODESPELL",
  ].flatMap((line) => line.split(" ")),
);

/** `unit-test`, `build`, `notify-slack`: the name of a job that every push may run. `build-and-push` does more. */
export function isCheckName(name: string): boolean {
  return orbElementEffect(name) === undefined && wordsOf(name.replace(/[:/ ]/gu, "-")).some((word) => checks.has(word));
}

const laneVerbs = [
  ...["DEPLOY", "RELEASE", "BETA", "ALPHA", "PUBLISH", "DISTRIBUTE", "UPLOAD", "SUBMIT", "PROMOTE"],
  ...["SUPPLY", "DELIVER", "PILOT", "TESTFLIGHT", "INTERNAL", "EXTERNAL", "PRODUCTION", "STORE"],
];

/** `fastlane ios beta`, `fastlane supply`; the lane follows an optional platform and comes before its `key:value` options. */
export function lanePublishes(rest: readonly string[]): boolean {
  const lane = rest[0] === "run" || ["ios", "android", "mac"].includes(rest[0] ?? "") ? rest[1] : rest[0];
  return lane !== undefined && verbIn(lane, laneVerbs) !== undefined;
}
