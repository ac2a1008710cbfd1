/** Entries of the settings that could never match anything: slips, and a policy that looks stricter than it is. */
import type { PathSegment } from "../finding/location.ts";
import { compareVersions } from "../finding/version.ts";
import { quote } from "../source/quote.ts";
import { parseImagePattern } from "./policy/image-pattern.ts";
import { parseOrbPattern } from "./policy/orb-pattern.ts";
import { isProjectPattern, toProject } from "./policy/project.ts";
import type { SettingsData } from "./settings-data.ts";

export interface Mistake {
  readonly path: readonly PathSegment[];
  readonly on: "key" | "value";
  readonly message: string;
  readonly hint: string | undefined;
}

/** `version` is that of this tool. */
export function policyMistakes(data: SettingsData, version: string): readonly Mistake[] {
  return [...releaseMistakes(data, version), ...projectMistakes(data), ...listMistakes(data), ...reservationMistakes(data)];
}

function releaseMistakes({ rulesAsOf }: SettingsData, version: string): readonly Mistake[] {
  if (rulesAsOf === undefined || compareVersions(rulesAsOf, version) <= 0) return [];
  return [
    mistake(
      ["rulesAsOf"],
      `There is no version ${quote(rulesAsOf)} yet.`,
      `This is ${version}: write \`rulesAsOf: ${version}\` to accept all of its rules.`,
    ),
  ];
}

const projectHint = "Write it with its host: `github.com/acme/app`.";

function projectMistakes({ project, contexts, resourceClasses }: SettingsData): readonly Mistake[] {
  const named = project === undefined || toProject(project) !== undefined;
  const bound = [...boundTo("contexts", contexts), ...boundTo("resourceClasses", resourceClasses)];
  return [
    ...(named ? [] : [mistake(["project"], `${quote(project)} is no project.`, projectHint)]),
    ...bound.flatMap(([pattern, path]) => {
      return isProjectPattern(pattern) ? [] : [mistake(path, `No project is called ${quote(pattern)}.`, projectHint)];
    }),
  ];
}

function boundTo(
  key: string,
  lists: SettingsData["contexts"] | SettingsData["resourceClasses"],
): readonly (readonly [string, readonly PathSegment[]])[] {
  return (lists?.reserved ?? []).flatMap(({ projects = [] }, entry) =>
    projects.map((pattern, index) => [pattern, [key, "reserved", entry, "projects", index]] as const),
  );
}

type Parse = (text: string) => object | ((subject: never) => boolean);

function listMistakes(data: SettingsData): readonly Mistake[] {
  const { orbs, images, contexts, resourceClasses, secretNames, sshKeys } = data;
  return [
    ...faultsIn(["contexts", "allow"], contexts?.allow, parseContext),
    ...faultsIn(["contexts", "deny"], contexts?.deny, parseContext),
    ...(contexts?.reserved ?? []).flatMap(({ names, branches, tags }, index) => [
      ...faultsIn(["contexts", "reserved", index, "names"], names, parseContext),
      ...faultsIn(["contexts", "reserved", index, "branches"], branches, parseRef),
      ...faultsIn(["contexts", "reserved", index, "tags"], tags, parseRef),
    ]),
    ...(resourceClasses?.reserved ?? []).flatMap(({ names }, index) =>
      faultsIn(["resourceClasses", "reserved", index, "names"], names, parseResourceClass),
    ),
    ...faultsIn(["secretNames", "expected"], secretNames?.expected, parseVariable),
    ...faultsIn(["sshKeys", "expected"], sshKeys?.expected, parseSshKey),
    ...faultsIn(["orbs", "allow"], orbs?.allow, parseOrbPattern),
    ...faultsIn(["orbs", "deny"], orbs?.deny, parseOrbPattern),
    ...faultsIn(["images", "allow"], images?.allow, parseImagePattern),
    ...faultsIn(["images", "deny"], images?.deny, parseImagePattern),
    ...faultsIn(["images", "requireDigest"], images?.requireDigest, parseImagePattern),
    ...faultsIn(["orbs", "trusted"], orbs?.trusted, parseNamespace),
    ...faultsIn(["orbs", "own"], orbs?.own, parseNamespace),
    ...Object.keys(orbs?.pins ?? {}).flatMap((name) => faultsIn(["orbs", "pins", name], name, parseNamespace, "key")),
    ...faultsIn(["resourceClasses", "allow"], resourceClasses?.allow, parseResourceClass),
    ...faultsIn(["resourceClasses", "deny"], resourceClasses?.deny, parseResourceClass),
  ];
}

