/** The texts to audit: files, read one by one while they are audited, and standard input. */
import type { FoundFile, FoundFiles } from "../collect/find-files.ts";
import { isOrbRoot, readOrbParts } from "../collect/orb-parts.ts";
import { decodeSource, readSource } from "../collect/read-file.ts";
import type { ReadResult } from "../collect/read-file.ts";
import { homeOf } from "../collect/repository.ts";
import type { UnpackedOrb } from "../config/packed-orb.ts";
import type { CoverageNote, Problem } from "../finding/report.ts";
import type { InputFile } from "../lint/lint-files.ts";
import type { Settings } from "../settings/settings.ts";
import { compileGlob } from "../source/glob.ts";
import { progressOf } from "./progress.ts";
import { readStandardInput } from "./terminal.ts";

export interface InputRequest {
  readonly found: FoundFiles;
  readonly settings: Settings;
  /** Absolute path of the settings file, which lies among the configurations. */
  readonly settingsFile: string | undefined;
  readonly standardInput: boolean;
}

export interface Input {
  readonly files: Iterable<InputFile>;
  /** Whole when `files` has been gone through: what cannot be read becomes a problem. */
  readonly problems: Problem[];
  /** Files that the settings leave out. */
  readonly coverage: readonly CoverageNote[];
}

export async function inputFiles({ found, settings, settingsFile, standardInput }: InputRequest): Promise<Input> {
  const limit = settings.limits.fileBytes;
  const patterns = settings.exclude.map(compileGlob);
  const isExcluded = ({ path, named }: FoundFile): boolean => !named && patterns.some((matches) => matches(path));
  const wanted = found.files.filter(({ absolute, named }) => named || absolute !== settingsFile);
  const files = wanted.filter((file) => !isExcluded(file));
  const piped = standardInput ? [decodeSource("<stdin>", await readStandardInput(limit), limit)] : [];
  const problems: Problem[] = [];
  return {
    files: read({ piped, files, root: found.root, limit, problems }),
    problems,
    coverage: wanted.filter(isExcluded).map(({ path }) => {
      return { source: `file ${path}`, status: "skipped", reason: "excluded in the settings" };
    }),
  };
}

interface ReadRequest {
  readonly piped: readonly ReadResult[];
  readonly files: readonly FoundFile[];
  readonly root: string;
  readonly limit: number;
  readonly problems: Problem[];
}

function* read({ piped, files, root, limit, problems }: ReadRequest): Iterable<InputFile> {
  for (const result of piped) yield* accept(result, true, problems);
  const progress = progressOf(files.length);
  for (const file of files) {
    progress.next();
    const orb = isOrbRoot(file.absolute) ? orbOf(file, root, limit, problems) : undefined;
    yield* accept(readSource(file, limit), file.named, problems, orb);
  }
  progress.end();
}

function orbOf({ absolute }: FoundFile, root: string, limit: number, problems: Problem[]): UnpackedOrb {
  return readOrbParts({ entry: absolute, home: homeOf(absolute, root), root, limit }, problems);
}

function* accept(result: ReadResult, named: boolean, problems: Problem[], orb?: UnpackedOrb): Iterable<InputFile> {
  if ("source" in result) yield { source: result.source, named, ...(orb === undefined ? {} : { orb }) };
  else problems.push(result.problem);
}
