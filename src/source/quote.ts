/** Input text inside our sentences: short, on one line, and between backticks that it cannot close. */

/** Control characters, line separators and marks that turn the direction of writing: none may reach a terminal or a reader's eye. */
// oxlint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/g;

/** The text with unprintable characters as one space each run, cut to `limit` characters. */
export function plain(text: string, limit: number): string {
  const start = text.slice(0, limit + 1).replace(unprintable, " ");
  return start.length <= limit ? start : `${start.slice(0, limit - 1)}…`;
}

export function quote(text: string, limit = 60): string {
  return `\`${plain(text, limit).replaceAll("`", "'")}\``;
}
