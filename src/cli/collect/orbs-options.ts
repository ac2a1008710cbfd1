/** What `collect --orbs` was asked to do. */
import type { CommandLine } from "../command-line.ts";
import { isGiven, valueGiven } from "../parse-command-line.ts";
import { circleciHost, orbCacheFolder } from "../orb-places.ts";
import { timeGiven } from "../time-option.ts";
import { circleTokenVariables, tokenGiven } from "../tokens.ts";
import { UsageError } from "../usage-error.ts";

export interface OrbsOptions {
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

export const usualOrbsAge = "24h";
export const usualOrbsTimeout = "60s";

/** These ask for facts. */
const others = [
  "project",
  "org",
  "output",
  "resume",
  "allow-private-api",
  "github-host",
  "no-circleci",
  "no-github",
  "from",
  "usage",
] as const;

/** @throws {UsageError} */
export function orbsOptions(line: CommandLine, cwd: string): OrbsOptions {
  const other = others.find((name) => isGiven(line, name));
  if (other !== undefined)
    throw new UsageError(`\`--orbs\` fetches orbs and nothing else: leave out \`--${other}\`, or \`--orbs\`.`);
  return {
    paths: line.positionals.filter((path) => path !== "-"),
    standardInput: line.positionals.includes("-"),
    config: valueGiven(line, "config"),
    vendor: isGiven(line, "vendor"),
    folder: orbCacheFolder(line, cwd),
    host: circleciHost(line),
    token: tokenGiven(circleTokenVariables),
    maxAge: timeGiven(line, "max-age", usualOrbsAge),
    timeout: timeGiven(line, "timeout", usualOrbsTimeout),
  };
}
