#!/usr/bin/env node
/**
 * The executable: starts the program from V8's compiled code when an earlier run has left it beside the program. Compiling takes
 * longer than auditing a repository. The code lies inside this package, where whoever can write could change the program itself;
 * where this process may not write, nothing is kept and nothing is said.
 */
import { closeSync, fstatSync, openSync, readSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire, Module } from "node:module";
import path from "node:path";
import { Script } from "node:vm";

/** Memory is slow when it is used for the first time, so all files are read into the same. */
let memory = Buffer.allocUnsafeSlow(2 ** 21);
const spare = Buffer.allocUnsafeSlow(2 ** 16);

/** Milliseconds. In a long run V8 drops what has not been used for a while, which is what every start needs. */
const longestRun = 5000;

type ModuleBody = (exports: object, require: NodeJS.Require, module: object, file: string, folder: string) => void;

// The executable is built as CommonJS, which starts faster.
const folder = path.join(import.meta.dirname, "cli");
const load = createRequire(path.join(folder, "program.cjs"));
loadCompiled(path.join(folder, "core.cjs"));
load("./program.cjs");

/** Runs a CommonJS module from its compiled code, and makes it the one that other modules require. */
function loadCompiled(file: string): void {
  // Compiled code holds for one version of Node on one kind of processor; V8 itself refuses what does not fit.
  const compiled = file.replace(/\.cjs$/, `-${process.version}-${process.arch}.cache`);
  const source = readModule(file);
  const known = readTwice(compiled);
  const script = new Script(source, { filename: file, ...(known === undefined ? {} : { cachedData: known }) });
  // At the end, when everything that an audit needs has been compiled.
  const isNew = known === undefined || script.cachedDataRejected === true;
  if (isNew && isAudit(process.argv[2])) {
    process.once("exit", () => {
      if (performance.now() < longestRun) keep(compiled, script.createCachedData());
    });
  }
  const module = new Module(file);
  load.cache[file] = module;
  const body: ModuleBody = script.runInThisContext();
  body(module.exports, load, module, file, folder);
}

/** Other commands compile too little of the program to be worth keeping. */
function isAudit(word = ""): boolean {
  return !/^(?:collect|explain|rules|init|-h|--help|-V|--version)$/.test(word);
}

/** The text of a module as a function. The build writes it in ASCII. */
function readModule(file: string): string {
  return withFile(file, (descriptor, length) => {
    const head = "(function (exports, require, module, __filename, __dirname) {";
    const end = head.length + read(descriptor, head.length, length, 0);
    memory.write(head);
    return memory.toString("latin1", 0, end + memory.write("\n})", end));
  });
}

/**
 * The code is there twice: V8 would crash on code that was damaged, by a disk that filled up or a machine that went down, and comparing
 * is faster than any checksum. Holds until the next file is read.
 */
function readTwice(file: string): Buffer | undefined {
  try {
    return withFile(file, (descriptor, length): Buffer | undefined => {
      const half = length / 2;
      if (half === 0 || read(descriptor, 0, half, 0) < half) return undefined;
      for (let start = 0; start < half; start += spare.length) {
        const count = readSync(descriptor, spare, 0, Math.min(spare.length, half - start), half + start);
        if (count === 0 || spare.compare(memory, start, start + count, 0, count) !== 0) return undefined;
      }
      return memory.subarray(0, half);
    });
  } catch {
    return undefined;
  }
}

function withFile<T>(file: string, work: (descriptor: number, length: number) => T): T {
  const descriptor = openSync(file, "r");
  try {
    return work(descriptor, fstatSync(descriptor).size);
  } finally {
    closeSync(descriptor);
  }
}

/** Fills the memory from `offset` on, and leaves a little room behind. */
function read(descriptor: number, offset: number, length: number, position: number): number {
  const needed = offset + length + 64;
  if (needed > memory.length) memory = Buffer.allocUnsafeSlow(needed);
  return readSync(descriptor, memory, offset, length, position);
}

/** Whole or not at all: another run may be reading. */
function keep(compiled: string, code: Buffer): void {
  const draft = `${compiled}.${process.pid}`;
  try {
    writeFileSync(draft, Buffer.concat([code, code]), { flag: "wx" });
    renameSync(draft, compiled);
  } catch {
    rmSync(draft, { force: true });
  }
}
