/** The documentation of opportunities in Markdown, from their metadata and example fixtures, so that it cannot drift from them. */
import type { OpportunityMeta, Topic } from "../rule/opportunity.ts";
import { exampleOf } from "./reference.ts";
import type { RuleExamples } from "./reference.ts";

/** One section an opportunity, under its id so that it can be linked to. `examples` are by id. */
export function renderOpportunityReference(
  metas: readonly OpportunityMeta[],
  examples: ReadonlyMap<string, RuleExamples>,
): string {
  const intro =
    "What `circleci-secaudit review` looks for beside faults: things that could be quicker, shorter or easier to keep. None of them fails a " +
    "build. Each has a usual gain, effort and batch; what is found in a project may have another where more is known about it.";
  const batches = [
    "- `safe`: nothing that runs changes but for the better.",
    "- `test`: try it on a branch first.",
    "- `owner`: somebody who answers for the project has to decide.",
  ].join("\n");
  return `${["# Opportunities", intro, batches, table(metas), ...metas.flatMap((meta) => section(meta, examples.get(meta.id)))].join("\n\n")}\n`;
}

function table(metas: readonly OpportunityMeta[]): string {
  const rows = metas.map(({ id, gain, effort, batch, data, summary }) => {
    const cells = [`[\`${id}\`](#${id})`, `${gain} / ${effort}`, batch, needs[data]];
    return `| ${[...cells, summary.replaceAll("|", "\\|")].join(" | ")} |`;
  });
  return ["| Opportunity | Gain / effort | Batch | Reads | What it finds |", "| --- | --- | --- | --- | --- |", ...rows].join(
    "\n",
  );
}

const needs: Readonly<Record<OpportunityMeta["data"], string>> = {
  config: "files",
  both: "files, better with APIs",
  snapshot: "APIs",
};

const places: Readonly<Record<Topic, string>> = {
  general: "Told with each job",
  environment: "Told with each job, under its environment",
  duration: "Told with each job, under its duration",
  workflow: "Told with each workflow",
  reusable: "Told under reusable configuration",
  dynamic: "Told under dynamic configuration",
  storage: "Told under storage usage",
  settings: "Told under project settings",
};

function section(meta: OpportunityMeta, examples: RuleExamples | undefined): readonly string[] {
  const { id, title, summary, advice, test, limits, topic, data, gain, effort, batch, since, references } = meta;
  return [
    `## ${id}`,
    `**${title}.** ${summary}`,
    `${places[topic]}; gain ${gain}, effort ${effort}, batch \`${batch}\`, reads ${needs[data]}, since ${since}.`,
    ...(examples === undefined ? [] : [...exampleOf("Found", examples.bad), ...exampleOf("Not found", examples.good)]),
    `**What to do.** ${advice}`,
    `**How to test it.** ${test}`,
    `**What it cannot see.** ${limits}`,
    "**Read on.**",
    references.map((reference) => `- [${reference.title}](${reference.url})`).join("\n"),
  ];
}
