/** Tokens come from the environment or from the CircleCI command line's own file, never from an audited one. */
import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Explained } from "./command-line.ts";
import { UsageError } from "./usage-error.ts";

export const circleTokenVariables = ["CIRCLECI_TOKEN", "CIRCLE_TOKEN", "CIRCLECI_CLI_TOKEN"] as const;
export const githubTokenVariables = ["GITHUB_TOKEN", "GH_TOKEN"] as const;
/** What GitHub's own command line sends to servers of one's own, instead of those. */
export const githubServerTokenVariables = ["GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"] as const;

/** Where `circleci setup` keeps its token. */
export function circleciCliFile(): string {
  return path.join(os.homedir(), ".circleci", "cli.yml");
}

/**
 * The first that is set. What cannot stand in a header is no token, and must not get as far as an error message about headers.
 * @throws {UsageError}
 */
export function tokenGiven(names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = process.env[name]?.trim();
    if (value === undefined || value === "") continue;
    if (/^[\x21-\x7e]+$/.test(value)) return value;
    throw new UsageError(`The environment variable \`${name}\` holds characters that no token has.`);
  }
  return undefined;
}

/** Whether there may be a token; cheap, since every audit asks. */
export function mayHaveToken(): boolean {
  const isSet = (name: string): boolean => (process.env[name] ?? "") !== "";
  const variables = [...circleTokenVariables, ...githubTokenVariables, ...githubServerTokenVariables];
  return variables.some(isSet) || existsSync(circleciCliFile());
}

export const tokenEnvironment: readonly Explained[] = [
  { name: "GH_HOST, GITHUB_API_URL", summary: "the address of --github-host" },
  {
    name: circleTokenVariables[0],
    summary: `a personal API token of CircleCI, sent to its host only (also ${circleTokenVariables.slice(1).join(", ")}; else the token in ~/.circleci/cli.yml, for the host that stands beside it)`,
  },
  { name: githubTokenVariables[0], summary: `a token of GitHub, sent to its API only (also ${githubTokenVariables[1]})` },
];
