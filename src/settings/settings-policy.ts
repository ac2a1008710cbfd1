/** What the settings tell rules. */
import type { AuditPolicy, ImageName, ImageVerdict, ListVerdict, OrbName } from "../rule/policy.ts";
import { segmentMatches } from "../source/glob.ts";
import { parseImagePattern } from "./policy/image-pattern.ts";
import { judgeName, matchesContext, matchesResourceClass } from "./policy/name-lists.ts";
import { parseOrbPattern } from "./policy/orb-pattern.ts";
import { toProject } from "./policy/project.ts";
import type { NameListSettings, Settings } from "./settings.ts";

export function toPolicy(settings: Settings): AuditPolicy {
  const { contexts, orbs, images, resourceClasses, secretNames, sshKeys, staleAfter } = settings;
  const [allowedOrbs, deniedOrbs] = [orbs.allow && orbEntries(orbs.allow), orbEntries(orbs.deny)];
  const [contextLists, classLists] = [withProjects(contexts), withProjects(resourceClasses)];
  return {
    isRestrictedContext: (name) => isListed(contexts.restricted, name),
    isTrustedNamespace: (namespace) => isListed(orbs.trusted, namespace),
    isOwnNamespace: (namespace) => isListed(orbs.own, namespace),
    pinOf: (namespace) => pinFor(namespace, orbs.pins),
    isSecretName: (name) => (isListed(secretNames.remove, name) ? false : isListed(secretNames.add, name) || undefined),
    isExpectedSecret: (name) => secretNames.expected && isListed(secretNames.expected, name),
    staleAfter,
    isExpectedSshKey: ({ hostname, fingerprint }) =>
      sshKeys.expected && (isListed(sshKeys.expected, hostname) || isListed(sshKeys.expected, fingerprint)),
    judgeOrb: (orb) => judge(orb, allowedOrbs, deniedOrbs),
    isListedOrb: (orb) => allowedOrbs?.some(({ matches }) => matches(orb)) ?? false,
    judgeImage: imageJudge(images),
    judgeContext: (name, project) => judgeName(name, project && toProject(project), contextLists, matchesContext),
    judgeResourceClass: (name, project) => judgeName(name, project && toProject(project), classLists, matchesResourceClass),
  };
}

/** Whether what holds depends on the project. */
export function bindsProjects({ contexts, resourceClasses }: Settings): boolean {
  return [...contexts.reserved, ...resourceClasses.reserved].some(({ projects }) => projects !== undefined);
}

function isListed(patterns: readonly string[], name: string): boolean {
  return patterns.some((pattern) => segmentMatches(name, pattern));
}

/** A namespace by its name goes before patterns, of which the first counts. */
function pinFor(namespace: string, byPattern: Settings["orbs"]["pins"]): ReturnType<AuditPolicy["pinOf"]> {
  const own = byPattern.get(namespace);
  if (own !== undefined) return own;
  for (const [pattern, pin] of byPattern) if (segmentMatches(namespace, pattern)) return pin;
  return undefined;
}

interface Entry<T> {
  readonly text: string;
  matches(subject: T): boolean | "unknown";
}

/** What depends on something unknown is neither denied nor missing from the list. */
function judge<T>(subject: T, allowed: readonly Entry<T>[] | undefined, denied: readonly Entry<T>[]): ListVerdict {
  const against = denied.find(({ matches }) => matches(subject) === true);
  if (against !== undefined) return { kind: "denied", entry: against.text };
  return allowed?.every(({ matches }) => matches(subject) === false) === true ? { kind: "not-listed" } : { kind: "fine" };
}

function orbEntries(texts: readonly string[]): readonly Entry<OrbName>[] {
  return texts.flatMap((text) => {
    const matches = parseOrbPattern(text);
    return typeof matches === "function" ? [{ text, matches }] : [];
  });
}

function imageEntries(texts: readonly string[]): readonly Entry<ImageName>[] {
  return texts.flatMap((text) => {
    const matches = parseImagePattern(text);
    return typeof matches === "function" ? [{ text, matches }] : [];
  });
}

function imageJudge({ allow, deny, requireDigest }: Settings["images"]): AuditPolicy["judgeImage"] {
  const [allowed, denied, pinned] = [allow && imageEntries(allow), imageEntries(deny), imageEntries(requireDigest)];
  return (image): ImageVerdict => {
    const verdict = judge(image, allowed, denied);
    const demand = image.isPinned ? undefined : pinned.find(({ matches }) => matches(image) === true);
    return verdict.kind === "fine" && demand !== undefined ? { kind: "no-digest", entry: demand.text } : verdict;
  };
}

function withProjects(lists: NameListSettings): NameListSettings {
  const reserved = lists.reserved.map((entry) => ({
    ...entry,
    projects: entry.projects?.map((pattern) => toProject(pattern) ?? pattern),
  }));
  return { ...lists, reserved };
}
