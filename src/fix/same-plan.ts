/** Whether two plans run the same but for the texts that edits change. */
import type { Argument, EnvironmentEntry, JobRun, Plan, Step } from "../expand/plan.ts";
import { compileText } from "../expand/script.ts";
import type { Text } from "../expand/text.ts";
import type { EditedPlaces } from "./place-set.ts";
import { isSameScript } from "./same-script.ts";

export function isSamePlan(before: Plan, after: Plan, places: EditedPlaces): boolean {
  const [old, now] = [[...saidOf(before, places)], [...saidOf(after, undefined)]];
  return old.length === now.length && old.every((said, at) => isSame(said, now[at] ?? "", places));
}

/** What a plan says, piece by piece: texts may change where they are edited, words may not. */
type Said = string | { readonly text: Text; readonly isScript: boolean };

function isSame(before: Said, after: Said, places: EditedPlaces): boolean {
  if (typeof before === "string" || typeof after === "string") return before === after;
  const [old, now] = [shown(before.text), shown(after.text)];
  if (old === now) return true;
  const isEdited = [before.text.scalar, ...originsOf(before.text)].some(({ span }) => places.isTouched(span));
  return isEdited && (!before.isScript || isSameScript(compileText(before.text), compileText(after.text)));
}

function originsOf({ parts }: Text): readonly Text["scalar"][] {
  return parts.flatMap(({ origin }) => (origin === undefined ? [] : [origin.scalar]));
}

function shown({ parts }: Text): string {
  return parts.map((part) => (part.kind === "known" ? part.text : `<<${part.expression}>>`)).join("");
}

function* saidOf({ runs, workflows }: Plan, removed: EditedPlaces | undefined): Iterable<Said> {
  yield* workflows.map(({ name, runs: own }) => `workflow ${name} ${own.length}`);
  for (const run of runs) if (removed?.isRemoved(run.node.span) !== true) yield* ofRun(run);
}

function* ofRun(run: JobRun): Iterable<Said> {
  const { executor, ipRanges, reach } = run;
  const image = executor.kind === "docker" ? executor.images.map(({ primary }) => primary) : [];
  yield `${run.kind} ${run.name} ${run.jobName} ${executor.kind} ${JSON.stringify([image, ipRanges?.value, reach])}`;
  yield* texts(run.resourceClass, run.shell);
  if (executor.kind === "docker") for (const each of executor.images) yield* ofImage(each);
  if (executor.kind === "machine") yield* texts(executor.image);
  yield* ofEnvironment(run.environment);
  yield* texts(...run.contexts.map(({ name }) => name));
  yield* run.requires.map(({ statuses }) => statuses.join(" "));
  yield* run.dependsOn.map(({ name }) => `after ${name}`);
  yield* ofArguments(run.args);
  for (const step of run.steps) yield* ofStep(step);
}

type Image = Extract<JobRun["executor"], { kind: "docker" }>["images"][number];

function* ofImage({ image, name, environment, auth, awsAuth }: Image): Iterable<Said> {
  yield* texts(image, name, auth?.username, auth?.password);
  yield* texts(awsAuth?.accessKeyId, awsAuth?.secretAccessKey, awsAuth?.oidcRoleArn);
  yield* ofEnvironment(environment);
}

function* ofStep(step: Step): Iterable<Said> {
  if (step.kind === "run") {
    yield `run ${step.section} ${step.condition} ${step.when} ${step.background}`;
    yield { text: step.command, isScript: true };
    yield* texts(step.name, step.shell, step.workingDirectory);
    yield* ofEnvironment(step.environment);
    return;
  }
  yield `${step.kind} ${step.name} ${step.section} ${step.condition}`;
  if (step.kind !== "unknown") yield* ofArguments(step.args);
}

function* ofEnvironment(entries: readonly EnvironmentEntry[]): Iterable<Said> {
  for (const { name, value, level } of entries) {
    yield `${level} ${name}`;
    yield* texts(value);
  }
}

function* ofArguments(args: ReadonlyMap<string, Argument>): Iterable<Said> {
  for (const { name, text } of args.values()) {
    yield name;
    yield* texts(text);
  }
}

function* texts(...all: readonly (Text | undefined)[]): Iterable<Said> {
  for (const text of all) yield text === undefined ? "" : { text, isScript: false };
}
