/** Reads the files of an orb that is kept unpacked beside its `@orb.yml`. */
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import type { OrbFile, UnpackedOrb } from "../config/packed-orb.ts";
import type { Problem } from "../finding/report.ts";
import { quote } from "../source/quote.ts";
import { unreadable } from "./problems.ts";
import { readSource, type ReadResult } from "./read-file.ts";
import { isWithin, pathInReports, realPathOf, whyOffLimits } from "./repository.ts";

/** True for the file that makes a folder the source of an orb. */
export function isOrbRoot(file: string): boolean {
  return /^@orb\.ya?ml$/.test(path.basename(file));
}

/** The `@orb.yml` of a folder, or of its `src` folder, as an absolute path. */
export function orbRootIn(folder: string): string | undefined {
  return orbRootOf(folder) ?? orbRootOf(path.join(folder, "src"));
}

function orbRootOf(folder: string): string | undefined {
  const candidates = ["@orb.yml", "@orb.yaml"].map((name) => path.join(folder, name));
  return candidates.find((each) => statSync(each, { throwIfNoEntry: false })?.isFile() === true);
}

/** The `@orb.yml` of the orb that a file is a part of; `top` is as far up as it may lie. */
export function orbRootAround(file: string, top: string): string | undefined {
  for (let folder = path.dirname(file); isWithin(folder, top); folder = path.dirname(folder)) {
    const found = orbRootOf(folder);
    if (found !== undefined || path.dirname(folder) === folder) return found;
  }
  return undefined;
}

export interface OrbPartsRequest {
  /** Absolute path of `@orb.yml`. */
  readonly entry: string;
  /** The repository: nothing outside of it is read. */
  readonly home: string;
  /** What paths in reports are relative to. */
  readonly root: string;
  /** In bytes, of one file. */
  readonly limit: number;
}

/** Of all files of one orb. */
const mostFiles = 2000;
const mostBytes = 20_000_000;
const deepestFolder = 10;

/** `problems` gets what could not be read. Scripts are read when something includes them. */
export function readOrbParts(request: OrbPartsRequest, problems: Problem[]): UnpackedOrb {
  const { entry, home, root } = request;
  const folder = path.dirname(entry);
  const room: Room = { files: mostFiles, bytes: mostBytes, realHome: realPathOf(home) ?? home };
  const files: OrbFile[] = [];
  const walk = (at: string, keys: readonly string[]): void => {
    for (const name of namesIn(at, root, problems)) {
      const absolute = path.join(at, name);
      if (name.startsWith(".") || absolute === entry) continue;
      const stats = statSync(absolute, { throwIfNoEntry: false });
      // A link to a folder is followed by no packer that we know, and may lead round in a circle.
      if (stats?.isDirectory() === true && keys.length < deepestFolder && realPathOf(absolute) === realOf(at, name))
        walk(absolute, [...keys, name]);
      else if (stats?.isFile() === true && /\.ya?ml$/.test(name)) {
        const read = readWithin(absolute, request, room);
        if ("problem" in read) problems.push(read.problem);
        else files.push({ keys: name.startsWith("@") ? keys : [...keys, name.replace(/\.ya?ml$/, "")], source: read.source });
      }
      if (room.files < 0) return;
    }
  };
  walk(folder, []);
  return {
    files,
    include(wanted) {
      const absolute = path.join(folder, wanted);
      if (!isWithin(absolute, home)) return { problem: outside(wanted, "lies outside of the repository") };
      return statSync(absolute, { throwIfNoEntry: false }) === undefined ? undefined : readWithin(absolute, request, room);
    },
  };
}

interface Room {
  files: number;
  bytes: number;
  readonly realHome: string;
}

function realOf(folder: string, name: string): string {
  return path.join(realPathOf(folder) ?? folder, name);
}

function namesIn(folder: string, root: string, problems: Problem[]): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    problems.push(unreadable(pathInReports(folder, root), error));
    return [];
  }
}

function readWithin(absolute: string, { root, limit }: OrbPartsRequest, room: Room): ReadResult {
  const shown = pathInReports(absolute, root);
  const real = realPathOf(absolute);
  if (real === undefined) return { problem: outside(shown, "is gone") };
  const why = whyOffLimits(real, room.realHome);
  if (why !== undefined) return { problem: outside(shown, why) };
  room.files -= 1;
  if (room.files < 0) return { problem: tooMuch(shown, "files") };
  const size = statSync(real, { throwIfNoEntry: false })?.size ?? 0;
  room.bytes -= size;
  if (room.bytes < 0) return { problem: tooMuch(shown, "text") };
  return readSource({ absolute, path: shown, size, named: false }, limit);
}

function outside(shown: string, why: string): Problem {
  const message = `${quote(shown, 200)} ${why}, so it was not read.`;
  return { code: "link-outside-repository", message, level: "error" };
}

function tooMuch(shown: string, what: string): Problem {
  return {
    code: "too-many-files",
    message: `The orb has too much ${what}; from ${quote(shown, 200)} on it was not read.`,
    level: "error",
  };
}
