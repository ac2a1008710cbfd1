/** What to know or to put right before a migration. */
import type { JobRun } from "../../../src/expand/plan.ts";
import type { Binding } from "../../../src/rule/migration.ts";
import type { Scene } from "../../../src/rule/scene.ts";
import { valueOf } from "../../../src/snapshot/fetched.ts";
import { namesInWords } from "../../data/context-secrets.ts";
import type { Guide } from "../../data/oidc/guides/guide.ts";
import { forkBuildsOf } from "../../data/push-access.ts";
import { refsInWords } from "../../data/refs/ref-words.ts";
import { refsOfAll } from "../../data/refs/run-refs.ts";
import type { Home } from "./home.ts";
import { jobsInWords, openRuns } from "./urgency.ts";

export interface CautionRequest {
  readonly scene: Scene;
  readonly guide: Guide;
  readonly home: Home;
  readonly binding: Binding;
  readonly runs: readonly JobRun[];
  /** It can only read images, which every branch may do. */
  readonly isPullOnly: boolean;
}

export function cautionsOf(request: CautionRequest): readonly string[] {
  if (request.runs.length === 0) return [];
  const ofBranches = request.isPullOnly ? [] : [...ofRefs(request), ...ofSsh(request)];
  return [...ofBranches, ...ofPipelines(request), ...ofHome(request.home)];
}

function* ofRefs({ guide, binding: { refs }, runs }: CautionRequest): Iterable<string> {
  if (refs === undefined) {
    yield* openToAll(runs, guide);
    return;
  }
  if (guide.refs === "none") {
    yield `${guide.service} does not compare the branch: the filters of the jobs alone keep other branches out, and whoever pushes a branch can edit them there.`;
    return;
  }
  const wide = refs.filter(({ isWider, exact }) =>
    guide.refs === "glob" ? isWider : guide.refs === "exact" && exact === undefined,
  );
  if (wide.length === 0) return;
  yield guide.refs === "glob"
    ? `${guide.service} knows only \`*\` and \`?\`, so in the place of ${refsInWords(wide)} stands ${namesInWords(wide.map(({ glob }) => glob))}, which admits more; protect those refs in the repository.`
    : `${guide.service} compares whole refs only, so it cannot be bound to ${refsInWords(wide)}.`;
}

function* openToAll(runs: readonly JobRun[], guide: Guide): Iterable<string> {
  const open = openRuns(runs);
  const bound = runs.filter((run) => run.workflow !== undefined && !open.includes(run));
  const refs = refsOfAll(bound) ?? [];
  if (bound.length === 0 || refs.length === 0) {
    yield `Any branch could get what is given here: put a filter on ${isOne(open) ? "the job" : "the jobs"} first and bind ${guide.service} to that branch, or give no more than rights to read.`;
    return;
  }
  yield `Any branch could get what is given here, because of ${namesInWords([...new Set(open.map(({ jobName }) => jobName))])}. ${jobsInWords(bound)} ${isOne(bound) ? "runs" : "run"} on ${refsInWords(refs)} only: make two of what is created here, one with rights to read for every branch, and one bound to ${refsInWords(refs)}.`;
}

function isOne(runs: readonly JobRun[]): boolean {
  return new Set(runs.map(({ jobName }) => jobName)).size === 1;
}

function* ofSsh({ guide, scene: { facts } }: CautionRequest): Iterable<string> {
  if (guide.sshReruns !== "cannot") return;
  const isOff = valueOf(facts?.project.settings)?.disableSsh;
  if (isOff === true) {
    yield `${guide.service} cannot compare the claim \`ssh-rerun\`; that the project's settings have SSH switched off is what keeps a rerun with SSH from the token.`;
  } else {
    yield `${guide.service} cannot compare the claim \`ssh-rerun\`: who reruns the job with SSH gets the same rights. Switch SSH off in \`Project Settings\`, \`Advanced\`, or refuse it with a config policy.`;
  }
}

function* ofPipelines({ scene: { facts }, binding: { refs } }: CautionRequest): Iterable<string> {
  if (facts === undefined) return;
  const settings = [valueOf(facts.organization?.settings), valueOf(facts.project.settings)];
  if (refs !== undefined && settings.every((each) => each?.allowsUnversionedConfig === true)) {
    yield "Pipelines may be started with a configuration that is not in version control, and their tokens name the branch all the same: switch that off in `Organization Settings` first, or the branch proves nothing.";
  }
  if (forkBuildsOf(facts) === "with-secrets") {
    yield "Builds of forks get secrets here, and with them tokens: switch that off, because what a fork's token says of its origin is all that would keep it out.";
  }
  const triggers = (valueOf(facts.project.pipelines) ?? []).flatMap((pipeline) => valueOf(pipeline.triggers) ?? []);
  if (refs !== undefined && triggers.some(({ source, isDisabled }) => source === "webhook" && !isDisabled)) {
    yield "Pipelines that a custom webhook starts have no ref in their token, so they will be refused.";
  }
  if (facts.isOnServer === true)
    yield "CircleCI Server has OIDC from 4.4 on, with an issuer of its own: take it from the claims of a token.";
}

function* ofHome(home: Home): Iterable<string> {
  if (home.kind === "nowhere") {
    yield "None of the jobs' contexts keeps it, and the project does not either: find out where the jobs get it from, such as a runner or a file of the repository.";
  }
}
