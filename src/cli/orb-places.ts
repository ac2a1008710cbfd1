/** Where orb sources are kept and which CircleCI they are from: the command line, the environment, the platform; never an audited file. */
import os from "node:os";
import path from "node:path";
import { cloudHost, hostOf } from "../collect/circleci/host.ts";
import type { CommandLine, Explained, OptionSpec } from "./command-line.ts";
import { valueGiven } from "./parse-command-line.ts";
import { hostTyped, refusedHost } from "./host-given.ts";

export const orbCacheOption: OptionSpec = {
  name: "orb-cache",
  value: "<folder>",
  summary: "where fetched orbs are kept (default: CIRCLECI_SECAUDIT_CACHE, else a folder of your own account)",
};

export const hostOption: OptionSpec = {
  name: "circleci-host",
  value: "<url>",
  default: cloudHost,
  summary: "the CircleCI installation that is asked, and that orbs are from",
};

export const orbEnvironment: readonly Explained[] = [
  { name: "CIRCLECI_SECAUDIT_CACHE", summary: "the folder of --orb-cache" },
  { name: "CIRCLECI_HOST, CIRCLECI_CLI_HOST", summary: "the address of --circleci-host" },
];

/** Where answers of the APIs are kept; absolute. Apart from the orbs, which may be shared. */
export function answersFolder(): string {
  const { CIRCLECI_SECAUDIT_CACHE: named } = process.env;
  const cache = named === undefined || named === "" ? path.join(platformCache(), "circleci-secaudit") : path.resolve(named);
  return path.join(cache, "answers");
}

/** Absolute. */
export function orbCacheFolder(line: CommandLine, cwd: string): string {
  const { CIRCLECI_SECAUDIT_CACHE: named } = process.env;
  const wanted = valueGiven(line, "orb-cache") ?? (named === "" ? undefined : named);
  return wanted === undefined ? path.join(platformCache(), "circleci-secaudit", "orbs") : path.resolve(cwd, wanted);
}

function platformCache(): string {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = process.env;
  if (process.platform === "win32" && local !== undefined && path.isAbsolute(local)) return local;
  if (process.platform === "darwin") return path.join(os.homedir(), "Library", "Caches");
  // The specification says that a relative path is to be ignored.
  return xdg !== undefined && path.isAbsolute(xdg) ? xdg : path.join(os.homedir(), ".cache");
}

const hostVariables = ["CIRCLECI_HOST", "CIRCLECI_CLI_HOST"] as const;

/** Whether the host was chosen, and not left to its default. */
export function isCircleciHostGiven(line: CommandLine): boolean {
  return hostTyped(line, "circleci-host", hostVariables) !== undefined;
}

/**
 * Scheme and host.
 * @throws {UsageError} when it is no address that a token may be sent to
 */
export function circleciHost(line: CommandLine): string {
  const typed = hostTyped(line, "circleci-host", hostVariables);
  if (typed === undefined) return cloudHost;
  const answer = hostOf(typed.text);
  if ("host" in answer) return answer.host;
  throw refusedHost(typed, answer.fault);
}
