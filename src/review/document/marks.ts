/** The comments by which a review in markdown finds again what people wrote into it: one before and one after an answer, one behind a task. */

/** Stands in a box until somebody answers. */
export const unanswered = "_No answer yet: write it here, between the two comments._";

export const answerStart = (id: string): string => `<!-- answer:start ${markId(id)} -->`;
export const answerEnd = (id: string): string => `<!-- answer:end ${markId(id)} -->`;
export const taskMark = (id: string): string => `<!-- task:${markId(id)} -->`;
/** The first line of every review in markdown. */
export const documentMark = "<!-- circleci-secaudit review -->";

/** In the head of every review in HTML. */
export const htmlMark = '<meta name="generator" content="circleci-secaudit review">';

/** What is read back. */
export const marks = {
  start: /^<!-- answer:start (\S{1,600}) -->\r?$/,
  end: /^<!-- answer:end (\S{1,600}) -->\r?$/,
  task: /^[-*+] \[([ xX])\] .*<!-- task:(\S{1,600}) -->\r?$/,
} as const;

/** An id as it stands in a comment: nothing in it can end the comment, and two `-` in a row would keep some readers from seeing one. */
function markId(id: string): string {
  return id
    .replace(/\p{Cs}/gu, "\u{fffd}")
    .replace(/[^\w./-]/gu, encodeURIComponent)
    .replace(/-(?=-)/g, "%2D");
}

/** The id that `markId` wrote. */
export function idOf(mark: string): string {
  try {
    return decodeURIComponent(mark);
  } catch {
    return mark;
  }
}

/** Text of code blocks, in which markup stands as it is, with look-alikes of our comments told from them. */
export function withoutMarks(text: string): string {
  return text.replace(/<!(?=-- (?:answer:|task:|circleci-secaudit review))/g, "<\\u{21}");
}
