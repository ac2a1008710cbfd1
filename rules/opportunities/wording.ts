/** Words that the messages of opportunities share. */
import { listed } from "../../src/source/in-words.ts";
import { quote } from "../../src/source/quote.ts";

export { capitalised } from "../../src/source/in-words.ts";

/** `` `a`, `b` and 3 more ``: each name once, the first `limit` of them. */
export function namesInWords(names: Iterable<string>, limit = 5): string {
  const all = [...new Set(names)];
  const shown = all.length > limit ? all.slice(0, limit - 1) : all;
  const parts = shown.map((name) => quote(name));
  if (all.length > shown.length) parts.push(`${String(all.length - shown.length)} more`);
  return partsInWords(parts);
}

/** `a, b and c`. */
export function partsInWords(parts: readonly string[]): string {
  return listed(parts, parts.length);
}

const smallNumbers = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/** `three jobs`, `one job`, `40 jobs`. */
export function counted(count: number, noun: string, nouns = `${noun}s`): string {
  return `${numberInWords(count)} ${count === 1 ? noun : nouns}`;
}

export function numberInWords(count: number): string {
  return smallNumbers[count] ?? String(count);
}

/** `the job \`a\`` or `the jobs \`a\` and \`b\``. */
export function jobsInWords(names: Iterable<string>, limit = 5): string {
  const all = [...new Set(names)];
  return `${all.length === 1 ? "the job" : "the jobs"} ${namesInWords(all, limit)}`;
}

/** `the workflow \`a\`` or `the workflows \`a\` and \`b\``. */
export function workflowsInWords(names: Iterable<string>, limit = 4): string {
  const all = [...new Set(names)];
  return `${all.length === 1 ? "the workflow" : "the workflows"} ${namesInWords(all, limit)}`;
}
