/** Whether an edit of a script leaves its other commands alone. */
import type { CompiledText } from "../expand/script.ts";
import type { ScriptFacts } from "../shell/facts.ts";
import { readScript } from "../shell/read-script.ts";

/** Both are read as bash: an edit that moves a quote shows in any shell. */
export function isSameScript(before: CompiledText, after: CompiledText): boolean {
  const [old, now] = [read(before), read(after)];
  if (now.errors.length > old.errors.length || (now.notUnderstood !== undefined && old.notUnderstood === undefined)) return false;
  const start = commonStart(before.text, after.text);
  const end = commonEnd(before.text, after.text, start);
  const [kept, found] = [outside(old, start, end), outside(now, start, end)];
  return kept.length === found.length && kept.every((text, at) => text === found[at]);
}

function read({ text, holes }: CompiledText): ScriptFacts {
  return readScript({ text, holes: holes.map(({ span }) => span), shell: undefined });
}

/** The commands before and behind what was changed; `end` counts from the end of the text. */
function outside({ commands, text }: ScriptFacts, start: number, end: number): readonly string[] {
  return commands
    .filter(({ span }) => span.end < start || span.start > text.length - end)
    .map(({ span, name }) => `${name} ${text.slice(span.start, span.end)}`);
}

function commonStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  // Space behind a command is where something may have been added to it.
  while (at > 0 && isSpace(a.charAt(at - 1))) at -= 1;
  return at;
}

function commonEnd(a: string, b: string, start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let count = 0;
  while (count < most && a[a.length - 1 - count] === b[b.length - 1 - count]) count += 1;
  while (count > 0 && isSpace(a.charAt(a.length - count))) count -= 1;
  return count;
}

function isSpace(character: string): boolean {
  return /\s/.test(character);
}
