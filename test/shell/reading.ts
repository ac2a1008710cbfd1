/** Short forms of script facts, so that tests can be tables. */
import type { AssignmentFact, CommandFact, Input, ScriptFacts, Sink, Word, WordPart } from "../../src/shell/facts.ts";
import { readScript } from "../../src/shell/read-script.ts";
import type { Span } from "../../src/source/span.ts";

/** Reads a script. Runs of three or more underscores are its unknown templates. */
export function read(text: string, shell: string | undefined = "bash"): ScriptFacts {
  const holes = [...text.matchAll(/_{3,}/g)].map(({ 0: mask, index }) => ({ start: index, end: index + mask.length }));
  return readScript({ text, holes, shell });
}

/** The only command of that name. */
export function command(facts: ScriptFacts, name: string): CommandFact {
  const found = facts.commands.filter((candidate) => candidate.name === name);
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} commands named ${name} in ${facts.text}`);
  return only;
}

export function names(commands: readonly CommandFact[]): string {
  return commands.map((item) => item.name ?? "?").join(" ");
}

export function textAt(facts: ScriptFacts, span: Span | undefined): string | undefined {
  return span === undefined ? undefined : facts.text.slice(span.start, span.end);
}

const quotes = { none: "", single: "'", double: '"', ansi: "$'", heredoc: "<" } as const;

/** `a` `'a'` `"a"` for literals, `$X` for variables, `$(a b)` for substitutions, `#0` for templates. */
export function showPart(part: WordPart): string {
  const quote = quotes[part.quote];
  switch (part.kind) {
    case "literal":
      return `${quote}${part.text}${quote === "$'" ? "'" : quote === "<" ? ">" : quote}`;
    case "variable": {
      const operand = part.alternative === undefined ? "" : `:${showWord(part.alternative)}`;
      const yields = part.yields === "value" ? "" : `/${part.yields}`;
      return `${quote}\$${part.indirect ? "!" : ""}${part.name}${yields}${operand}${part.elsewhere ? "@" : ""}`;
    }
    case "substitution":
      return `${quote}${part.form === "command" ? "$" : part.form === "process-in" ? "<" : ">"}(${names(part.commands)})`;
    case "arithmetic":
      return `${quote}$((${part.names.join(" ")}))`;
    case "template":
      return `${quote}#${part.hole}`;
  }
}

export function showWord(word: Word | undefined): string {
  return word === undefined ? "-" : word.parts.map(showPart).join("+");
}

export function showWords(words: readonly Word[]): string {
  return words.map(showWord).join(" ");
}

export function showSink(sink: Sink): string {
  switch (sink.kind) {
    case "file":
      return `${sink.append ? ">>" : ">"}${showWord(sink.target)}`;
    case "pipe":
      return `| ${names(sink.to)}`;
    case "captured":
      return sink.by === undefined ? "captured" : `captured by ${sink.by.name}`;
    case "several":
      return sink.sinks.map(showSink).join(" & ");
    default:
      return sink.kind;
  }
}

export function showInput(input: Input): string {
  switch (input.kind) {
    case "pipe":
      return `${names(input.from)} |`;
    case "file":
      return `<${showWord(input.source)}`;
    case "heredoc":
      return `<<${input.expands ? "" : "quoted "}${showWord(input.body)}`;
    case "here-string":
      return `<<<${showWord(input.body)}`;
    case "inherited":
      return "inherited";
  }
}

export function showAssignment(fact: AssignmentFact): string {
  return `${fact.exported ? "export " : ""}${fact.name}${fact.append ? "+" : ""}=${showWord(fact.value)}`;
}

/** Every span in facts, each once. */
export function* spansIn(value: unknown, seen = new Set<unknown>()): Iterable<Span> {
  const open: unknown[] = [value];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    if (typeof item !== "object" || item === null || seen.has(item)) continue;
    seen.add(item);
    if ("start" in item && "end" in item) yield item as Span;
    open.push(...Object.values(item));
  }
}
