/** Paths of a job as absolute ones: `~/…` below the home directory, `/…` elsewhere. */
import type { JobRun, RunStep } from "../../src/expand/plan.ts";
import { assumedText } from "../../src/expand/text.ts";
import type { Word } from "../../src/shell/facts.ts";
import { entryOf } from "../../src/yaml/node.ts";

/** Home directories of CircleCI's images and machines. */
const homes = /^(?:\/home\/(?:circleci|ubuntu)|\/root|\/Users\/distiller|\$HOME|\$\{HOME\})(?=\/|$)/u;

/** CircleCI checks the code out here when nothing is said. */
const usualDirectory = "~/project";

/** The working directory of a job; undefined when it cannot be known. */
export function workingDirectoryOf({ definition }: JobRun): string | undefined {
  const node = definition && entryOf(definition, "working_directory")?.value;
  if (node?.kind !== "scalar") return usualDirectory;
  return absolutePath(node.text, "~");
}

/** The directory in which a step runs its script. */
export function directoryOf({ workingDirectory }: RunStep, run: JobRun): string | undefined {
  const base = workingDirectoryOf(run);
  if (workingDirectory === undefined) return base;
  const text = assumedText(workingDirectory);
  return text === undefined ? undefined : absolutePath(text, base);
}

/** The path seen from a directory; undefined when a part of it is not known. */
export function absolutePath(path: string, from: string | undefined): string | undefined {
  const text = path
    .trim()
    .replace(homes, "~")
    .replace(/^\$(?:PWD|\{PWD\})(?=\/|$)/u, ".");
  const placed = text.replace(/^\$(?:CIRCLE_WORKING_DIRECTORY|\{CIRCLE_WORKING_DIRECTORY\})(?=\/|$)/u, usualDirectory);
  if (placed === "" || /[$`]|<</u.test(placed)) return undefined;
  const isAbsolute = placed.startsWith("/") || /^~(?:\/|$)/u.test(placed);
  if (!isAbsolute && from === undefined) return undefined;
  return collapsed(isAbsolute ? placed : `${from ?? ""}/${placed}`);
}

/** A word of a script as such a path. */
export function pathOfWord({ literal, parts }: Word, from: string | undefined): string | undefined {
  if (literal !== undefined) return absolutePath(literal, from);
  const texts = parts.map((part) => (part.kind === "literal" ? part.text : part.kind === "variable" ? `\${${part.name}}` : "$"));
  return absolutePath(texts.join(""), from);
}

function collapsed(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === ".." && kept.length > 0 && kept.at(-1) !== "~") kept.pop();
    else if (segment === ".." && kept.at(-1) === "~") kept.splice(0, kept.length, "home");
    else if (segment !== "..") kept.push(segment);
  }
  const text = kept.join("/");
  return path.startsWith("/") || kept[0] !== "~" ? `/${text}` : text;
}

/** True when a path, which may be a pattern, names the file or a directory above it. */
export function takesIn(path: string, file: string): boolean {
  if (path === "/") return true;
  const wanted = path.split("/");
  const segments = file.split("/");
  return wanted.length <= segments.length && wanted.every((segment, at) => segmentFits(segments[at] ?? "", segment));
}

function segmentFits(name: string, pattern: string): boolean {
  if (!pattern.includes("*")) return name === pattern;
  const pieces = pattern.split("*");
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    const found =
      index === 0
        ? name.startsWith(piece)
          ? 0
          : -1
        : index === pieces.length - 1
          ? lastAt(name, piece, at)
          : name.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return true;
}

function lastAt(name: string, piece: string, from: number): number {
  const at = name.length - piece.length;
  return at >= from && name.endsWith(piece) ? at : -1;
}
