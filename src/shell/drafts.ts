/** Facts in the making: they refer to each other, so they are made known before they are complete. */
import type { Span } from "../source/span.ts";
import type { CommandFact } from "./facts.ts";

export type Draft<T> = { -readonly [Key in keyof T]: T[Key] };

/** What a command has from where it stands. */
export type Surroundings = Omit<
  CommandFact,
  "span" | "name" | "words" | "args" | "wrappers" | "wrapperWords" | "environment" | "redirects" | "onFailure" | "allowedBy"
>;

export function draftCommand(span: Span, surroundings: Surroundings): Draft<CommandFact> {
  return {
    span,
    name: undefined,
    words: [],
    args: [],
    wrappers: [],
    wrapperWords: [],
    environment: [],
    redirects: [],
    input: surroundings.input,
    output: surroundings.output,
    errorOutput: surroundings.errorOutput,
    options: surroundings.options,
    functions: surroundings.functions,
    substitutedInto: surroundings.substitutedInto,
    role: surroundings.role,
    onFailure: undefined,
    conditional: surroundings.conditional,
    within: surroundings.within,
    allowedBy: [],
    nestedIn: surroundings.nestedIn,
    place: surroundings.place,
  };
}
