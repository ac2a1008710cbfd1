/** Entries of the orb lists: `circleci/*`, `acme/deploy@>=2.1 <3`, `https://raw.githubusercontent.com/acme/*`. */
import type { OrbName } from "../../rule/policy.ts";
import { segmentMatches } from "../../source/glob.ts";
import { isEmptyRange, isInRange, newestOf, parseRange } from "./version-range.ts";

export type OrbMatcher = (orb: OrbName) => boolean;

/** How the entry is to be understood, or what is wrong with it. */
export function parseOrbPattern(text: string): OrbMatcher | { readonly fault: string; readonly hint?: string } {
  if (/^https?:/i.test(text)) return parseUrl(text);
  const [, namespace = "", name = "", range] = /^([^/@\s]+)\/([^/@\s]+)(?:@(.*))?$/.exec(text) ?? [];
  if (namespace === "") {
    const hint = /^[\w*-]+$/.test(text) ? { hint: `Write \`${text}/*\` for all orbs of a namespace.` } : {};
    return { fault: "This is no orb: write `namespace/name`, with `@` and a version range if you like.", ...hint };
  }
  if (!/^[a-z0-9_.*?-]+$/.test(namespace + name)) {
    return { fault: "No orb is called so: names hold small letters, digits, `-` and `_`; `*` stands for any." };
  }
  const versions = range === undefined ? undefined : parseRange(range);
  if (range !== undefined && versions === undefined) {
    return { fault: "This is no version range.", hint: "Write `5.x`, `1.2.3`, `>=2.1 <3`, `^1.4` or several with `||`." };
  }
  if (versions !== undefined && isEmptyRange(versions)) return { fault: "No version can be in this range." };
  return (orb) => {
    if (orb.kind !== "registry" || !segmentMatches(orb.namespace, namespace) || !segmentMatches(orb.name, name)) return false;
    if (versions === undefined) return true;
    const version = newestOf(orb.version);
    return version !== undefined && isInRange(version, versions);
  };
}

/** The host is matched by itself, so that `*` in it cannot reach into the path. */
function parseUrl(text: string): ReturnType<typeof parseOrbPattern> {
  const [, host = "", path = ""] = /^https:\/\/([^/\s@]+)(\/\S*)$/.exec(text) ?? [];
  if (host === "") return { fault: "This is no address that orbs come from: write `https://host/path/*`." };
  return (orb) => {
    const url = orb.kind === "url" && URL.canParse(orb.url) && !orb.url.includes("<<") ? new URL(orb.url) : undefined;
    if (url?.protocol !== "https:") return false;
    return segmentMatches(url.host, host.toLowerCase()) && segmentMatches(`${url.pathname}${url.search}`, path);
  };
}
