/** Gathers what rules look at: reads every script of the plan, each distinct one once. */
import type { JobRun, Plan, RunStep } from "../expand/plan.ts";
import { compileText, type CompiledText } from "../expand/script.ts";
import type { Text } from "../expand/text.ts";
import type { CoverageNote } from "../finding/report.ts";
import type { DetectedSecret } from "../secrets/detect.ts";
import type { ProjectFacts } from "../snapshot/project-facts.ts";
import type { ScriptFacts } from "../shell/facts.ts";
import { readScript } from "../shell/read-script.ts";
import { locationOf, type YamlScalar } from "../yaml/node.ts";
import type { Config, OrbReference } from "../config/config.ts";
import { libraryOf, orbsOf } from "../config/orbs-of.ts";
import type { Audit, AuditPolicy, RepositoryFacts, ScriptRun } from "./audit.ts";

export { noPolicy } from "./policy.ts";

export interface AuditInput {
  readonly plan: Plan;
  readonly secrets: readonly DetectedSecret[];
  readonly policy: AuditPolicy;
  /** No checkout when left out. */
  readonly repository?: RepositoryFacts;
  /** None when left out. */
  readonly siblings?: readonly Config[];
  readonly facts?: ProjectFacts | undefined;
}

/** Nothing to look into. */
export const noRepository: RepositoryFacts = { hasFile: () => "unknown", project: undefined };

export function buildAudit(input: AuditInput): Audit {
  const { plan, secrets, policy, repository = noRepository, siblings = [], facts } = input;
  const library: ScriptLibrary = { byScalar: new Map(), byText: new Map() };
  const scripts: ScriptRun[] = [];
  for (const run of plan.runs) {
    for (const step of run.steps) {
      if (step.kind === "run") scripts.push(scriptRun(run, step, library));
    }
  }
  return { config: plan.config, plan, scripts, secrets, policy, repository, siblings, facts };
}

/** Scripts that have been read, by their shell and what they say. */
interface ScriptLibrary {
  /** Those without `<< >>`, which are the same wherever they are reached: found without looking at their text. */
  readonly byScalar: Map<YamlScalar, Map<string | undefined, ReadText>>;
  readonly byText: Map<string, ScriptFacts>;
}

interface ReadText {
  readonly compiled: CompiledText;
  readonly facts: ScriptFacts;
}

function scriptRun(run: JobRun, step: RunStep, library: ScriptLibrary): ScriptRun {
  const { compiled, facts } = readOnce(step.command, shellOf(step.shell ?? run.shell), library);
  return { run, step, facts, holes: compiled.holes, locate: compiled.locate, edit: compiled.edit };
}

function readOnce(text: Text, shell: string | undefined, library: ScriptLibrary): ReadText {
  const [only, ...others] = text.parts;
  if (only?.kind !== "known" || only.token !== undefined || others.length > 0) return readCompiled(text, shell, library);
  const byShell = library.byScalar.get(text.scalar) ?? new Map<string | undefined, ReadText>();
  library.byScalar.set(text.scalar, byShell);
  const read = byShell.get(shell) ?? readCompiled(text, shell, library);
  byShell.set(shell, read);
  return read;
}

function readCompiled(text: Text, shell: string | undefined, { byText }: ScriptLibrary): ReadText {
  const compiled = compileText(text);
  const holes = compiled.holes.map((hole) => hole.span);
  const id = `${shell ?? ""}\0${holes.map((hole) => hole.start).join(" ")}\0${compiled.text}`;
  const facts = byText.get(id) ?? readScript({ text: compiled.text, holes, shell });
  byText.set(id, facts);
  return { compiled, facts };
}

/** The `shell:` in force; a masked text when a part of it is unknown. */
function shellOf(text: Text | undefined): string | undefined {
  return text === undefined ? undefined : compileText(text).text;
}

/** Scripts that could not be read, one note for each place. */
export function scriptCoverage(audit: Audit): readonly CoverageNote[] {
  const notes = new Map<string, CoverageNote>();
  for (const { facts, locate } of audit.scripts) {
    if (facts.notUnderstood === undefined) continue;
    const location = locate({ start: 0, end: Math.min(facts.text.length, firstLineLength(facts.text)) });
    const source = `script (${facts.language})`;
    notes.set(`${source} ${location.span.start}`, { source, status: "unknown", reason: facts.notUnderstood, location });
  }
  return [...notes.values()];
}

function firstLineLength(text: string): number {
  const end = text.indexOf("\n");
  return end === -1 ? text.length : end;
}

/** Orbs whose commands, jobs or executors are used while their source is not at hand, and what floating versions were read as. */
export function orbCoverage(plan: Plan): readonly CoverageNote[] {
  const notes = new Map<string, CoverageNote>();
  const add = (orb: OrbReference | undefined): void => {
    const key = `${orb?.node.file.path} ${orb?.alias}`;
    if (orb === undefined || libraryOf(orb) !== undefined || notes.has(key)) return;
    notes.set(key, {
      source: `orb ${nameOf(orb)}`,
      status: "unknown",
      reason:
        orb.source.kind === "registry"
          ? "no source at hand, so what happens inside was not checked; `circleci-secaudit collect --orbs` fetches it"
          : "no source at hand, so what happens inside was not checked",
      location: { file: orb.node.file, span: orb.node.span, path: ["orbs", orb.alias] },
    });
  };
  for (const run of plan.runs) {
    add(run.orb);
    for (const step of run.steps) if (step.kind === "orb-command") add(step.orb);
  }
  return [...notes.values(), ...readAs(plan.config)];
}

function nameOf({ alias, source }: OrbReference): string {
  if (source.kind === "registry") return `${source.namespace}/${source.name}@${source.version ?? "?"}`;
  if (source.kind === "url") return source.url;
  return source.kind === "unclear" && source.text !== "" ? source.text : alias;
}

function* readAs(config: Config): Iterable<CoverageNote> {
  for (const orb of orbsOf(config)) {
    const { source, node } = orb;
    if (source.kind !== "registry" || source.found === undefined || source.found.version === source.version) continue;
    yield {
      source: `orb ${nameOf(orb)}`,
      status: "ran",
      reason: `read at version ${source.found.version}`,
      location: locationOf(node),
    };
  }
}
