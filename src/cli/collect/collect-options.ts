/** What `collect` was asked to do. */
import type { CommandLine } from "../command-line.ts";
import { isGiven, valueGiven } from "../parse-command-line.ts";
import { circleciHost, orbCacheFolder } from "../orb-places.ts";
import { UsageError } from "../usage-error.ts";
import { quote } from "../../source/quote.ts";

export interface CollectOptions {
  /** As typed, without `-`. */
  readonly paths: readonly string[];
  readonly standardInput: boolean;
  readonly config: string | undefined;
  readonly vendor: boolean;
  readonly folder: string;
  readonly host: string;
  readonly token: string | undefined;
  /** Milliseconds. */
  readonly maxAge: number;
  readonly timeout: number;
}

export const usualMaxAge = "24h";
export const usualTimeout = "60s";
export const tokenVariables = ["CIRCLECI_TOKEN", "CIRCLE_TOKEN", "CIRCLECI_CLI_TOKEN"] as const;

/** @throws {UsageError} */
export function collectOptions(line: CommandLine, cwd: string): CollectOptions {
  if (!isGiven(line, "orbs")) throw new UsageError("Say what to collect: `circleci-secaudit collect --orbs`.");
  return {
    paths: line.positionals.filter((path) => path !== "-"),
    standardInput: line.positionals.includes("-"),
    config: valueGiven(line, "config"),
    vendor: isGiven(line, "vendor"),
    folder: orbCacheFolder(line, cwd),
    host: circleciHost(line),
    token: tokenGiven(),
    maxAge: duration(line, "max-age", usualMaxAge),
    timeout: duration(line, "timeout", usualTimeout),
  };
}

/** What cannot stand in a header is no token, and must not get as far as an error message about headers. */
function tokenGiven(): string | undefined {
  for (const name of tokenVariables) {
    const value = process.env[name]?.trim();
    if (value === undefined || value === "") continue;
    if (/^[\x21-\x7e]+$/.test(value)) return value;
    throw new UsageError(`The environment variable \`${name}\` holds characters that no token has.`);
  }
  return undefined;
}

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function duration(line: CommandLine, name: string, usual: string): number {
  const text = valueGiven(line, name) ?? usual;
  const [, count, unit = "s"] = /^(\d{1,6})([smhd])?$/.exec(text) ?? [];
  if (count === undefined)
    throw new UsageError(`\`--${name}\` is a time such as \`90s\`, \`10m\`, \`24h\` or \`7d\`, not ${quote(text)}.`);
  return Number(count) * (units[unit] ?? 1000);
}
