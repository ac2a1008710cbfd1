import { defineOpportunity } from "../../src/rule/opportunity.ts";
import type { RelatedLocation } from "../../src/finding/location.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { ageingScansOf, type AgeingScan } from "./flow/ageing-scans.ts";
import { expectsSchedule, hasSchedule } from "./flow/schedules.ts";
import { capitalised, jobsInWords, namesInWords } from "./wording.ts";

export const noSchedule = defineOpportunity({
  meta: {
    id: "no-schedule",
    title: "Scans run only when somebody pushes",
    summary: "Dependencies and images are scanned for known holes on pushes alone, although new holes become known without one.",
    advice:
      "Add a schedule trigger for the default branch, weekly or nightly, that runs the scans and tells a channel when they fail.",
    test: "Trigger the schedule's workflow once by hand: the scans run, the deployments do not, and a failure reaches somebody.",
    limits:
      "Without a snapshot, a schedule trigger in the project's settings that runs the same workflows is not seen, nor are bots that watch dependencies from outside.",
    topic: "settings",
    data: "both",
    gain: "medium",
    effort: "small",
    batch: "test",
    references: [
      { title: "CircleCI: schedule triggers", url: "https://circleci.com/docs/guides/orchestrate/schedule-triggers/" },
    ],
    since: "0.4.0",
  },
  *find({ audits, facts }) {
    const configs = audits.filter(({ config }) => config.kind === "config");
    const known = hasSchedule(facts);
    if (known === true || configs.some(expectsSchedule)) return;
    const scans = configs
      .flatMap((audit) => [...ageingScansOf(audit)])
      .filter(({ run }) => run.reach.anyBranch !== false || run.reach.defaultBranch !== false);
    const [first] = scans;
    if (first === undefined) return;
    const runs = [...new Set(scans.map(({ run }) => run))];
    const project = facts?.project;
    const evidence: readonly RelatedLocation[] = [
      ...placesOf(scans).slice(1),
      ...(known === false && project !== undefined
        ? [{ ...sheetOf(project).at("schedules"), label: "the project has no schedule" }]
        : []),
    ];
    const sure = known === false ? "and the project has no schedule" : "and nothing in the configuration is for a schedule";
    const isOne = new Set(runs.map(({ name }) => name)).size === 1;
    yield {
      at: first.at,
      runs,
      message: `${capitalised(jobsInWords(runs.map(({ name }) => name)))} ${isOne ? "runs" : "run"} ${namesInWords(scans.map(({ what }) => what))} on pushes, ${sure}.`,
      effect: "finds a newly known hole within a day or a week, and not with the next push",
      ...(evidence.length === 0 ? {} : { evidence }),
    };
  },
});

/** Each place once; a script is reached by many runs. */
function placesOf(scans: readonly AgeingScan[]): readonly RelatedLocation[] {
  const places = new Map(
    scans.map(({ at, what }) => [`${at.file.path} ${String(at.span.start)}`, { ...at, label: `\`${what}\` runs here` }]),
  );
  return [...places.values()].slice(0, 20);
}
