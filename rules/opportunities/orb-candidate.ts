import type { JobRun } from "../../src/expand/plan.ts";
import type { Location, RelatedLocation } from "../../src/finding/location.ts";
import type { Audit, ScriptRun } from "../../src/rule/audit.ts";
import { defineOpportunity, type Found } from "../../src/rule/opportunity.ts";
import type { YamlNode } from "../../src/yaml/node.ts";
import { commandWork } from "./flow/command-work.ts";
import { handMade, handMadeBy, type HandMade } from "./reuse/hand-installs.ts";
import { capitalised, counted, jobsInWords } from "./wording.ts";

export const orbCandidate = defineOpportunity({
  meta: {
    id: "orb-candidate",
    title: "Hand-written steps that a certified orb has",
    summary: "Tools are installed by long or repeated scripts, although an orb that CircleCI itself maintains does it.",
    advice:
      "Use CircleCI's orb at an exact version for what scripts do by hand. An orb is code that runs with the job's secrets: read its source at that version first, and where the tool can be in the job's image, prefer the image.",
    test: "Run the jobs on a branch: the tool has the version that was meant, and `circleci orb source` shows nothing unexpected.",
    limits: "Only orbs of the namespace `circleci` are told. Installations by scripts of the repository are not read.",
    topic: "reusable",
    data: "config",
    gain: "small",
    effort: "small",
    batch: "test",
    references: [{ title: "CircleCI: orb concepts", url: "https://circleci.com/docs/orbs/use/orb-concepts/" }],
    since: "0.4.0",
  },
  *find({ audits }) {
    for (const audit of audits) {
      if (audit.config.kind !== "config") continue;
      const uses = usesOf(audit);
      for (const tool of handMade) {
        const use = uses.get(tool);
        if (use !== undefined && !hasOrb(audit, tool) && commandsOf(use) >= fewestCommands) yield* told(tool, use);
      }
    }
  },
});

interface Use {
  readonly runs: Set<JobRun>;
  /** By the script in which it is written. */
  readonly places: Map<YamlNode, { readonly at: Location; readonly commands: number }>;
}

function usesOf({ scripts }: Audit): ReadonlyMap<HandMade, Use> {
  const uses = new Map<HandMade, Use>();
  for (const script of scripts) {
    const { run, step, facts } = script;
    // What an orb does by hand is the orb's matter.
    if (run.workflow === undefined || step.orbCall !== undefined || run.definition?.file !== step.node.file) continue;
    for (const command of facts.commands) {
      for (const tool of handMadeBy(command, run)) {
        const use = uses.get(tool) ?? { runs: new Set(), places: new Map() };
        uses.set(tool, use);
        use.runs.add(run);
        const scalar = step.command.scalar;
        if (isOnlyFor(tool, script) && !use.places.has(scalar))
          use.places.set(scalar, { at: script.locate(command.span), commands: commandsIn(script) });
      }
    }
  }
  return uses;
}

/** A script that does more, or installs several things, is not replaced by one step. */
function isOnlyFor(tool: HandMade, { facts, run }: ScriptRun): boolean {
  return facts.commands.every(
    (command) => commandWork(command) === "setup" && handMadeBy(command, run).every((other) => other === tool),
  );
}

function commandsIn({ facts }: ScriptRun): number {
  return facts.commands.filter(({ words, nestedIn }) => words.length > 0 && nestedIn === undefined).length;
}

function hasOrb({ config }: Audit, { orb }: HandMade): boolean {
  return [...config.orbs.values()].some(
    ({ source }) => source.kind === "registry" && source.namespace === "circleci" && source.name === orb,
  );
}

/** What is shorter is clearer than a dependency. */
const fewestCommands = 6;

function commandsOf({ places }: Use): number {
  return [...places.values()].reduce((sum, place) => sum + place.commands, 0);
}

function* told(tool: HandMade, use: Use): Iterable<Found> {
  const { runs, places } = use;
  const commands = commandsOf(use);
  const [first, ...others] = [...places.values()];
  if (first === undefined) return;
  const done = tool.verb ?? "installed";
  const isMany = tool.verb !== undefined;
  const where =
    places.size === 1
      ? `by a script of ${counted(commands, "command")}`
      : `by ${counted(places.size, "script")} with ${counted(commands, "command")} together`;
  yield {
    at: first.at,
    runs: [...runs],
    message: `${capitalised(tool.what)} ${isMany ? "are" : "is"} ${done} ${where}, in ${jobsInWords([...runs].map(({ name }) => name))}; \`circleci/${tool.orb}\` does it.`,
    effect: `replaces ${counted(places.size, "hand-written script")} by one step that CircleCI maintains`,
    ...(others.length === 0
      ? {}
      : { evidence: others.slice(0, 20).map(({ at }): RelatedLocation => ({ ...at, label: "here too" })) }),
    ...(tool.note === undefined ? {} : { advice: `${orbCandidate.meta.advice} ${tool.note}` }),
    ...(tool.version === undefined
      ? {}
      : { replacement: `orbs:\n  ${tool.orb}: circleci/${tool.orb}@${tool.version}\n# in the jobs\nsteps:\n  - ${tool.step}` }),
  };
}
