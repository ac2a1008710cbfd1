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

export function withoutStop(text: string): string {
  return text.replace(/\.$/, "");
}
