/** Settings of a project that say when and how it is built. */
import type { Project, ProjectSettings, Schedule } from "../../../src/snapshot/project.ts";
import { quote } from "../../../src/source/quote.ts";
import { namesInWords } from "../../data/context-secrets.ts";
import { advanced, projectPage } from "./pages.ts";
import { flag, inapplicable, told, unknown, untold, whenKnown } from "./row.ts";
import type { Given, Reading, Row } from "./row.ts";
import { listed } from "../../../src/source/in-words.ts";

function switchOf(field: keyof ProjectSettings, wanted?: boolean): Row<Project>["read"] {
  return (project) => whenKnown(project.settings, (settings) => flag(project, ["settings", field], settings[field], wanted));
}

const rows: readonly Omit<Row<Project>, "topic">[] = [
  {
    id: "only-pull-requests",
    setting: "Only build pull requests",
    wanted: "on, where a branch without a pull request needs no check",
    why: "Pushes to branches that nobody has asked to review cost credits; the default branch and tags are built all the same.",
    page: advanced,
    read: (project) =>
      whenKnown(project.settings, ({ buildPrsOnly: isOn }) =>
        isOn === undefined
          ? untold
          : told(project, ["settings", "buildPrsOnly"], isOn ? "on" : "off", isOn ? "as-wanted" : "choice"),
      ),
  },
  {
    id: "auto-cancel",
    setting: "Auto-cancel redundant workflows",
    wanted: "on",
    why: "A push makes the runs of the commit before it on the same branch useless, and they go on costing time and credits.",
    page: advanced,
    read: switchOf("autocancelBuilds", true),
  },
  {
    id: "setup-workflows",
    setting: "Enable dynamic config using setup workflows",
    wanted: "on where a configuration has `setup: true`",
    why: "Without it a setup configuration does not run; without a setup configuration it changes nothing.",
    page: advanced,
    read: setupWorkflows,
  },
  {
    id: "status-updates",
    setting: "GitHub status updates",
    wanted: "on",
    why: "Without them no pull request shows what its checks came to, and none can be required.",
    page: advanced,
    read: switchOf("setGithubStatus", true),
  },
  {
    id: "pipelines",
    setting: "What starts pipelines",
    wanted: "only what the project needs",
    why: "Whoever holds the address of an inbound webhook, or can push to another repository that the configuration comes from, decides what runs.",
    page: projectPage("Triggers", "triggers"),
    read: (project) => whenKnown(project.pipelines, () => triggers(project)),
  },
  {
    id: "schedules",
    setting: "Scheduled pipelines",
    wanted: "each with an owner who knows it",
    why: "A schedule runs with the rights of its actor, and stops to get restricted contexts when that person leaves.",
    page: projectPage("Triggers", "triggers"),
    read: (project) => whenKnown(project.schedules, (all) => schedules(project, all)),
  },
  {
    id: "webhook-receivers",
    setting: "Webhooks",
    wanted: "only to receivers that somebody needs",
    why: "A receiver learns of every workflow, its branch and its author.",
    page: projectPage("Webhooks", "webhooks"),
    read: (project) =>
      whenKnown(project.webhooks, (all) => {
        const names = all.map(({ name, origin }) => `${quote(name)} to ${quote(origin)}`);
        return all.length === 0 ? told(project, ["webhooks"], "none") : told(project, ["webhooks"], listed(names), "choice");
      }),
  },
  {
    id: "integrations",
    setting: "Integrations, such as Slack and Jira",
    wanted: "only those that are used",
    why: "What an integration is told, and with which rights it acts, is kept where it was connected.",
    page: projectPage("Slack Integration and Jira Integration", "overview"),
    read: () => unknown("no API tells: look at the pages of the project's integrations"),
  },
];

export const behaviourRows: readonly Row<Project>[] = rows.map((row) => ({ ...row, topic: "project" }));

function setupWorkflows(project: Project, { audit: { audits } }: Given): Reading {
  return whenKnown(project.settings, ({ setupWorkflows: isOn }) => {
    if (isOn === undefined) return untold;
    const at = ["settings", "setupWorkflows"];
    const setup = audits.filter(({ config }) => config.setup);
    if (audits.length === 0) return told(project, at, isOn ? "on" : "off", "choice");
    if (setup.length > 0)
      return told(project, at, isOn ? "on, and used" : "off, though a configuration needs it", isOn ? "as-wanted" : "differs");
    return told(project, at, isOn ? "on; no configuration uses it" : "off; no configuration needs it");
  });
}

/** Where the configuration is not that of the code, or something from outside starts it. */
function triggers(project: Project): Reading {
  const pipelines = project.pipelines.known ? project.pipelines.value : [];
  if (pipelines.length === 0) return inapplicable("no pipeline is defined");
  const foreign = pipelines.flatMap(({ configRepository, checkoutRepository }) =>
    configRepository === undefined || configRepository === checkoutRepository ? [] : [configRepository],
  );
  const sources = new Set(
    pipelines
      .flatMap(({ triggers: own }) => (own.known ? own.value : []))
      .filter(({ isDisabled }) => !isDisabled)
      .map(({ source }) => sourceNames[source] ?? quote(source)),
  );
  const parts = [
    ...(sources.size === 0 ? [] : [listed([...sources].toSorted())]),
    ...(foreign.length === 0 ? [] : [`the configuration comes from ${namesInWords([...new Set(foreign)])}`]),
  ];
  const isPlain = foreign.length === 0 && !sources.has(inbound);
  return told(project, ["pipelines"], parts.join("; ") || "no trigger is on", isPlain ? "as-wanted" : "choice");
}

const inbound = "inbound webhooks";

const sourceNames: Readonly<Record<string, string>> = {
  github_app: "pushes and pull requests, by the GitHub App",
  github_oauth: "pushes and pull requests, by the OAuth app",
  github_server: "pushes and pull requests, by GitHub Enterprise Server",
  webhook: inbound,
  schedule: "schedules",
};

function schedules(project: Project, all: readonly Schedule[]): Reading {
  if (all.length === 0) return told(project, ["schedules"], "none");
  const names = all.map(({ name, branch, actor }) => {
    const where = branch === undefined ? "" : ` on ${quote(branch)}`;
    return `${quote(name)}${where}${actor === undefined ? "" : ` as ${quote(actor)}`}`;
  });
  return told(project, ["schedules"], listed(names), "choice");
}
