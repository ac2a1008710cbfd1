/** The address of a question. */

export type Query = Readonly<Record<string, string | readonly string[]>>;

export function addressOf(root: string, path: string, query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of typeof value === "string" ? [value] : value) parameters.append(name, one);
  }
  const search = parameters.toString();
  return `${root}/${path}${search === "" ? "" : `?${search}`}`;
}
