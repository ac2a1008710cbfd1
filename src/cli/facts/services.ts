/** Which services are asked, where they are, and with which token. Nothing of it comes from an audited file. */
import { cloudHost } from "../../collect/circleci/host.ts";
import { isLoopback } from "../../collect/host.ts";
import { githubCloud, githubHostOf } from "../../collect/github/host.ts";
import type { GithubHost } from "../../collect/github/host.ts";
import { circleciCliSettings } from "./circleci-cli-file.ts";
import type { CommandLine } from "../command-line.ts";
import { hostTyped, refusedHost } from "../host-given.ts";
import { circleciHost, isCircleciHostGiven } from "../orb-places.ts";
import { isGiven } from "../parse-command-line.ts";
import { circleTokenVariables, githubServerTokenVariables, githubTokenVariables, tokenGiven } from "../tokens.ts";

export interface CircleService {
  /** Scheme and host. */
  readonly host: string;
  readonly token: string;
  /** A host on this machine stands for CircleCI itself: an emulator, or a way through to it. */
  readonly installation: "cloud" | "server";
}

export interface GithubService {
  readonly host: GithubHost;
  readonly token: string;
}

/** Undefined: there is no token for it, or it is not to be asked. */
export interface Services {
  readonly circleci: CircleService | undefined;
  readonly github: GithubService | undefined;
}

/** @throws {UsageError} for a token or an address that cannot be one */
export function servicesGiven(line: CommandLine): Services {
  return {
    circleci: isGiven(line, "no-circleci") ? undefined : circleService(line),
    github: isGiven(line, "no-github") ? undefined : githubService(line),
  };
}

function circleService(line: CommandLine): CircleService | undefined {
  const service = (host: string, token: string): CircleService => {
    return { host, token, installation: host === cloudHost || isLoopback(new URL(host).hostname) ? "cloud" : "server" };
  };
  const token = tokenGiven(circleTokenVariables);
  if (token !== undefined) return service(circleciHost(line), token);
  const kept = circleciCliSettings();
  if (kept === undefined) return undefined;
  // A token that was kept goes to the host that was kept with it, and to no other.
  return !isCircleciHostGiven(line) || circleciHost(line) === kept.host ? service(kept.host, kept.token) : undefined;
}

function githubService(line: CommandLine): GithubService | undefined {
  const common = tokenGiven(githubTokenVariables);
  const ofServer = tokenGiven(githubServerTokenVariables);
  if (common === undefined && ofServer === undefined) return undefined;
  const { host, from } = githubHost(line);
  const isServer = host.site !== githubCloud.site && !host.site.endsWith(".ghe.com");
  // Who sets GH_HOST for GitHub's own command line has the common tokens for github.com all the same.
  const token = isServer ? (ofServer ?? (from === "GH_HOST" ? undefined : common)) : common;
  return token === undefined ? undefined : { host, token };
}

/** GitHub Actions names the host that its token is for. */
const githubHostVariables = ["GH_HOST", "GITHUB_API_URL"] as const;

function githubHost(line: CommandLine): { readonly host: GithubHost; readonly from: string } {
  const typed = hostTyped(line, "github-host", githubHostVariables);
  if (typed === undefined) return { host: githubCloud, from: "" };
  const host = githubHostOf(typed.text);
  if ("fault" in host) throw refusedHost(typed, host.fault);
  return { host, from: typed.from };
}
