/** Where a command connects to: the host in an argument, and what kind of place that host is. */
import { isPrivateEcr } from "./images.ts";

/**
 * `local`: this machine. `private`: reached from inside a network only. `code-host` and `registry`: public services that every
 * pipeline talks to. `unknown`: part of the name is not known.
 */
export type HostClass = "local" | "private" | "code-host" | "registry" | "public" | "unknown";

export interface NetworkTarget {
  readonly scheme: string | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** Without brackets; may hold `$NAME` where the text does. */
  readonly host: string;
  readonly port: string | undefined;
  /** Further hosts of `mongodb://a,b,c/db`. */
  readonly moreHosts: readonly string[];
}

/** The target of a URL, a connection string, `user@host`, `host:port` or a bare host. Undefined when no host is named. */
export function parseTarget(text: string): NetworkTarget | undefined {
  const url = text.startsWith("jdbc:") ? text.slice(5) : text;
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//iu.exec(url)?.[1];
  const rest = scheme === undefined ? url : url.slice(scheme.length + 3);
  const end = rest.search(/[/?#;]/u);
  const authority = end === -1 ? rest : rest.slice(0, end);
  const at = authority.lastIndexOf("@");
  const login = at === -1 ? undefined : authority.slice(0, at);
  const [first, ...others] = authority.slice(at + 1).split(",");
  const { host, port } = splitPort(first ?? "");
  if (host === "" || /\s/u.test(host)) return undefined;
  const colon = login?.indexOf(":") ?? -1;
  return {
    scheme: scheme?.toLowerCase(),
    user: colon === -1 ? login : login?.slice(0, colon),
    password: colon === -1 ? undefined : login?.slice(colon + 1),
    host,
    port,
    moreHosts: others.map((other) => splitPort(other).host).filter((other) => other !== ""),
  };
}

/**
 * The target of a remote path as scp and rsync read it: `[user@]host:path`, `host::module`, `scp://…`, `rsync://…`.
 * Undefined for a local path.
 */
export function parseRemotePath(text: string): NetworkTarget | undefined {
  if (/^[a-z]+:\/\//iu.test(text)) return parseTarget(text);
  const bracket = /^(?:[^/@]*@)?\[[^\]/]*\]/u.exec(text)?.[0].length ?? 0;
  const colon = text.indexOf(":", bracket);
  const slash = text.indexOf("/");
  if (colon < 1 || (slash !== -1 && slash < colon) || /^[A-Za-z]:[\\/]/u.test(text)) return undefined;
  const at = text.lastIndexOf("@", colon);
  const host = withoutBrackets(text.slice(at + 1, colon));
  if (host === "") return undefined;
  return {
    scheme: undefined,
    user: at > 0 ? text.slice(0, at) : undefined,
    password: undefined,
    host,
    port: undefined,
    moreHosts: [],
  };
}

function splitPort(text: string): { readonly host: string; readonly port: string | undefined } {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/u.exec(text);
  if (bracketed !== null) return { host: bracketed[1] ?? "", port: bracketed[2] };
  const colon = text.indexOf(":");
  if (colon === -1 || text.includes(":", colon + 1)) return { host: text, port: undefined };
  const port = text.slice(colon + 1);
  return { host: text.slice(0, colon), port: /^\d+$|\$/u.test(port) ? port : undefined };
}

function withoutBrackets(host: string): string {
  return host.startsWith("[") && host.endsWith("]") ? host.slice(1, -1) : host;
}

const localNames = new Set([
  ...["localhost", "localhost.localdomain", "ip6-localhost", "0.0.0.0", "::", "::1"],
  ...["host.docker.internal", "gateway.docker.internal", "kubernetes.docker.internal", "host.containers.internal"],
]);

/** Names that no public DNS serves: RFC 6762, RFC 8375, ICANN's reserved `internal`, and what companies use in practice. */
const privateSuffixes = ["internal", "corp", "local", "lan", "intra", "intranet", "private", "home.arpa"];

const codeHosts = [
  ...["github.com", "githubusercontent.com", "gitlab.com", "bitbucket.org", "dev.azure.com", "vs-ssh.visualstudio.com"],
  ...["heroku.com", "codeberg.org", "git.sr.ht", "aur.archlinux.org", "git.launchpad.net", "source.developers.google.com"],
];

const registries = [
  ...["docker.io", "ghcr.io", "quay.io", "gcr.io", "pkg.dev", "azurecr.io", "public.ecr.aws", "mcr.microsoft.com"],
  ...["registry.gitlab.com", "registry.k8s.io"],
];

/**
 * What kind of place a host is. A name whose end is known is judged by that end: `$TEAM.db.internal` is private. Names without a
 * dot are private: only the job's own network resolves them, so ask first whether a service container has that name.
 */
export function classifyHost(host: string): HostClass {
  const known = knownEnd(withoutBrackets(host).toLowerCase().replace(/\.$/u, ""));
  if (known === undefined || known === "") return "unknown";
  if (localNames.has(known) || known.endsWith(".localhost")) return "local";
  const address = classifyAddress(known);
  if (address !== undefined) return address;
  if (!known.includes(".") || privateSuffixes.some((suffix) => known.endsWith(`.${suffix}`))) return "private";
  if (isAmongOrBelow(known, registries) || isPrivateEcr(known)) return "registry";
  return isAmongOrBelow(known, codeHosts) || known.startsWith("git-codecommit.") ? "code-host" : "public";
}

function isAmongOrBelow(host: string, domains: readonly string[]): boolean {
  return domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}

/** The host itself, or a stand-in with its known end when that begins with a dot; undefined when the end is not known. */
function knownEnd(host: string): string | undefined {
  if (!/[$<`%]/u.test(host)) return host;
  const tail = /[}>)`%]([^$<}>)`%]*)$/u.exec(host)?.[1] ?? /\$\w+([^$\w][^$]*)$/u.exec(host)?.[1] ?? "";
  return /^\.[^.]+/u.test(tail) ? `x${tail}` : undefined;
}

function classifyAddress(host: string): HostClass | undefined {
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/u.test(host)) return classifyIpv4(host.split(".").map(Number));
  if (!host.includes(":")) return undefined;
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/u.exec(host)?.[1];
  if (mapped !== undefined) return classifyIpv4(mapped.split(".").map(Number));
  if (!/^[0-9a-f:.]+$/u.test(host)) return "unknown";
  return /^f[cd]|^fe[89ab]/u.test(host) ? "private" : "public";
}

/** RFC 1918, loopback, link-local (cloud metadata lives there) and the carrier range that mesh VPNs use. */
function classifyIpv4([a = 0, b = 0]: readonly number[]): HostClass {
  if (a === 127) return "local";
  const isPrivate = a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168) || (a === 169 && b === 254);
  return isPrivate || (a === 100 && b >= 64 && b <= 127) ? "private" : "public";
}
