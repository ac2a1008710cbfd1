#!/usr/bin/env node
/**
 * The executable: starts the program from V8's compiled code when an earlier run has left it beside the program. Compiling takes
 * longer than auditing a repository. The code lies inside this package, where whoever can write could change the program itself;
 * where this process may not write, nothing is kept and nothing is said.
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire, Module } from "node:module";
import path from "node:path";
import { Script } from "node:vm";

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
  const known = readTwice(compiled);
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, "utf8")}\n})`;
  const script = new Script(source, { filename: file, ...(known === undefined ? {} : { cachedData: known }) });
  // At the end, when everything that an audit needs has been compiled.
  const isNew = known === undefined || script.cachedDataRejected === true;
  if (isNew && isAudit(process.argv[2])) process.once("exit", () => keep(compiled, script.createCachedData()));
  const module = new Module(file);
  load.cache[file] = module;
  const body: ModuleBody = script.runInThisContext();
  body(module.exports, load, module, file, folder);
}

/** Other commands compile too little of the program to be worth keeping. */
function isAudit(word = ""): boolean {
  return !/^(?:collect|explain|rules|init|-h|--help|-V|--version)$/.test(word);
}

/**
 * The code is there twice: V8 would crash on code that was damaged, by a disk that filled up or a machine that went down, and comparing
 * is faster than any checksum.
 */
function readTwice(file: string): Buffer | undefined {
  try {
    const both = readFileSync(file);
    const half = both.subarray(0, both.length / 2);
    return half.length > 0 && half.equals(both.subarray(half.length)) ? half : undefined;
  } catch {
    return undefined;
  }
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
