import { defineOpportunity } from "../../src/rule/opportunity.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { deploysOnBranches } from "./flow/deploys.ts";
import { jobsInWords } from "./wording.ts";
import { locationOf } from "../../src/yaml/node.ts";

export const noAutoCancel = defineOpportunity({
  meta: {
    id: "no-auto-cancel",
    title: "Workflows that a newer push overtook go on",
    summary: "Auto-cancel of redundant workflows is off: every push runs to its end, although a later one has replaced it.",
    advice: "Turn on `Auto-cancel redundant workflows` under Project Settings, Advanced.",
    test: "Push twice in a row to a branch: the workflow of the first push is cancelled. The default branch is never cancelled.",
    limits: "How often people push again while a workflow runs is not known.",
    topic: "settings",
    data: "snapshot",
    gain: "medium",
    effort: "small",
    batch: "safe",
    references: [
      {
        title: "CircleCI: skip or cancel jobs and workflows",
        url: "https://circleci.com/docs/guides/orchestrate/skip-build/",
      },
    ],
    since: "0.4.0",
  },
  *find({ audits, facts }) {
    const project = facts?.project;
    if (project === undefined || valueOf(project.settings)?.autocancelBuilds !== false) return;
    const deploys = audits.flatMap(deploysOnBranches);
    const names = deploys.map(({ run }) => run.name);
    const isOne = new Set(names).size === 1;
    yield {
      at: sheetOf(project).at("settings", "autocancelBuilds"),
      message: `Auto-cancel is off in \`${project.slug}\`: on branches other than the default one, a workflow goes on when a newer push has started the next.`,
      effect: "saves the credits of runs whose result nobody waits for, and leaves their places to others",
      ...(deploys.length === 0
        ? {}
        : {
            advice:
              `Turn on \`Auto-cancel redundant workflows\` under Project Settings, Advanced. First see that nothing breaks when ${jobsInWords(names)}, ` +
              `which ${isOne ? "deploys" : "deploy"} from branches too, ${isOne ? "is" : "are"} stopped halfway.`,
            evidence: deploys.map(({ run, what }) => ({
              ...locationOf(run.nameNode),
              label: `runs \`${what}\`, from any branch`,
            })),
            batch: "test",
          }),
    };
  },
});
