/** What lists of names allow: contexts and resource classes. */
import type { NameVerdict } from "../../rule/policy.ts";
import { segmentMatches } from "../../source/glob.ts";
import type { NameListSettings, Reservation } from "../settings.ts";
import { isOneOf } from "./project.ts";

type Matches = (name: string, pattern: string) => boolean;

/** `deny` goes before all else; a name that is reserved needs no place in `allow`, and its entries are alternatives. */
export function judgeName(name: string, project: string | undefined, lists: NameListSettings, matches: Matches): NameVerdict {
  const denied = lists.deny.find((pattern) => matches(name, pattern));
  if (denied !== undefined) return { kind: "denied", entry: denied };
  const entries = lists.reserved.filter(({ names }) => names.some((pattern) => matches(name, pattern)));
  if (entries.length > 0) return judgeReserved(entries, project);
  const isListed = lists.allow === undefined || lists.allow.some((pattern) => matches(name, pattern));
  return isListed ? { kind: "fine" } : { kind: "not-listed" };
}

function judgeReserved(entries: readonly Reservation[], project: string | undefined): NameVerdict {
  const here = entries.filter(({ projects }) => projects === undefined || isOneOf(project, projects) !== false);
  if (here.length === 0) return { kind: "other-project", projects: entries.flatMap(({ projects = [] }) => projects) };
  if (here.some(({ branches, tags }) => branches === undefined && tags === undefined)) return { kind: "fine" };
  return {
    kind: "reserved",
    branches: here.flatMap(({ branches = [] }) => branches),
    tags: here.flatMap(({ tags = [] }) => tags),
  };
}

/** `*` stands for any characters. */
export const matchesContext: Matches = segmentMatches;

/** In `namespace/name` each part is matched by itself: `*` is no self-hosted runner, `*` + `/*` is every one. */
export function matchesResourceClass(name: string, pattern: string): boolean {
  const [parts, wanted] = [name.split("/"), pattern.split("/")];
  return parts.length === wanted.length && parts.every((part, at) => segmentMatches(part, wanted[at] ?? ""));
}
