import type { BuiltinStep, JobRun, Step } from "../../src/expand/plan.ts";
import { assumedText } from "../../src/expand/text.ts";
import type { Location } from "../../src/finding/location.ts";
import { defineOpportunity, type Found } from "../../src/rule/opportunity.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { quote } from "../../src/source/quote.ts";
import { absolutePath, directoryOf, pathOfWord, workingDirectoryOf } from "../data/job-paths.ts";
import { publicationsOf, type Publication } from "../data/publishing.ts";
import { keptPathsOf } from "../exposure/kept-paths.ts";
import { builtinSteps } from "./flow/storage.ts";
import { capitalised, jobsInWords } from "./wording.ts";

export const unusedArtifact = defineOpportunity({
  meta: {
    id: "unused-artifact",
    title: "Artifacts that are kept for nobody",
    summary: "A job stores the same path twice, a whole tree of sources or dependencies, or what it also uploads to a bucket.",
    advice:
      "Store as artifacts what people open: reports, logs, packages. What a bucket or registry holds need not be an artifact too.",
    test: "Run the job on a branch and look at its Artifacts tab: what somebody looks for is still there.",
    limits:
      "Who downloads artifacts is not seen. Paths that depend on variables, and uploads by scripts of the repository, are not followed.",
    topic: "storage",
    data: "config",
    gain: "small",
    effort: "small",
    batch: "owner",
    references: [{ title: "CircleCI: storing artifacts", url: "https://circleci.com/docs/guides/optimize/artifacts/" }],
    since: "0.4.0",
  },
  *find({ audits }) {
    for (const audit of audits) {
      const told = new Map<string, Told>();
      for (const run of audit.plan.runs) {
        if (run.workflow !== undefined) for (const each of inRun(run, audit)) gather(told, each, run);
      }
      for (const { waste, runs } of told.values()) yield foundOf(waste, runs);
    }
  },
});

interface Waste {
  readonly at: Location;
  /** To follow the name of a job. */
  readonly what: string;
  readonly effect: string;
  readonly evidence: Found["evidence"];
  readonly batch?: "safe";
}

interface Told {
  readonly waste: Waste;
  readonly runs: JobRun[];
}

function gather(told: Map<string, Told>, waste: Waste, run: JobRun): void {
  const key = `${waste.at.file.path} ${String(waste.at.span.start)} ${waste.what}`;
  const known = told.get(key);
  if (known === undefined) told.set(key, { waste, runs: [run] });
  else known.runs.push(run);
}

function foundOf({ at, what, effect, evidence, batch }: Waste, runs: readonly JobRun[]): Found {
  const who = capitalised(jobsInWords(runs.map(({ name }) => name)));
  return {
    at,
    runs,
    message: `${who} ${runs.length === 1 ? "stores" : "store"} ${what}.`,
    effect,
    ...(evidence === undefined ? {} : { evidence }),
    ...(batch === undefined ? {} : { batch }),
  };
}

function* inRun(run: JobRun, audit: Audit): Iterable<Waste> {
  const steps = builtinSteps(run, "store_artifacts");
  if (steps.length === 0) return;
  const uploads = (publicationsOf(audit).get(run) ?? []).filter(({ kind }) => kind === "files");
  const before = new Map<string, Location>();
  for (const step of steps) {
    const kept = keptPathsOf(step, run)?.[0];
    if (kept === undefined) continue;
    const { path, text, at } = kept;
    const first = before.get(path);
    const tree = treeAt(path, run);
    const upload = uploads.find((each) => isOf(each, path, run));
    if (first !== undefined && first.span.start !== at.span.start) yield twice(step, text, at, first);
    else if (tree !== undefined) {
      yield {
        at,
        what: `all of ${quote(text)}, ${tree}`,
        effect: "saves the upload of the tree in every run, and its storage",
        evidence: undefined,
      };
    } else if (upload !== undefined) {
      const evidence = [{ ...upload.at, label: `\`${upload.what}\` uploads it` }];
      yield {
        at,
        what: `${quote(text)} as an artifact and uploads it to a bucket too`,
        effect: "keeps one copy of these files, not two",
        evidence,
      };
    }
    before.set(path, first ?? at);
  }
}

function twice(step: BuiltinStep, text: string, at: Location, first: Location): Waste {
  const destination = step.args.get("destination")?.text;
  const where = destination === undefined ? "" : `, the second time as ${quote(assumedText(destination) ?? "another name")}`;
  return {
    at,
    what: `${quote(text)} twice${where}`,
    effect: "uploads and keeps these files once",
    evidence: [{ ...first, label: "it is stored here first" }],
    batch: "safe",
  };
}

/** What can be made again from the repository at any time. */
const trees: Readonly<Record<string, string>> = {
  node_modules: "the installed dependencies, which its lockfile brings back",
  bower_components: "the installed dependencies",
  ".venv": "the installed dependencies, which its lockfile brings back",
  venv: "the installed dependencies, which its lockfile brings back",
  ".git": "the history, which the code host keeps",
  ".gradle": "the cache of the build tool",
  ".m2": "the cache of the build tool",
};

function treeAt(path: string, run: JobRun): string | undefined {
  const folder = path.replace(/\/\*{1,2}$/u, "");
  const checksOutHere = builtinSteps(run, "checkout").some(({ args }) => !args.has("path"));
  if (checksOutHere && folder === workingDirectoryOf(run)) return "the whole working directory with the checkout in it";
  const name = folder.slice(folder.lastIndexOf("/") + 1);
  return Object.hasOwn(trees, name) ? trees[name] : undefined;
}

/** Whether the upload takes this very path, always. */
function isOf({ step, command, conditional }: Publication, path: string, run: JobRun): boolean {
  if (conditional || step === undefined) return false;
  if (command !== undefined) return sourcesOf(step, run, command.args).includes(path);
  const from = step.kind === "orb-command" ? step.args.get("from")?.text : undefined;
  const text = from && assumedText(from);
  return text !== undefined && absolutePath(text, workingDirectoryOf(run)) === path;
}

function sourcesOf(step: Step, run: JobRun, words: NonNullable<Publication["command"]>["args"]): readonly (string | undefined)[] {
  const folder = step.kind === "run" ? directoryOf(step, run) : workingDirectoryOf(run);
  return words.map((word) => pathOfWord(word, folder));
}
