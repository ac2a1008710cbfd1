/** What `collect` was asked to find out. */
import path from "node:path";
import { homeOf } from "../../collect/repository.ts";
import type { Wanted } from "../../collect/snapshot/find-wanted.ts";
import { quote } from "../../source/quote.ts";
import type { CommandLine } from "../command-line.ts";
import { servicesGiven } from "../facts/services.ts";
import type { Services } from "../facts/services.ts";
import { namedOrganization, namedProject, projectOfCheckout, projectOfJob } from "../facts/which-project.ts";
import type { ProjectNames } from "../facts/which-project.ts";
import { isGiven, valueGiven, valuesGiven } from "../parse-command-line.ts";
import { timeGiven } from "../time-option.ts";
import { UsageError } from "../usage-error.ts";

export interface FactsOptions {
  readonly services: Services;
  readonly wanted: Wanted;
  /** As typed. */
  readonly output: string;
  readonly resume: boolean;
  readonly allowsPrivate: boolean;
  /** Milliseconds. */
  readonly maxAge: number;
  readonly timeout: number;
}

export const usualOutput = "secaudit-snapshot.json";
export const usualFactsAge = "0s";
export const usualFactsTimeout = "30m";

/** @throws {UsageError} */
export function factsOptions(line: CommandLine, cwd: string): FactsOptions {
  if (isGiven(line, "vendor")) throw new UsageError("`--vendor` copies orbs: write `circleci-secaudit collect --orbs --vendor`.");
  const services = servicesGiven(line);
  if (services.circleci === undefined && services.github === undefined) throw new UsageError(whyNoToken(line));
  return {
    services,
    wanted: wantedBy(line, cwd),
    output: valueGiven(line, "output") ?? usualOutput,
    resume: isGiven(line, "resume"),
    allowsPrivate: isGiven(line, "allow-private-api"),
    maxAge: timeGiven(line, "max-age", usualFactsAge),
    timeout: timeGiven(line, "timeout", usualFactsTimeout),
  };
}

/** Whoever has none yet reads here how to make one. */
export function whyNoToken(line: CommandLine): string {
  if (isGiven(line, "no-circleci") && isGiven(line, "no-github")) {
    return "With `--no-circleci` and `--no-github` there is nobody to ask.";
  }
  return [
    "There is no token to ask with. Set at least one of these in the environment:",
    "  CIRCLECI_TOKEN  a personal API token of CircleCI with an expiry, from https://app.circleci.com/settings/user/tokens;",
    "                  it has the rights of its owner: much can only be seen by administrators of the organisation",
    "  GITHUB_TOKEN    a fine-grained token of GitHub with an expiry, from https://github.com/settings/personal-access-tokens/new;",
    "                  all it needs is to read: Metadata, Contents, Administration, Webhooks, Secrets and Secret scanning alerts,",
    "                  and of the organisation Administration, Members, Secrets and Webhooks",
  ].join("\n");
}

function wantedBy(line: CommandLine, cwd: string): Wanted {
  const organizations = valuesGiven(line, "org").map(namedOrganization);
  const projects = valuesGiven(line, "project").map(namedProject);
  const places = line.positionals;
  if (places.includes("-")) throw new UsageError("Standard input names no project: write `--project gh/acme/app`.");
  if (organizations.length + projects.length > 0 && places.length === 0) return { organizations, projects };
  return {
    organizations,
    projects: [...projects, ...(places.length === 0 ? [""] : places).map((place) => projectAt(place, cwd))],
  };
}

function projectAt(place: string, cwd: string): ProjectNames {
  const ofCheckout = projectOfCheckout(homeOf(path.resolve(cwd, place), cwd));
  const names = place === "" ? [...projectOfJob(), ...ofCheckout] : ofCheckout;
  if (names.length > 0) return [...new Set(names)];
  const where = place === "" ? "This folder" : quote(place, 200);
  throw new UsageError(
    `${where} is no checkout with a remote \`origin\` that names a project. Name one with \`--project gh/acme/app\`, or an organisation with \`--org gh/acme\`.`,
  );
}
