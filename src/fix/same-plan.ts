/** Whether two plans run the same but for the texts that edits change. */
import type { Argument, EnvironmentEntry, JobRun, Plan, Step } from "../expand/plan.ts";
import { compileText } from "../expand/script.ts";
import type { Text } from "../expand/text.ts";
import type { EditedPlaces } from "./place-set.ts";
import { isSameScript } from "./same-script.ts";

export function isSamePlan(before: Plan, after: Plan, places: EditedPlaces): boolean {
  const [old, now] = [[...saidOf(before, places)], [...saidOf(after, undefined)]];
  const uses: Uses = new Map();
  return old.length === now.length && old.every((piece, at) => isSame(piece, now[at] ?? "", places, uses));
}

/** What a plan says, piece by piece: texts may change where they are edited, words may not. */
type Said = string | { readonly text: Text; readonly use: Use };

type Use = "script" | "argument" | "variable" | "setting";

/** What each edited scalar is used for. */
type Uses = Map<Text["scalar"], Use>;

function isSame(before: Said, after: Said, places: EditedPlaces, uses: Uses): boolean {
  if (typeof before === "string" || typeof after === "string") return before === after;
  const [old, now] = [shown(before.text), shown(after.text)];
  if (old === now) return true;
  const edited = [before.text.scalar, ...originsOf(before.text)].filter(({ span }) => places.isTouched(span));
  if (edited.length === 0 || !edited.every((scalar) => isOneUse(scalar, before.use, uses))) return false;
  return before.use !== "script" || isSameScript(compileText(before.text), compileText(after.text));
}

/** What cures a script would spoil a variable that an alias gives the same text. An argument only leads to its use. */
function isOneUse(scalar: Text["scalar"], use: Use, uses: Uses): boolean {
  if (use === "argument") return true;
  const known = uses.get(scalar) ?? use;
  uses.set(scalar, known);
  return known === use;
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
  yield* ofArguments(run.args, "argument");
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
    yield { text: step.command, use: "script" };
    yield* texts(step.name, step.shell, step.workingDirectory);
    yield* ofEnvironment(step.environment);
    return;
  }
  yield `${step.kind} ${step.name} ${step.section} ${step.condition}`;
  if (step.kind === "unknown") return;
  yield* ofArguments(step.args, step.kind === "orb-command" && !step.isOpaque ? "argument" : "setting");
}

function* ofEnvironment(entries: readonly EnvironmentEntry[]): Iterable<Said> {
  for (const { name, value, level } of entries) {
    yield `${level} ${name}`;
    yield said(value, "variable");
  }
}

function* ofArguments(args: ReadonlyMap<string, Argument>, use: Use): Iterable<Said> {
  for (const { name, text } of args.values()) {
    yield name;
    yield said(text, use);
  }
}

function* texts(...all: readonly (Text | undefined)[]): Iterable<Said> {
  for (const text of all) yield said(text, "setting");
}

function said(text: Text | undefined, use: Use): Said {
  return text === undefined ? "" : { text, use };
}
