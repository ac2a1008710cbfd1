/** The GitHub that is asked. */
import { isLoopback, readAddress } from "../host.ts";

export interface GithubHost {
  /** Root of the REST API: `https://api.github.com`, `https://github.example.com/api/v3`. */
  readonly api: string;
  /** How addresses of repositories begin: `github.com`. */
  readonly site: string;
  /** So many questions are asked in a minute. */
  readonly perMinute?: number;
}

/** GitHub takes 900 a minute from one user before its secondary limit, and others may be asking too. */
const perMinute = 800;

export const githubCloud: GithubHost = { api: "https://api.github.com", site: "github.com", perMinute };

/** With or without `https://` and the suffix of the API. */
export function githubHostOf(typed: string): GithubHost | { readonly fault: string } {
  const answer = readAddress(typed, {
    suffix: /^\/(?:api(?:\/v3)?)?\/?$/,
    tokenVariable: "GITHUB_TOKEN",
    example: "https://github.example.com",
  });
  if ("fault" in answer) return answer;
  const { origin, hostname, host } = answer.url;
  if (/^(?:www\.|api\.)?github\.com$/.test(hostname)) return githubCloud;
  // Enterprise Cloud with data residency keeps its API apart, as github.com does.
  const [, tenant] = /^(?:api\.)?([a-z0-9-]+\.ghe\.com)$/.exec(hostname) ?? [];
  if (tenant !== undefined) return { api: `https://api.${tenant}`, site: tenant, perMinute };
  // What runs on this machine stands for GitHub itself: an emulator, or a way through to it.
  return { api: `${origin}/api/v3`, site: isLoopback(hostname) ? githubCloud.site : host };
}
