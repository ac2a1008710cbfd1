/** Downloads that are installed, or made executable, without a check. */
import type { ScriptRun } from "../../src/rule/audit.ts";
import type { CommandFact, Word } from "../../src/shell/facts.ts";
import { pipelineAfter } from "../../src/shell/sinks.ts";
import { integrityCheck } from "../data/integrity-checks.ts";
import { downloadsOf, type DownloadUse } from "../data/tools/download-use.ts";
import { extractionOf, installedFiles, isProgramFolder } from "../data/tools/installers.ts";
import { wordText } from "../data/word-text.ts";
import { forgetChecked, isSameFile, type SavedDownload } from "./saved-downloads.ts";

export interface InstalledDownload extends Pick<SavedDownload, "script" | "url"> {
  /** The command that installs it, in its own script. */
  readonly installer: { readonly script: ScriptRun; readonly command: CommandFact };
}

interface State {
  readonly saved: SavedDownload[];
  /** Archives whose content lies in the working folder; what is moved away from there in the same step is taken to be theirs. */
  readonly unpacked: SavedDownload[];
}

/** `scripts` are the steps of one job run, in order. */
export function* installedDownloadsOf(scripts: readonly ScriptRun[]): Iterable<InstalledDownload> {
  const state: State = { saved: [], unpacked: [] };
  for (const script of scripts) {
    state.unpacked.length = 0;
    for (const command of script.facts.commands) {
      if (command.place !== "job") continue;
      if (integrityCheck(command) !== undefined) {
        forgetChecked(state.saved, script, command);
        forgetChecked(state.unpacked, script, command);
      }
      const use = downloadsOf(command);
      if (use !== undefined) yield* take(script, command, use, state);
      else yield* installedBy(script, command, state);
    }
  }
}

function* take(
  script: ScriptRun,
  command: CommandFact,
  use: DownloadUse,
  { saved, unpacked }: State,
): Iterable<InstalledDownload> {
  const url = use.urls[0];
  if (url === undefined) return;
  if (use.file !== undefined) {
    saved.push({ script, url, file: use.file.name });
    return;
  }
  const pipeline = pipelineAfter(command);
  for (const next of pipeline) {
    const extraction = extractionOf(next);
    if (extraction === undefined) continue;
    if (isProgramFolder(textOf(extraction.folder))) {
      yield { script, url, installer: { script, command: next } };
    } else unpacked.push({ script, url, file: "" });
    return;
  }
  const last = pipeline.at(-1) ?? command;
  if (last.output.kind === "file") saved.push({ script, url, file: wordText(last.output.target) });
  const tee = pipeline.find((next) => next.name === "tee");
  for (const word of tee?.args ?? []) saved.push({ script, url, file: wordText(word) });
}

function* installedBy(script: ScriptRun, command: CommandFact, { saved, unpacked }: State): Iterable<InstalledDownload> {
  const extraction = extractionOf(command);
  const archive = extraction && saved.findLast(({ file }) => isSameFile(file, textOf(extraction.archive)));
  if (extraction !== undefined && archive !== undefined) {
    if (isProgramFolder(textOf(extraction.folder))) {
      yield { ...archive, installer: { script, command } };
    } else unpacked.push(archive);
    return;
  }
  const files = installedFiles(command);
  if (files.length === 0) return;
  const known = files.flatMap((word) => saved.findLast(({ file }) => isSameFile(file, wordText(word))) ?? []);
  for (const download of known) yield { ...download, installer: { script, command } };
  const [only, ...others] = unpacked;
  // Which of several archives a file is from cannot be told.
  if (known.length === 0 && only !== undefined && others.length === 0 && command.name !== "chmod") {
    yield { ...only, installer: { script, command } };
  }
}

function textOf(word: Word | undefined): string {
  return word === undefined ? "" : wordText(word);
}
