/** Code in another language that a command runs: `python -c '…'`, `node -e "…"`, `python3 <<EOF`. */
import { scriptSource } from "./script-source.ts";
import { outerSpan } from "./source.ts";
import { environmentPrints, printedSpans } from "./embedded-code.ts";
import type { EmbeddedLanguage } from "./embedded-code.ts";
import type { CommandFact, EnvironmentPrint, ScriptFacts, Word } from "./facts.ts";
import { spanContains } from "../source/span.ts";

interface Interpreter {
  readonly language: EmbeddedLanguage;
  /** Options whose value is code. */
  readonly code: RegExp;
  /** Options that print what the code comes to. */
  readonly prints: RegExp | undefined;
}

const interpreters: readonly (readonly [RegExp, Interpreter])[] = [
  [/^python[\d.]*$/, { language: "python", code: /^-[a-zA-Z]*c$/, prints: undefined }],
  [
    /^(?:node|nodejs|bun)$/,
    { language: "node", code: /^(?:-[a-z]*[ep]|--eval|--print)$/, prints: /^(?:-[a-z]*p[a-z]*|--print)$/ },
  ],
  [/^ruby[\d.]*$/, { language: "ruby", code: /^-[a-z]*e$/, prints: undefined }],
  [/^perl[\d.]*$/, { language: "perl", code: /^-[a-zA-Z]*[eE]$/, prints: undefined }],
];

/**
 * The variables that a command's own code prints: those it reads from the environment, and those that the shell puts into its
 * text. Spans are offsets into the script. Whether the output reaches the log is up to the command's `output`.
 */
export function environmentPrintsOf(facts: ScriptFacts, command: CommandFact): readonly EnvironmentPrint[] {
  const { name } = command;
  const interpreter = name === undefined ? undefined : interpreters.find(([form]) => form.test(name))?.[1];
  if (interpreter === undefined) return [];
  const option = codeOption(command.args, interpreter);
  const word = option === -1 ? standardInput(command) : command.args[option + 1];
  const source = word === undefined ? undefined : scriptSource([word], facts.text);
  if (source === undefined) return [];
  const printsValue = option !== -1 && interpreter.prints?.test(command.args[option]?.literal ?? "") === true;
  const prints = environmentPrints(interpreter.language, source.text, printsValue).map(({ name: variable, span }) => ({
    name: variable,
    span: outerSpan(source, span.start, span.end),
  }));
  if (source.masks.length === 0) return prints;
  const spans = printedSpans(interpreter.language, source.text, printsValue);
  for (const mask of source.masks) {
    const part = mask.part("none", outerSpan(source, mask.start, mask.end));
    if (
      part.kind === "variable" &&
      part.yields !== "length" &&
      part.yields !== "presence" &&
      spans.some((span) => spanContains(span, mask))
    ) {
      prints.push({ name: part.name, span: part.span });
    }
  }
  return prints;
}

/** Index of the option whose value is code; -1 when there is none, or a script's name comes first. */
function codeOption(args: readonly Word[], { code }: Interpreter): number {
  for (const [index, { literal }] of args.entries()) {
    if (literal !== undefined && code.test(literal)) return index;
    const value = args[index - 1]?.literal?.startsWith("-") === true;
    if (literal?.startsWith("-") !== true && !value) return -1;
  }
  return -1;
}

/** The code on standard input, when no file is named. */
function standardInput({ args, input }: CommandFact): Word | undefined {
  if (args.some(({ literal }) => literal === undefined || (!literal.startsWith("-") && literal !== ""))) return undefined;
  return input.kind === "heredoc" || input.kind === "here-string" ? input.body : undefined;
}
