/** Runs the command that the command line names; the only place that decides what happens to an exception. */
import type { CommandLine } from "./command-line.ts";
import { commands } from "./commands.ts";
import { helpText } from "./help.ts";
import { lint } from "./lint.ts";
import { isGiven, parseCommandLine } from "./parse-command-line.ts";
import { SettingsError } from "../settings/settings-error.ts";
import { print, printError } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";
import { tool } from "../lint/tool.ts";

/** Sets the exit code and returns when all is printed. Never rejects. */
export async function main(args: readonly string[]): Promise<void> {
  try {
    process.exitCode = await run(parseCommandLine(withoutHelpWord(args), commands));
  } catch (error) {
    process.exitCode = 2;
    if (error instanceof UsageError || error instanceof SettingsError) printError(`${tool.name}: ${error.message}`);
    else printError(`${tool.name}: internal error, please report it.\n${describe(error)}`);
  }
}

/** `help rules` is another way to say `rules --help`. */
function withoutHelpWord(args: readonly string[]): readonly string[] {
  return args[0] === "help" ? [...args.slice(1), "--help"] : args;
}

async function run(line: CommandLine): Promise<number> {
  if (isGiven(line, "help")) return print(helpText(line.command, commands));
  if (isGiven(line, "version")) return print(`${tool.version}\n`);
  switch (line.command.name) {
    case "collect":
      return (await import("./collect/collect.ts")).collect(line, process.cwd());
    case "review":
      return (await import("./review/review.ts")).review(line, process.cwd());
    case "oidc":
      return (await import("./oidc/oidc.ts")).oidc(line, process.cwd());
    case "explain":
      return (await import("./explain.ts")).explain(line);
    case "rules":
      return (await import("./rules.ts")).rules(line);
    case "init":
      return (await import("./init/init.ts")).init(line, process.cwd());
    default:
      return lint(line, process.cwd());
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
