/** The end of the review: every recommendation as a task, how to test, what to compare, what worked, and all links. */
import { changesOf } from "../changes/changes.ts";
import type { Change } from "../changes/change.ts";
import { paragraph, section } from "../document/build.ts";
import type { Block, Section } from "../document/document.ts";
import type { ReviewFacts } from "../review-input.ts";
import type { Batch } from "../../rule/opportunity.ts";
import { compareSection } from "./finalise/compare-after.ts";
import { linksSection } from "./finalise/links.ts";
import { taskOf } from "./finalise/tasks.ts";

const batches: readonly { readonly batch: Batch; readonly title: string; readonly about: string }[] = [
  {
    batch: "safe",
    title: "Safe now",
    about:
      "Nothing that runs changes but for the better. Test them together: `circleci config validate`, then one pipeline on a branch.",
  },
  {
    batch: "test",
    title: "Needs a test",
    about:
      "Change one kind at a time on a branch, run the pipeline, and see that jobs still do what they did; then lint again: the findings are gone.",
  },
  {
    batch: "owner",
    title: "Needs an owner",
    about:
      "Somebody has to decide, or to act outside the configuration: at CircleCI, at a provider, in another team. Give each a name and a day.",
  },
];

export function finaliseSection(facts: ReviewFacts): Section {
  const changes = changesOf(facts);
  const tasks = batches.flatMap(({ batch, title, about }) => batchSection(changes, batch, title, about));
  return section("finalise", "Finalise", [
    ...(tasks.length === 0 ? [paragraph("There is nothing to do.")] : tasks),
    ...compareSection(facts),
    {
      kind: "box",
      id: "finalise/what-worked",
      question: "What worked, what did not, and what did the measures say afterwards?",
      hint: "Fill this in when the tasks are done; the next review keeps it.",
    },
    ...linksSection(facts),
  ]);
}

function batchSection(changes: readonly Change[], batch: Batch, title: string, about: string): readonly Section[] {
  const own = changes.filter((change) => change.batch === batch);
  const tasks = own.flatMap(({ parts }) => parts.map(taskOf));
  if (tasks.length === 0) return [];
  const blocks: readonly Block[] = [paragraph(about), { kind: "tasks", items: tasks }];
  return [section(`finalise-${batch}`, title, blocks)];
}
