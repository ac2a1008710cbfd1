import type { JobRun } from "../../src/expand/plan.ts";
import type { Location } from "../../src/finding/location.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { defineOpportunity, type Found } from "../../src/rule/opportunity.ts";
import { quote } from "../../src/source/quote.ts";
import { locationOf, type YamlMap } from "../../src/yaml/node.ts";
import { proposeCommand } from "./reuse/command-text.ts";
import { repeatsIn, type Occurrence, type Repeat } from "./reuse/repeats.ts";
import { areTwins } from "./reuse/twins.ts";
import { shapes } from "./reuse/shapes.ts";
import { ownerOf, ownersOf, stepLists } from "./reuse/step-lists.ts";

export const repeatedSteps = defineOpportunity({
  meta: {
    id: "repeated-steps",
    title: "The same steps stand in several jobs",
    summary: "Jobs spell out the same steps, word for word, instead of calling one command.",
    advice: "Write the steps once as a command, and call it in each of the jobs.",
    test: "`circleci config process` writes the same jobs before and after the change.",
    limits: "Steps count as the same when all their keys and texts are; steps that aliases share already are left alone.",
    topic: "reusable",
    data: "config",
    gain: "small",
    effort: "small",
    batch: "safe",
    references: [
      {
        title: "CircleCI: reusable commands",
        url: "https://circleci.com/docs/reference/reusing-config/#authoring-reusable-commands",
      },
    ],
    since: "0.4.0",
  },
  *find({ audits }) {
    for (const audit of audits) {
      if (audit.config.kind !== "config") continue;
      const taken = new Set(audit.config.library.commands.keys());
      for (const lists of stepLists(audit.config)) {
        const repeats = repeatsIn(lists, shapes()).filter(
          ({ occurrences }) =>
            !areTwins(
              occurrences.map(({ list }) => list.job),
              audit,
            ),
        );
        for (const repeat of repeats.slice(0, mostOfFile)) yield tell(repeat, taken, audit);
      }
    }
  },
});

/** The most saving ones; with them written as commands the others are better seen. */
const mostOfFile = 8;

function tell(repeat: Repeat, taken: Set<string>, audit: Audit): Found {
  const known = repeat.occurrences.find((each) => isWholeCommand(each, repeat.length));
  const occurrences = known === undefined ? repeat.occurrences : repeat.occurrences.filter((each) => each !== known);
  const [first, ...others] = occurrences.map((each) => ({
    ...placeOf(each, repeat.length),
    label: `again in ${ownerOf(each.list)}`,
  }));
  return {
    at: first ?? locationOf(audit.config.root),
    runs: runsOf(occurrences, audit),
    evidence: others.slice(0, mostEvidence),
    ...(known === undefined ? asCommand(repeat, taken, audit) : asCall(repeat, known.list.name, occurrences)),
  };
}

type Telling = Pick<Found, "message" | "effect" | "advice" | "gain" | "replacement">;

function asCommand(repeat: Repeat, taken: Set<string>, { config }: Audit): Telling {
  const { occurrences, length, saved } = repeat;
  const { name, yaml } = proposeCommand(repeat, taken);
  taken.add(name);
  const lists = occurrences.map(({ list }) => list);
  const what = length === 1 ? "The same step stands" : `The same ${length} steps stand`;
  const times = occurrences.length > new Set(lists).size ? `, ${occurrences.length} times in all` : "";
  const isOld = config.version !== "2.1";
  return {
    message: `${what} in ${ownersOf(lists)}${times}.`,
    effect: `saves ${saved} lines, and the next change is made in one place instead of ${occurrences.length}`,
    ...(isOld ? { advice: "Move to `version: 2.1`, which has commands; then write the steps once as a command." } : {}),
    gain: saved >= 40 ? "medium" : "small",
    ...(yaml === undefined ? {} : { replacement: yaml }),
  };
}

/** The command is there, and somebody spelled it out again. */
function asCall({ length, saved }: Repeat, name: string, occurrences: readonly Occurrence[]): Telling {
  const what = length === 1 ? "The step" : `The ${length} steps`;
  return {
    message: `${what} of the command ${quote(name)} ${length === 1 ? "is" : "are"} spelled out again in ${ownersOf(occurrences.map(({ list }) => list))}.`,
    // Neither the command nor its frame has to be written.
    effect: `saves ${saved + 3} lines, and the next change is made in the command alone`,
    advice: `Call the command ${quote(name)} there.`,
  };
}

function isWholeCommand({ list, start }: Occurrence, length: number): boolean {
  return list.kind === "command" && start === 0 && list.steps.items.length === length;
}

const mostEvidence = 20;

/** From the first of the steps to the last. */
function placeOf({ list, start }: Occurrence, length: number): Location {
  const items = list.steps.items.slice(start, start + length).filter(({ via }) => via.length === 0);
  const [first] = items;
  const last = items.at(-1);
  if (first === undefined || last === undefined || first.value.file !== last.value.file) return locationOf(list.steps);
  const at = locationOf(first.value);
  const end = Math.max(last.value.span.end, at.span.end);
  return { ...at, span: { start: at.span.start, end } };
}

function runsOf(occurrences: readonly Occurrence[], { plan }: Audit): readonly JobRun[] {
  const jobs = new Set<YamlMap | undefined>(occurrences.map(({ list }) => list.job).filter((job) => job !== undefined));
  return plan.runs.filter(({ definition, workflow }) => workflow !== undefined && jobs.has(definition));
}
