/** Assignments of cmd.exe. */
import type { AssignmentFact, CommandFact, Word } from "../facts.ts";
import { joinWords } from "../join-words.ts";

/** `set NAME=value`, `set "NAME=value"`, `set /p NAME=prompt`, `setx NAME value`. */
export function assignmentOf({ name: program, args, span }: CommandFact, text: string): AssignmentFact | undefined {
  const words = args.filter(({ literal }) => literal === undefined || !/^\/[a-z]$/i.test(literal));
  const asked = words.length < args.length;
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const match = /^"?([^=\s"]+)(=?)/.exec(text.slice(first.span.start, Math.min(last.span.end, first.span.start + 300)));
  const name = match?.[1];
  if (match === null || name === undefined || (program === "set" && match[2] !== "=")) return undefined;
  const nameStart = first.span.start + match[0].indexOf(name);
  const value = program === "setx" ? words.slice(1) : afterName(words, nameStart + name.length + 1);
  return {
    span,
    name,
    nameSpan: { start: nameStart, end: nameStart + name.length },
    value: asked ? undefined : joinWords(value, { start: value[0]?.span.start ?? last.span.end, end: last.span.end }),
    exported: true,
    append: false,
    scope: undefined,
    from: asked ? "read" : "assignment",
    functions: [],
    conditional: false,
    within: undefined,
    place: "job",
  };
}

/** The words from an offset on; the first one is cut there. */
function afterName([first, ...rest]: readonly Word[], start: number): readonly Word[] {
  if (first === undefined) return rest;
  const parts = first.parts.flatMap((part) => {
    if (part.span.start >= start) return [part];
    if (part.kind !== "literal" || part.span.end <= start) return [];
    return [{ ...part, span: { start, end: part.span.end }, text: part.text.slice(start - part.span.start) }];
  });
  if (parts.length === 0 && first.span.end <= start) return rest;
  const literal = parts.every((part) => part.kind === "literal") ? parts.map((part) => part.text).join("") : undefined;
  return [{ span: { start, end: Math.max(start, first.span.end) }, parts, literal }, ...rest];
}
