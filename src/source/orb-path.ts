/** Paths that stand for the source of an orb outside the repository: no file there has such a name. */

const form = /^orb ([^/@\s]+\/[^/@\s]+)@(\S+)$/;

/** `orb circleci/node@5.1.0`, the path under which reports show an orb's source. */
export function orbPath(name: string, version: string): string {
  return `orb ${name}@${version}`;
}

/** The orb that a path of reports stands for; undefined for files of the repository. */
export function orbOfPath(path: string): { readonly name: string; readonly version: string } | undefined {
  const [, name, version] = form.exec(path) ?? [];
  return name === undefined || version === undefined ? undefined : { name, version };
}