function faultsIn(
  path: readonly PathSegment[],
  texts: readonly string[] | string | undefined,
  parse: Parse,
  on: Mistake["on"] = "value",
): readonly Mistake[] {
  const entries =
    typeof texts === "string" ? [[texts, path] as const] : (texts ?? []).map((text, at) => [text, [...path, at]] as const);
  return entries.flatMap(([text, place]) => {
    const parsed = parse(text);
    if (!("fault" in parsed) || typeof parsed.fault !== "string") return [];
    const hint = "hint" in parsed && typeof parsed.hint === "string" ? parsed.hint : undefined;
    return [{ path: place, on, message: `${quote(text)}: ${parsed.fault}`, hint }];
  });
}

function parseContext(text: string): object {
  return text.includes("<<") ? { fault: "contexts are listed by their names, not by values of a pipeline." } : {};
}

/** Filters of CircleCI take regular expressions between slashes, settings do not. */
function parseRef(text: string): object {
  if (text.startsWith("/")) return { fault: "this is no pattern.", hint: "Write `release/*`: `*` stands for any characters." };
  const [, name] = /^refs\/(?:heads|tags)\/(.+)$/.exec(text) ?? [];
  return name === undefined
    ? {}
    : { fault: "CircleCI knows branches and tags by their names alone.", hint: `Write ${quote(name)}.` };
}

function parseVariable(text: string): object {
  if (/^[\w*?]+$/.test(text)) return {};
  const [name] = /\w+/.exec(text) ?? [];
  return { fault: "no variable is called so.", ...(name === undefined ? {} : { hint: `Write ${quote(name)}.` }) };
}

/** `github.com`, `*.acme.example`, `SHA256:…` or sixteen pairs of hex digits. */
function parseSshKey(text: string): object {
  if (/^(?:[\w.*?-]+|SHA256:[\w+/=*?-]+|MD5:[\w:*?-]+|[\da-f*?]{2}(?::[\da-f*?]{2}){15})$/i.test(text)) return {};
  const [, host] = /^(?:\w+:\/\/)?(?:[\w.-]+@)?([\w.*?-]+)(?::\d+)?(?:\/.*)?$/.exec(text) ?? [];
  const fault = "this is neither the name of a host nor a key's fingerprint.";
  return { fault, ...(host === undefined ? {} : { hint: `Write ${quote(host)}.` }) };
}

function parseNamespace(text: string): object {
  if (/^[\w.*?-]+$/.test(text)) return {};
  return { fault: "this is no namespace.", ...(text.includes("/") ? { hint: `Write ${quote(text.split("/")[0] ?? "")}.` } : {}) };
}

function parseResourceClass(text: string): object {
  if (/^[\w.+*?-]+(?:\/[\w.*?-]+)?$/.test(text)) return {};
  return { fault: "this is no resource class.", hint: "Write `large` or, for a self-hosted runner, `namespace/name`." };
}

function reservationMistakes({ contexts, resourceClasses }: SettingsData): readonly Mistake[] {
  const forAll = (contexts?.reserved ?? []).flatMap(({ projects, branches, tags }, index) => {
    if (projects !== undefined || branches !== undefined || tags !== undefined) return [];
    return [
      mistake(
        ["contexts", "reserved", index],
        "This reserves the contexts for nobody.",
        "Say for which `projects`, `branches` or `tags`.",
      ),
    ];
  });
  const classes = (resourceClasses?.reserved ?? []).flatMap(({ projects }, index) =>
    projects === undefined
      ? [mistake(["resourceClasses", "reserved", index], "This reserves the classes for nobody.", "Say for which `projects`.")]
      : [],
  );
  return [...forAll, ...classes];
}

function mistake(path: readonly PathSegment[], message: string, hint: string | undefined): Mistake {
  return { path, on: "value", message, hint };
}
