/** What a pattern for the subject of CircleCI's tokens lets in. */

export interface SubjectPins {
  /** The id that must stand there; undefined when any may. */
  readonly organization: string | undefined;
  readonly project: string | undefined;
  /** The pattern of the ref; undefined when none is asked for. */
  readonly ref: string | undefined;
  /** A `*` before the ref also fits slashes, so that a branch can be named to bring the wanted end itself. */
  readonly isForgeable: boolean;
}

const mark = "/vcs-ref/";

/** `glob`: with `*` and `?`, of which `*` fits slashes too. */
export function subjectPins(glob: string): SubjectPins {
  const [, organization, project] = /^org\/([^/*?]+)\/(?:project\/([^/*?]+)(?:\/|$))?/u.exec(glob) ?? [];
  const at = glob.lastIndexOf(mark);
  const ref = at === -1 ? undefined : glob.slice(at + mark.length);
  const before = at === -1 ? "" : glob.slice(0, at);
  return { organization, project, ref, isForgeable: ref !== undefined && before.includes("*") };
}

/** Every branch, or every ref, fits. */
export function isAnyRef(ref: string): boolean {
  return /^(?:refs(?:\/heads)?)?\/?\?*\*[*?]*$/u.test(ref) || /^[*?/]*$/u.test(ref);
}

/** Whoever names a branch can choose one that fits, as `x/main` does for `*main`. */
export function hasOpenStart(ref: string): boolean {
  return /^(?:refs\/)?(?:heads\/)?\*/u.test(ref);
}

const plainPart = /^(?:[\w\-/ ]|\\[./\-*?+]|\.(?![*+?]))+$/u;

/** A regular expression as a pattern with `*` and `?`; undefined when it is more than that. */
export function globOfRegex(regex: string): string | undefined {
  if (regex.length > 1000) return undefined;
  const isOpen = !regex.startsWith("^");
  const hasEnd = regex.endsWith("$") && !regex.endsWith("\\$");
  const body = regex.slice(isOpen ? 0 : 1, hasEnd ? -1 : undefined);
  const parts = body.split(/(\.[*+]|\[\^\/\](?:[*+]|\{\d+\})|\[[0-9a-f-]{2,20}\](?:[*+]|\{\d+\}))/u);
  const glob: string[] = [];
  for (const part of parts) {
    if (part === "") continue;
    if (/^\.[*+]$/u.test(part)) glob.push("*");
    else if (part.startsWith("[")) glob.push("?");
    else if (plainPart.test(part)) glob.push(part.replaceAll(/\\(.)/gu, "$1"));
    else return undefined;
  }
  return `${isOpen ? "*" : ""}${glob.join("")}${hasEnd ? "" : "*"}`;
}
