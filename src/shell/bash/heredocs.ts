/** The bodies of heredocs as words. */
import type { HereDoc } from "unbash";
import type { Word, WordPart } from "../facts.ts";
import { addLiteral, literalOf, unescape } from "../literals.ts";
import { outerSpan } from "../source.ts";
import { addParts } from "./words.ts";
import type { WordReader } from "./words.ts";

export function readHereDocBody(doc: HereDoc, reader: WordReader): Word {
  const { body } = doc;
  const parts: WordPart[] = [];
  if (body.parts === undefined) addLines(parts, doc, body, reader);
  else {
    for (const part of body.parts) {
      if (part.type === "Literal") addLines(parts, doc, part, reader);
      else addParts(parts, [part], reader, "heredoc");
    }
  }
  return { span: outerSpan(reader.frame.source, body.pos, body.end), parts, literal: literalOf(parts) };
}

interface Stretch {
  readonly pos: number;
  readonly end: number;
}

function addLines(parts: WordPart[], doc: HereDoc, at: Stretch, reader: WordReader): void {
  if (doc.operator === "<<") return addText(parts, doc, at, reader);
  for (const line of linesWithoutTabs(reader.frame.source.text, doc.body.pos, at)) addText(parts, doc, line, reader);
}

function addText(parts: WordPart[], doc: HereDoc, at: Stretch, reader: WordReader): void {
  const { source } = reader.frame;
  const escapes = doc.delimiter?.quoted === true ? "single" : "heredoc";
  addLiteral(parts, source, at, unescape(source.text.slice(at.pos, at.end), escapes), "heredoc", escapes);
}

/** `<<-` takes the tabs from the starts of lines, so each line becomes a part of its own whose span has the length of its text. */
function* linesWithoutTabs(text: string, bodyStart: number, { pos, end }: Stretch): Iterable<Stretch> {
  for (let at = pos; at < end;) {
    const next = text.indexOf("\n", at);
    const stop = next === -1 || next >= end ? end : next + 1;
    if (at === bodyStart || text[at - 1] === "\n") while (at < stop && text[at] === "\t") at += 1;
    if (at < stop) yield { pos: at, end: stop };
    at = stop;
  }
}
