/** Sentences cut from longer advice. */

/** Up to a full stop that ends a sentence; one within a name or code ends none. */
export function firstSentence(text: string): string {
  let isCode = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "`") isCode = !isCode;
    if (!isCode && text[at] === "." && /^\s+[A-Z`]/.test(text.slice(at + 1, at + 4))) return text.slice(0, at + 1);
  }
  return text;
}

const longestTitle = 100;

/** The order that advice begins with, as a title; `otherwise` when that is too long for one. */
export function titleOf(advice: string, otherwise: string): string {
  const title = withoutStop(firstClause(firstSentence(advice)));
  return title.length > longestTitle ? otherwise : title;
}

/** Up to a semicolon or a colon that parts it; those within code part nothing. */
function firstClause(text: string): string {
  let isCode = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "`") isCode = !isCode;
    if (!isCode && (text.startsWith("; ", at) || text.startsWith(": ", at))) return text.slice(0, at);
  }
  return text;
}

function withoutStop(text: string): string {
  return text.replace(/\.$/, "");
}
