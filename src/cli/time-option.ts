/** Options that are a time: `90s`, `10m`, `24h`, `7d`. */
import { quote } from "../source/quote.ts";
import type { CommandLine } from "./command-line.ts";
import { valueGiven } from "./parse-command-line.ts";
import { UsageError } from "./usage-error.ts";

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * In milliseconds.
 * @throws {UsageError}
 */
export function timeGiven(line: CommandLine, name: string, usual: string): number {
  const text = valueGiven(line, name) ?? usual;
  const [, count, unit = "s"] = /^(\d{1,6})([smhd])?$/.exec(text) ?? [];
  if (count === undefined)
    throw new UsageError(`\`--${name}\` is a time such as \`90s\`, \`10m\`, \`24h\` or \`7d\`, not ${quote(text)}.`);
  return Number(count) * (units[unit] ?? 1000);
}
