/** Texts for the snippets of guides: names from a repository or an API must not end a string, begin a template or run a command. */

/** JSON, two spaces, ending with a line break. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** A string of HCL in its quotes. Source: the HCL specification, "Template Expressions": `${` and `%{` are written with the mark twice. */
export function hclString(text: string): string {
  const escaped = [...text].map((char) => (isControl(char) ? " " : char)).join("");
  return JSON.stringify(escaped).replaceAll("${", "$${").replaceAll("%{", "%%{");
}

/** One word of a POSIX shell: bare where nothing in it means anything to a shell, else in single quotes. */
export function shellWord(text: string): string {
  const clean = [...text].map((char) => (isControl(char) ? " " : char)).join("");
  return /^[\w@%+=:,./-]+$/u.test(clean) ? clean : `'${clean.replaceAll("'", `'\\''`)}'`;
}

function isControl(char: string): boolean {
  const point = char.codePointAt(0) ?? 0;
  return point < 0x20 || (point >= 0x7f && point < 0xa0) || point === 0x2028 || point === 0x2029;
}

/** Lower-case letters, digits and hyphens, at most `most` characters; `fallback` when nothing is left. What is cut tells itself from its like. */
export function slugOf(text: string, most: number, fallback: string): string {
  const slug = text
    .slice(0, 2000)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^-|-$/gu, "");
  if (slug.length <= most) return slug === "" ? fallback : slug;
  return `${slug.slice(0, most - 5).replace(/-$/u, "")}-${mark(slug)}`;
}

/** Four characters that two texts seldom share (FNV-1a). */
function mark(text: string): string {
  let sum = 0x811c9dc5;
  for (const char of text) sum = Math.imul(sum ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return (sum >>> 0).toString(36).padStart(4, "0").slice(-4);
}

/** Placeholders such as `<org-id>`, each once, in the order of the text. */
export function placeholdersIn(text: string): readonly string[] {
  return [...new Set(text.match(/<[a-z][a-z0-9-]{0,40}>/gu) ?? [])];
}

/** What to write into a form: a line for each field, the values below one another. */
export function fieldsText(fields: Readonly<Record<string, string>>): string {
  const entries = Object.entries(fields).map(([name, value]) => [name, oneLine(value)] as const);
  const width = Math.max(...entries.map(([name]) => name.length)) + 2;
  return entries.map(([name, value]) => `${`${name}:`.padEnd(width)}${value}\n`).join("");
}

function oneLine(text: string): string {
  return [...text].map((char) => (isControl(char) ? " " : char)).join("");
}

/** A string of SQL: quotes twice, and no backslashes, which begin an escape. */
export function sqlString(text: string): string {
  return `'${oneLine(text).replaceAll("\\", "").replaceAll("'", "''")}'`;
}
