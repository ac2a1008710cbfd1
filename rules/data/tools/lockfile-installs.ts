/** Commands that install what a lockfile lists, and how each is kept from changing it. Sources: each tool's manual. */
import type { CommandFact, Word } from "../../../src/shell/facts.ts";
import { hasOption, lastOption, parseOptions, wordSet, type OptionSpec, type ParsedArgs } from "../options.ts";

export interface LockfileInstall {
  /** As people know it: `npm install`. */
  readonly tool: "npm" | "yarn" | "pnpm" | "bundle";
  /** Any of these is what it installs from. */
  readonly lockfiles: readonly string[];
  /** The word that says what to do; undefined for `yarn` and `bundle` alone. */
  readonly verb: Word | undefined;
  /** The option that switches the check off, if one does. */
  readonly loosened: Word | undefined;
  /** The folder that an option names; undefined for the one the command runs in. */
  readonly folder: Word | undefined;
}

const npmSpec: OptionSpec = {
  values: wordSet(
    "--prefix -C --registry --cache --loglevel -w --workspace --omit --include --only --userconfig --globalconfig --install-strategy --fetch-retries " +
      "--fetch-timeout --maxsockets --tag --network-timeout --cafile --scope --before",
  ),
};
const yarnSpec: OptionSpec = {
  values: wordSet(
    "--cwd --modules-folder --registry --network-timeout --network-concurrency --cache-folder --mutex --mode --preferred-cache-folder",
  ),
};
const pnpmSpec: OptionSpec = { values: wordSet("-C --dir -F --filter --registry --store-dir --reporter --lockfile-dir") };
const bundleSpec: OptionSpec = {
  values: wordSet("--gemfile --path --without --with --jobs -j --retry --binstubs --shebang --standalone --trust-policy"),
};

/** Undefined when the command installs something else, nothing, or is bound to its lockfile. */
export function lockfileInstallOf(command: CommandFact): LockfileInstall | undefined {
  // What `xargs` appends are packages.
  if (command.place !== "job" || command.wrappers.includes("xargs")) return undefined;
  const read = Object.hasOwn(readers, command.name ?? "") ? readers[command.name ?? ""] : undefined;
  return read?.(command.args);
}

const readers: Readonly<Record<string, (args: readonly Word[]) => LockfileInstall | undefined>> = {
  npm(args) {
    const parsed = parseOptions(args, npmSpec);
    const verb = soleOperand(parsed);
    if (verb === undefined || !/^(?:install|i|in|ins|inst|insta|instal|isnt|isnta|isntal|isntall|add)$/u.test(verb.literal ?? ""))
      return undefined;
    if (hasOption(parsed, "-g", "--global", "--location", "--package-lock-only", "--dry-run", "--help", "-h")) return undefined;
    const folder = lastOption(parsed, "--prefix", "-C")?.value;
    return {
      tool: "npm",
      lockfiles: ["package-lock.json", "npm-shrinkwrap.json"],
      verb,
      loosened: offSwitch(parsed, "package-lock"),
      folder,
    };
  },
  yarn(args) {
    const parsed = parseOptions(args, yarnSpec);
    const verb = parsed.operands[0];
    if (parsed.operands.length > 1 || (verb !== undefined && verb.literal !== "install")) return undefined;
    if (hasOption(parsed, "--help", "-h", "--version", "-v", "-V")) return undefined;
    const isBound =
      hasOption(parsed, "--immutable", "--frozen-lockfile") && offSwitch(parsed, "immutable", "frozen-lockfile") === undefined;
    if (isBound) return undefined;
    const folder = lastOption(parsed, "--cwd")?.value;
    return { tool: "yarn", lockfiles: ["yarn.lock"], verb, loosened: offSwitch(parsed, "immutable", "frozen-lockfile"), folder };
  },
  // It checks the lockfile by itself when it runs in CI.
  pnpm(args) {
    const parsed = parseOptions(args, pnpmSpec);
    const verb = soleOperand(parsed);
    const loosened = offSwitch(parsed, "frozen-lockfile", "lockfile");
    if (loosened === undefined || !/^(?:install|i)$/u.test(verb?.literal ?? "")) return undefined;
    return { tool: "pnpm", lockfiles: ["pnpm-lock.yaml"], verb, loosened, folder: lastOption(parsed, "-C", "--dir")?.value };
  },
  bundle(args) {
    const parsed = parseOptions(args, bundleSpec);
    const verb = parsed.operands[0];
    if (parsed.operands.length > 1 || (verb !== undefined && verb.literal !== "install")) return undefined;
    if (hasOption(parsed, "--frozen", "--deployment", "--help", "-h", "--version", "-v", "--gemfile", "--local"))
      return undefined;
    return { tool: "bundle", lockfiles: ["Gemfile.lock", "gems.locked"], verb, loosened: undefined, folder: undefined };
  },
};

/** Words that may hide a package are no sole verb. */
function soleOperand({ operands, opaque }: ParsedArgs): Word | undefined {
  return operands.length === 1 && opaque.length === 0 ? operands[0] : undefined;
}

/** `--no-frozen-lockfile`, `--frozen-lockfile=false`. */
function offSwitch(parsed: ParsedArgs, ...names: readonly string[]): Word | undefined {
  const option = parsed.options.findLast(({ name, value }) =>
    names.some((each) => name === `--no-${each}` || (name === `--${each}` && value?.literal === "false")),
  );
  return option?.word;
}
