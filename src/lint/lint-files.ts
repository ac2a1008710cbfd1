/** Runs the rules over every file, one after the other: a file that makes trouble does not keep the others from being audited. */
import type { Config } from "../config/config.ts";
import type { OrbLookup } from "../config/orb-lookup.ts";
import { orbReader, type OrbReader } from "../config/orb-reader.ts";
import type { UnpackedOrb } from "../config/packed-orb.ts";
import { relocateOptional, relocator } from "../engine/mask-files.ts";
import { maskNote, maskProblem, masksFor } from "../engine/mask-outcome.ts";
import type { TextMasks } from "../engine/mask-outcome.ts";
import { notesAtReferences } from "../engine/orb-findings.ts";
import { runRules } from "../engine/run-rules.ts";
import type { Outcome } from "../engine/outcome.ts";
import { expandConfig } from "../expand/expand.ts";
import type { CoverageNote, Problem } from "../finding/report.ts";
import type { Audit, AuditPolicy, RepositoryFacts } from "../rule/audit.ts";
import { buildAudit, orbCoverage, scriptCoverage } from "../rule/build-audit.ts";
import type { Rule } from "../rule/rule.ts";
import { detectSecrets, type DetectedSecret } from "../secrets/detect.ts";
import { toProject } from "../settings/policy/project.ts";
import type { SourceFile } from "../source/source-file.ts";
import { internalError } from "./internal-error.ts";
import { limitProblems } from "./limit-problems.ts";
import { constantsIn, handedProblems } from "./continuation/handed-values.ts";
import type { Giver } from "./continuation/handed-values.ts";
import { followContinuations } from "./follow-continuations.ts";
import type { Follow } from "./follow-continuations.ts";
import { noProjects } from "./projects.ts";
import type { AuditedProjects } from "./projects.ts";
import { readSource } from "./read-source.ts";
import { secretsOf } from "./secrets-of.ts";

/** A file to audit. */
export interface InputFile {
  readonly source: SourceFile;
  /** The user asked for this file, so it is a fault when it is no configuration. */
  readonly named: boolean;
  /** The rest of an orb that is kept in many files, of which this is the `@orb.yml`. */
  readonly orb?: UnpackedOrb;
}

export interface LintFilesRequest {
  /** The files of one `.circleci` folder together, `config.yml` first. May be made while they are read. */
  readonly files: Iterable<InputFile>;
  readonly rules: readonly Rule[];
  readonly policy: AuditPolicy;
  /** Something in the policy depends on the project. */
  readonly needsProject?: boolean;
  /** Reads a file that a continuation step of `from` names, if it is in the same repository. */
  readonly follow: Follow;
  /** Where the sources of orbs are found. */
  readonly orbs: OrbLookup;
  /** The checkout that a file belongs to. */
  readonly repositoryOf: (file: SourceFile) => RepositoryFacts;
  /** What the APIs say; they were not asked when left out. */
  readonly projects?: AuditedProjects;
  /** Is shown every audit, after the rules had it: for a review. It holds secrets unmasked. */
  readonly watch?: ((audit: Audit) => void) | undefined;
}

export interface LintedFiles {
  readonly outcomes: readonly Outcome[];
  /** Problems and notes that no outcome holds. */
  readonly problems: readonly Problem[];
  readonly coverage: readonly CoverageNote[];
}

interface Run extends LintFilesRequest {
  readonly projects: AuditedProjects;
  readonly reader: OrbReader;
  readonly outcomes: Outcome[];
  readonly problems: Problem[];
  readonly coverage: CoverageNote[];
  /** Paths of the files that were read. */
  readonly done: Set<string>;
  /** Paths of the files that are no valid YAML. */
  readonly broken: Set<string>;
  /** Folders in which a setup workflow starts. */
  readonly setups: Set<string>;
  /** By path: the setup workflows that go on with a configuration. */
  readonly givers: Map<string, Giver[]>;
}

/** Never rejects. */
export async function lintFiles(request: LintFilesRequest): Promise<LintedFiles> {
  const run: Run = {
    projects: noProjects,
    ...request,
    reader: orbReader(request.orbs),
    outcomes: [],
    problems: [],
    coverage: [],
    done: new Set(),
    broken: new Set(),
    setups: new Set(),
    givers: new Map(),
  };
  for (const batch of batches(request.files)) {
    run.outcomes.push(...(await run.projects.before(batch[0]?.source)));
    await lintBatch(run, batch);
  }
  run.outcomes.push(...(await run.projects.rest()));
  run.coverage.push(...run.projects.gaps());
  const { outcomes, problems, coverage } = run;
  return { outcomes, problems, coverage };
}

/**
 * A pipeline is made of the configurations of one folder: a setup workflow goes on with another of them, whose parameters may then
 * have any value.
 */
async function lintBatch(run: Run, files: readonly InputFile[]): Promise<void> {
  const configs: Config[] = [];
  for (const file of files) configs.push(...(await read(run, file)));
  for (const { setup, file } of configs) if (setup) run.setups.add(folderOf(file.path));
  const siblingsOf = (config: Config): readonly Config[] =>
    configs.filter((other) => other !== config && folderOf(other.file.path) === folderOf(config.file.path));
  // What a setup workflow hands on is known before the configuration that gets it is looked at.
  const inOrder = [...configs.filter(({ setup }) => setup), ...configs.filter(({ setup }) => !setup)];
  const waiting = inOrder.map((config) => ({ config, isContinued: !config.setup && run.setups.has(folderOf(config.file.path)) }));
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const audited = await audit(run, { ...next, siblings: siblingsOf(next.config) });
    for (const config of audited === undefined ? [] : await continued(run, audited)) {
      configs.push(config);
      waiting.push({ config, isContinued: true });
    }
  }
}

