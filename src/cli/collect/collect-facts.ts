/** `collect` without `--orbs`: asks both services about projects and organisations, and writes what they say to a snapshot. */
import { statSync } from "node:fs";
import path from "node:path";
import { collectSnapshot } from "../../collect/snapshot/collect-snapshot.ts";
import type { Collected } from "../../collect/snapshot/collect-snapshot.ts";
import type { Note } from "../../collect/snapshot/find-wanted.ts";
import { gapTally, isFailure } from "../../collect/snapshot/gap-tally.ts";
import type { GapTally } from "../../collect/snapshot/gap-tally.ts";
import { writeSnapshot } from "../../collect/snapshot/write-snapshot.ts";
import type { SnapshotPieces, SnapshotWriter } from "../../collect/snapshot/write-snapshot.ts";
import { tool } from "../../lint/tool.ts";
import { paintWith } from "../../report/pretty/paint.ts";
import { gap, valueOf } from "../../snapshot/fetched.ts";
import { plain, quote } from "../../source/quote.ts";
import type { CommandLine } from "../command-line.ts";
import { openClients } from "../facts/clients.ts";
import type { Clients } from "../facts/clients.ts";
import { print, printError, terminalStyle } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { collectedOrbs } from "./collected-orbs.ts";
import { factsOptions } from "./facts-options.ts";
import type { FactsOptions } from "./facts-options.ts";
import { factsProgress } from "./facts-progress.ts";
import { onInterrupt } from "./interrupt.ts";
import { renderFacts } from "./render-facts.ts";
import { usageGiven } from "./usage-given.ts";
import type { FillUsage } from "./usage-given.ts";

/**
 * Resolves to the exit code.
 * @throws {UsageError}
 */
export async function collectFacts(line: CommandLine, cwd: string): Promise<number> {
  const options = factsOptions(line, cwd);
  const fill = await usageGiven(line, cwd);
  const target = path.resolve(cwd, options.output);
  const opened = writeSnapshot(target);
  if ("fault" in opened) throw cannotWrite(options, opened.fault);
  const { writer } = opened;
  const progress = factsProgress();
  const clients = openClients({
    ...options,
    subject: [...options.wanted.organizations, ...options.wanted.projects.flat()],
    paused: progress.paused,
  });
  const release = onInterrupt(() => {
    progress.end();
    writer.end();
    clients.close();
    printError(
      `${tool.name}: interrupted. Nothing was written; the same command with \`--resume\` goes on where this one stopped.`,
    );
  });
  try {
    if (options.resume && !clients.isResumed) printError(`${tool.name}: there is nothing to resume: everything is asked.`);
    const orbs = collectedOrbs(line, cwd, options, clients);
    const run = await collectInto(writer, { options, clients, orbs, progress, fill });
    progress.end();
    const notes = [...run.notes, ...(await orbs.fetch())];
    const facts = { ...run, notes, output: options.output, bytes: statSync(target).size, mayResume: hasFailures(run) };
    await print(renderFacts(facts, paintWith(terminalStyle(line))));
    const note = clients.note();
    if (note !== undefined) printError(`${tool.name}: ${plain(note, 400)}.`);
    return isIncomplete(run) ? 2 : 0;
  } finally {
    release();
    writer.end();
  }
}

interface Run extends Collected {
  readonly tally: GapTally;
}

interface Parts {
  readonly options: FactsOptions;
  readonly clients: Clients;
  readonly orbs: ReturnType<typeof collectedOrbs>;
  readonly progress: ReturnType<typeof factsProgress>;
  readonly fill: FillUsage;
}

/** @throws {UsageError} when the disk refuses */
async function collectInto(writer: SnapshotWriter, { options, clients, orbs, progress, fill }: Parts): Promise<Run> {
  const { circleci, github } = clients;
  const tally = gapTally();
  const misfits: Note[] = [];
  const keep = <Section extends keyof SnapshotPieces>(section: Section, piece: SnapshotPieces[Section][number]): void => {
    const fault = writer.add(section, piece);
    if (fault !== undefined)
      misfits.push({ about: `one of the ${section}`, text: `left out, since it is not what it should be: ${fault}` });
    else tally.add(section, piece);
  };
  try {
    const collected = await collectSnapshot({
      ...{ circleci, github, wanted: options.wanted, metrics: true, whyNoCircleci, progress: progress.show, orbs: orbs.facts },
      async add(section, piece) {
        keep(section, fill(piece));
        if ("files" in piece) await orbs.look(valueOf(piece.files) ?? []);
      },
    });
    const hosts = { ...hostOf("circleci", circleci?.host), ...hostOf("github", github?.host) };
    writer.finish({ tool, collectedAt: new Date().toISOString(), hosts });
    const run = { ...collected, notes: [...collected.notes, ...misfits], tally };
    // What failed can be asked for again, without the rest.
    if (hasFailures(run)) clients.close();
    else clients.finish();
    return run;
  } catch (error) {
    clients.close();
    if (error instanceof Error && "code" in error) throw cannotWrite(options, String(error.code));
    throw error;
  }
}

const whyNoCircleci = gap("token", "no token for CircleCI was given: set `CIRCLECI_TOKEN`");

function hostOf(service: "circleci" | "github", host: string | undefined): Readonly<Record<string, string>> {
  return host === undefined ? {} : { [service]: host };
}

function cannotWrite({ output }: FactsOptions, fault: string): UsageError {
  return new UsageError(`${quote(output, 200)} cannot be written: ${fault}.`);
}

/** A refusal is an answer. What a service or the network failed at is none. */
function hasFailures({ missing, tally }: Run): boolean {
  return missing.some(({ why }) => isFailure(why)) || tally.groups().some(isFailure);
}

/** What was named but is not there is missed too. */
function isIncomplete(run: Run): boolean {
  const isEmpty = ["organizations", "projects", "repositories"].every((kind) => run.tally.count(kind) === 0);
  return isEmpty || run.missing.some(({ isNamed }) => isNamed) || hasFailures(run);
}
