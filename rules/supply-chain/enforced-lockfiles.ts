/** What enforces a lockfile: settings beside the command, and the command to write instead. */
import type { Edit } from "../../src/finding/fix.ts";
import { assumedText } from "../../src/expand/text.ts";
import type { Audit, ScriptRun } from "../../src/rule/audit.ts";
import type { CommandFact } from "../../src/shell/facts.ts";
import { scriptsByRun } from "../data/scripts-by-run.ts";
import type { LockfileInstall } from "../data/tools/lockfile-installs.ts";

const bundlerSwitch = /^BUNDLE_(?:FROZEN|DEPLOYMENT)$/;
const yarnSwitch = /^YARN_ENABLE_IMMUTABLE_INSTALLS$/;

/** A variable or a command of the same job, or the tool's own way in CI. */
export function isEnforcedElsewhere(install: LockfileInstall, command: CommandFact, script: ScriptRun, audit: Audit): boolean {
  if (removesLockfile(install, script)) return true;
  if (install.loosened !== undefined) return false;
  if (install.tool === "yarn") return isModernYarn(script, audit) || setsVariable(yarnSwitch, command, script, audit);
  if (install.tool !== "bundle") return false;
  return (
    audit.repository.hasFile(".bundle/config") === true ||
    setsVariable(bundlerSwitch, command, script, audit) ||
    commandsOf(script, audit).some(({ name, args }) => {
      const words = args.map(({ literal = "" }) => literal);
      return name === "bundle" && words[0] === "config" && words.some((word) => word === "frozen" || word === "deployment");
    })
  );
}

/** Yarn 2 and later refuse to change the lockfile when they run in CI. */
function isModernYarn(script: ScriptRun, { repository }: Audit): boolean {
  const { commands } = script.facts;
  return (
    repository.hasFile(".yarnrc.yml") === true || commands.some(({ name, args }) => name === "yarn" && args[0]?.literal === "set")
  );
}

function setsVariable(name: RegExp, command: CommandFact, script: ScriptRun, audit: Audit): boolean {
  const { run, step, facts } = script;
  const isOn = (value: string | undefined): boolean => value !== undefined && !/^(?:|0|false)$/.test(value);
  const images = run.executor.kind === "docker" ? run.executor.images.flatMap(({ environment }) => environment) : [];
  const entries = [...run.environment, ...step.environment, ...images];
  if (entries.some((entry) => name.test(entry.name) && isOn(assumedText(entry.value) ?? "?"))) return true;
  const assigned = [...command.environment, ...facts.assignments, ...commandsWords(script, audit)];
  return assigned.some((each) => name.test(each.name) && isOn(each.value?.literal ?? "?"));
}

/** Variables that other steps export, into `$BASH_ENV` for one. */
function commandsWords(
  script: ScriptRun,
  audit: Audit,
): readonly { readonly name: string; readonly value: { readonly literal: string | undefined } }[] {
  return commandsOf(script, audit).flatMap(({ args }) =>
    args.flatMap(({ literal = "" }) => {
      const [, name, value] = /\b(BUNDLE_\w+|YARN_\w+)=["']?(\w+)/.exec(literal) ?? [];
      return name === undefined ? [] : [{ name, value: { literal: value } }];
    }),
  );
}

function commandsOf({ run }: ScriptRun, audit: Audit): readonly CommandFact[] {
  return (scriptsByRun(audit).get(run) ?? []).flatMap(({ facts }) => facts.commands);
}

/** A lockfile that the script takes away first is not meant to be followed. */
function removesLockfile({ lockfiles }: LockfileInstall, { facts }: ScriptRun): boolean {
  return facts.commands.some(({ name, args }) => {
    return (
      name === "rm" && args.some(({ literal = "" }) => lockfiles.some((file) => literal === file || literal.endsWith(`/${file}`)))
    );
  });
}

export interface Enforcing {
  readonly title: string;
  /** The command as it should be, in short. */
  readonly line: string;
  /** Undefined when the place cannot be edited. */
  readonly edits: readonly Edit[] | undefined;
  /** Where the lockfile is there. */
  readonly isSafe: boolean;
}

export function enforcing(
  { tool, verb, loosened }: LockfileInstall,
  command: CommandFact,
  script: ScriptRun,
  audit: Audit,
): Enforcing {
  const [program] = command.words;
  const written = verb ?? program;
  if (loosened !== undefined || written?.literal === undefined || program === undefined) {
    return { title: "", line: commandLines[tool], edits: undefined, isSafe: false };
  }
  const { text } = script.facts;
  const isWrittenOut = text.slice(written.span.start, written.span.end) === written.literal && command.nestedIn === undefined;
  const after = { start: written.span.end, end: written.span.end };
  const edit =
    tool === "npm"
      ? script.edit(written.span, "ci")
      : tool === "yarn"
        ? script.edit(after, verb === undefined ? " install --frozen-lockfile" : " --frozen-lockfile")
        : script.edit({ start: program.span.start, end: program.span.start }, "BUNDLE_FROZEN=true ");
  return {
    title: `Install by \`${commandLines[tool]}\``,
    line: commandLines[tool],
    edits: edit === undefined || !isWrittenOut || (tool === "bundle" && command.wrappers.length > 0) ? undefined : [edit],
    isSafe: tool === "npm" || (tool === "yarn" && isOldYarn(script, audit)),
  };
}

const commandLines: Readonly<Record<LockfileInstall["tool"], string>> = {
  npm: "npm ci",
  yarn: "yarn install --frozen-lockfile",
  pnpm: "pnpm install --frozen-lockfile",
  bundle: "BUNDLE_FROZEN=true bundle install",
};

/** Yarn 1 knows `--frozen-lockfile`; later ones complain of it. Corepack takes the version from `package.json`. */
function isOldYarn(script: ScriptRun, audit: Audit): boolean {
  return audit.repository.hasFile(".yarnrc.yml") === false && commandsOf(script, audit).every(({ name }) => name !== "corepack");
}