/** The configuration of a file; none when it holds none, or could not be read. */
async function read(run: Run, { source, named, orb }: InputFile): Promise<readonly Config[]> {
  run.done.add(source.path);
  try {
    const { config, problems } = await readSource(source, named, orb);
    if (problems.length > 0) {
      const secrets = config === undefined ? await detectSecrets(source) : await secretsOf(config);
      run.problems.push(...withoutSecrets(limitProblems(problems), secrets));
    }
    if (problems.some((problem) => problem.level === "error")) run.broken.add(source.path);
    if (config === undefined) return [];
    const withOrbs = await run.reader.withOrbs(config);
    const ofOrbs = limitProblems(withOrbs.problems);
    if (ofOrbs.length > 0) run.problems.push(...withoutSecrets(ofOrbs, await secretsOf(withOrbs.config)));
    return [withOrbs.config];
  } catch (error) {
    run.problems.push(internalError(source, error));
    return [];
  }
}

/** What reading has to say is said before the secrets of the file are known. */
function withoutSecrets(problems: readonly Problem[], detected: readonly DetectedSecret[]): readonly Problem[] {
  const secrets = detected.map(({ at }) => at);
  const [masks, relocate] = [masksFor(secrets), relocator(secrets)];
  return problems.map((problem) => relocateOptional(maskProblem(problem, masks), relocate));
}

interface Audited {
  readonly facts: Audit;
  readonly masks: TextMasks;
}

interface Subject {
  readonly config: Config;
  readonly isContinued: boolean;
  readonly siblings: readonly Config[];
}

async function audit(run: Run, { config, isContinued, siblings }: Subject): Promise<Audited | undefined> {
  try {
    const givers = config.setup ? [] : (run.givers.get(config.file.path) ?? []);
    for (const giver of givers) {
      const problems = limitProblems(handedProblems(config, giver));
      if (problems.length > 0) run.problems.push(...withoutSecrets(problems, await secretsOf(giver.setup)));
    }
    const plan = expandConfig(config, { continued: isContinued, constants: constantsIn(config, givers) });
    const secrets = await secretsOf(config);
    const masks = masksFor(secrets.map(({ at }) => at));
    const repository = run.repositoryOf(config.file);
    if (run.needsProject === true && toProject(repository.project ?? "") === undefined) run.coverage.push(unknownProject);
    const facts = buildAudit({
      plan,
      secrets,
      policy: run.policy,
      repository,
      siblings,
      facts: run.projects.factsOf(config.file),
    });
    run.projects.keep(facts);
    run.watch?.(facts);
    run.outcomes.push(legible(run.projects.marked(runRules(facts, run.rules)), run.broken.has(config.file.path)));
    const notes = notesAtReferences([...orbCoverage(plan), ...scriptCoverage(facts)], config);
    run.coverage.push(...notes.map((note) => maskNote(note, masks)));
    return { facts, masks };
  } catch (error) {
    run.problems.push(internalError(config.file, error));
    return undefined;
  }
}

/** Said once, however many files there are. */
const unknownProject: CoverageNote = {
  source: "settings that are bound to projects",
  status: "unknown",
  reason: "which project this is is not known; say it with `--project` or `project:` in the settings",
};

/** What looks odd in a file that is no valid YAML is odd because of that, and nobody reads thousands of problems. */
function legible(outcome: Outcome, isBroken: boolean): Outcome {
  const problems = isBroken ? outcome.problems.filter((problem) => problem.level === "error") : outcome.problems;
  return { ...outcome, problems: limitProblems(problems) };
}

/** Configurations that a setup workflow goes on with and that were not among the files; those that were are told what they get. */
async function continued(run: Run, { facts, masks }: Audited): Promise<readonly Config[]> {
  const { files, problems, coverage } = followContinuations(facts, run.follow);
  if (problems.length > 0) run.problems.push(...withoutSecrets(limitProblems(problems), facts.secrets));
  run.coverage.push(...coverage.map((note) => maskNote(note, masks)));
  const configs: Config[] = [];
  for (const { source, giver } of files) {
    const givers = run.givers.get(source.path);
    if (givers === undefined) run.givers.set(source.path, [giver]);
    else givers.push(giver);
  }
  for (const { source } of files) if (!run.done.has(source.path)) configs.push(...(await read(run, { source, named: true })));
  return configs;
}

/** So many trees are held at a time. */
const largestBatch = 64;

/** Consecutive files of one folder. */
function* batches(files: Iterable<InputFile>): Iterable<readonly InputFile[]> {
  let batch: InputFile[] = [];
  for (const file of files) {
    const [first] = batch;
    if (first !== undefined && (batch.length === largestBatch || folderOf(first.source.path) !== folderOf(file.source.path))) {
      yield batch;
      batch = [];
    }
    batch.push(file);
  }
  if (batch.length > 0) yield batch;
}

/** The `.circleci` folder that a file lies in, else its own folder. */
function folderOf(path: string): string {
  return /^(?:.*\/)?\.circleci(?=\/)|^.*(?=\/)/.exec(path)?.[0] ?? "";
}
