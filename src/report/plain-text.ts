/** Text from the audited repository, made safe to show: what hides or steers becomes an escape that can be seen. */

/**
 * Control and format characters (terminal escapes, turned writing directions, zero width, tags), line separators, halves of surrogate
 * pairs, and code points that are no characters. Selectors of emoji style are harmless and stay.
 */
const concealed =
  /(?!\t|\n|\u{fe0e}|\u{fe0f})[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

const named: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escapeOf(character: string): string {
  return named[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Several lines: line breaks and tabs stay, all else that cannot be seen is escaped: `\u{1b}[31m`. */
export function visibleLines(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(concealed, escapeOf);
}

/** One line, such as a file name: line breaks and tabs are escaped too. */
export function visibleLine(text: string): string {
  return text.replace(concealed, escapeOf).replace(/[\n\t]/g, escapeOf);
}

/**
 * Text for a log of GitHub Actions, whose runner obeys lines that begin with `::` and whatever follows `##[`: an audited repository
 * could have words of its own masked there, or ours taken for its commands.
 */
export function withoutCommands(text: string): string {
  return text.replace(/^([^\S\n]*):(?=:)/gm, "$1\\u{3a}").replaceAll("##[", "#\\u{23}[");
}

/** A paragraph: any white space, line breaks included, is one space. */
export function visibleProse(text: string): string {
  return text.replace(/\s+/g, " ").trim().replace(concealed, escapeOf);
}

/** JSON that is safe in a terminal too: characters that hide or steer are `\u` escapes, so the value is unchanged. */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value, undefined, 2).replace(concealed, (character) =>
    Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`).join(""),
  );
  return `${text}\n`;
}
