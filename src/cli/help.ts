/** `--help`, from the same table that the arguments are checked against. */
import type { CommandSpec, Explained, OptionSpec } from "./command-line.ts";

const width = 100;

/** Help of one command, or of the tool when the first command is asked for: then the commands are listed too. */
export function helpText(command: CommandSpec, commands: readonly CommandSpec[]): string {
  const lines = [command.summary, "", "Usage:", `  circleci-secaudit ${command.usage}`];
  if (command === commands[0]) {
    lines.push(...commands.slice(1).map((other) => `  circleci-secaudit ${other.usage}`));
    lines.push(...section("Commands", commands));
  }
  lines.push(...section("Arguments", command.positionals));
  lines.push(...section("Options", command.options.map(explainOption)));
  lines.push(...section("Environment", command.environment));
  lines.push(...section("Exit codes", command.exitCodes));
  if (command.examples.length > 0) {
    lines.push("", "Examples:");
    for (const { name, summary } of command.examples) lines.push(`  # ${summary}`, `  ${name}`);
  }
  return `${lines.join("\n")}\n`;
}

function explainOption(option: OptionSpec): Explained {
  const short = option.short === undefined ? "    " : `-${option.short}, `;
  const value = option.value === undefined ? "" : option.optional === true ? `[=${option.value}]` : ` ${option.value}`;
  const notes = [
    ...(option.choices === undefined ? [] : [option.choices.join(", ")]),
    ...(option.default === undefined ? [] : [`default: ${option.default}`]),
    ...(option.repeatable === true ? ["repeatable"] : []),
  ];
  const summary = notes.length === 0 ? option.summary : `${option.summary} (${notes.join("; ")})`;
  return { name: `${short}--${option.name}${value}`, summary };
}

/** A heading and two columns; long texts go on under the second one. */
function section(title: string, rows: readonly Explained[]): readonly string[] {
  if (rows.length === 0) return [];
  const left = Math.max(...rows.map((row) => row.name.length)) + 4;
  const lines = ["", `${title}:`];
  for (const { name, summary } of rows) {
    const [first = "", ...rest] = wrap(summary, width - left);
    lines.push(`  ${name.padEnd(left - 2)}${first}`, ...rest.map((line) => " ".repeat(left) + line));
  }
  return lines;
}

function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
