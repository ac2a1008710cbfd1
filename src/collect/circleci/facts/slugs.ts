/** Names of organisations and projects: CircleCI's slugs, and the addresses of code hosts that belong to them. */
import type { Organization } from "../../../snapshot/organization.ts";

export type Vcs = Organization["vcs"];

const hosts = { gh: "github.com", bb: "bitbucket.org" } as const;

const prefixes: Readonly<Record<string, "gh" | "bb" | "circleci">> = {
  gh: "gh",
  github: "gh",
  bb: "bb",
  bitbucket: "bb",
  circleci: "circleci",
};

const vcsWords = { gh: "github", bb: "bitbucket", circleci: "circleci" } as const;

/** A name in a slug or an address: neither a slash nor a way upwards. */
const segment = /^(?!\.+$)[\w.-]{1,200}$/;

export interface Slug {
  readonly prefix: "gh" | "bb" | "circleci";
  /** Name of the organisation; an opaque id in a standalone one. */
  readonly owner: string;
  /** Undefined in the slug of an organisation. */
  readonly project: string | undefined;
}

/** Reads `gh/acme`, `github/acme/app`, `circleci/<organisation>/<project>`; undefined for everything else. */
export function readSlug(text: string): Slug | undefined {
  const [word = "", owner = "", project, ...more] = text.trim().split("/");
  const prefix = Object.hasOwn(prefixes, word.toLowerCase()) ? prefixes[word.toLowerCase()] : undefined;
  if (prefix === undefined || more.length > 0 || !segment.test(owner)) return undefined;
  return project === undefined || segment.test(project) ? { prefix, owner, project } : undefined;
}

/** In the short form that snapshots use; undefined for what is no slug of an organisation. */
export function organizationSlug(text: string): string | undefined {
  const slug = readSlug(text);
  return slug === undefined || slug.project !== undefined ? undefined : `${slug.prefix}/${slug.owner}`;
}

/** In the short form that snapshots use; undefined for what is no slug of a project. */
export function projectSlug(text: string): string | undefined {
  const slug = readSlug(text);
  return slug?.project === undefined ? undefined : `${slug.prefix}/${slug.owner}/${slug.project}`;
}

/** The slug of the organisation of a project. */
export function ownerOf(slug: string): string {
  return slug.split("/").slice(0, 2).join("/");
}

export function vcsOf(slug: string): Vcs {
  return vcsWords[readSlug(slug)?.prefix ?? "circleci"];
}

/**
 * `github.com/acme/app` from a slug. Undefined for standalone projects, whose slugs do not say. On a server of one's own, `gh` may be a
 * GitHub of one's own: this holds for the cloud only.
 */
export function addressOf(slug: string): string | undefined {
  const { prefix, owner, project } = readSlug(slug) ?? {};
  if (prefix === undefined || prefix === "circleci" || owner === undefined) return undefined;
  return [hosts[prefix], owner, ...(project === undefined ? [] : [project])].join("/");
}

/** The slug of what is at an address of GitHub or Bitbucket, in any of the forms that Git takes. Undefined for other hosts. */
export function slugAt(address: string): string | undefined {
  const [host, ...names] = addressAt(address)?.split("/") ?? [];
  const prefix = host === hosts.gh ? "gh" : host === hosts.bb ? "bb" : undefined;
  return prefix === undefined || names.length > 2 ? undefined : [prefix, ...names].join("/");
}

/**
 * `github.com/acme/app` from `https://github.com/acme/app.git`, `git@github.com:acme/app` and the like. Undefined when it is no address
 * of a repository or an account, and for CircleCI's own addresses, which standalone projects have.
 */
export function addressAt(url: string): string | undefined {
  const bare = url
    .trim()
    .replace(/^(?:[a-z][a-z0-9+.-]*:)?\/\//i, "")
    .replace(/^[^/@]*@/, "");
  const [host = "", ...names] = bare
    .replace(/^([a-z0-9.-]+):(?!\d+\/)/i, "$1/")
    .replace(/\/+$/, "")
    .replace(/\.git$/, "")
    .split("/");
  const isHost = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d{1,5})?$/i.test(host);
  if (!isHost || /(?:^|\.)circleci\.com$/i.test(host)) return undefined;
  if (names.length === 0 || !names.every((name) => segment.test(name))) return undefined;
  return [host.toLowerCase(), ...names].join("/");
}
