/** `$( )`, backticks, `<( )` and `>( )`: reads the commands inside and says where their output goes. */
import type { ArithmeticExpression, WordPart as SyntaxPart } from "unbash";
import type { CommandFact, Quote, SubstitutionPart } from "../facts.ts";
import { spend } from "./budget.ts";
import { noteErrors } from "./errors.ts";
import { openPipe } from "./io.ts";
import type { Frame, Io } from "./reading.ts";
import { appendMask, appendText, masksIn, newSource, outerOffset, outerSpan } from "../source.ts";
import type { Source } from "../source.ts";
import type { WordReader } from "./words.ts";

type CommandExpansion = Extract<SyntaxPart, { type: "CommandExpansion" }>;
type ProcessSubstitution = Extract<SyntaxPart, { type: "ProcessSubstitution" }>;
type Substitution =
  CommandExpansion | ProcessSubstitution | Extract<ArithmeticExpression, { type: "ArithmeticCommandExpansion" }>;

/** Commands whose output takes the place of the substitution. */
export function readCapturedScript(node: Substitution, { frame, consumer }: WordReader): CommandFact[] {
  return readScript(node, { ...frame.shell.io, output: { kind: "captured", by: consumer.by } }, { frame, consumer });
}

export function readCommandSubstitution(node: CommandExpansion, reader: WordReader, quote: Quote): SubstitutionPart {
  const commands = readCapturedScript(node, reader);
  return { kind: "substitution", span: outerSpan(reader.frame.source, node.pos, node.end), form: "command", quote, commands };
}

export function readProcessSubstitution(node: ProcessSubstitution, reader: WordReader, quote: Quote): SubstitutionPart {
  const { frame, consumer } = reader;
  const span = outerSpan(frame.source, node.pos, node.end);
  if (node.operator === "<" && !consumer.redirect) {
    return { kind: "substitution", span, form: "process-in", quote, commands: readCapturedScript(node, reader) };
  }
  const pipe = openPipe(frame);
  const { io } = frame.shell;
  const form = node.operator === "<" ? "process-in" : "process-out";
  const commands = readScript(node, form === "process-in" ? { ...io, output: pipe.sink } : { ...io, input: pipe.input }, reader);
  if (form === "process-out") pipe.sink.to.push(...commands.filter((command) => command.input === pipe.input));
  const { by } = consumer;
  if (form === "process-out" && !consumer.redirect && by !== undefined && "words" in by) pipe.input.from.push(by);
  const part: SubstitutionPart = { kind: "substitution", span, form, quote, commands };
  frame.reading.pipes.set(part, pipe);
  return part;
}

function readScript(node: Substitution, io: Io, { frame, consumer }: WordReader): CommandFact[] {
  const { reading } = frame;
  const level: CommandFact[] = [];
  if (!spend(reading, node.end - node.pos)) return level;
  const { script } = node;
  if (script === undefined) {
    reading.gaveUp ??= "a substitution could not be read";
    return level;
  }
  const source = script.source === undefined ? frame.source : decodedSource(frame.source, node, script.source);
  const inner: Frame = {
    ...frame,
    source,
    shell: { io, options: frame.shell.options, switched: {} },
    substitutedInto: consumer.by,
    substitution: frame.substitution + 1,
    role: "plain",
    failing: undefined,
    within: outerSpan(frame.source, node.pos, node.end),
    level,
  };
  noteErrors(script.errors, inner);
  reading.readStatements(script.commands, inner);
  return level;
}

/** The text between backticks whose backslashes have been undone, laid beside the text as written. */
function decodedSource(outer: Source, node: Substitution, decoded: string): Source {
  const draft = newSource();
  const masks = masksIn(outer, node.pos, node.end);
  let at = node.pos + 1;
  let mask = 0;
  while (draft.text.length < decoded.length && at < node.end) {
    const next = masks[mask];
    if (next !== undefined && at === next.start) {
      appendMask(draft, outerSpan(outer, next.start, next.end), next.part, next.hole);
      at = next.end;
      mask += 1;
      continue;
    }
    const wanted = decoded.charAt(draft.text.length);
    if (outer.text[at] === "\\" && outer.text[at + 1] === wanted) at += 1;
    appendText(draft, wanted, outerOffset(outer, at));
    at += 1;
  }
  return draft;
}
