/** Reads commands like `docker --context c run -it image cmd`, whose options mean different things per subcommand. */
import type { Word } from "../../src/shell/facts.ts";
import { parseOptions } from "./options.ts";
import type { OptionSpec, ParsedArgs } from "./options.ts";

export interface SubcommandSpec {
  /** Options in front of the subcommand. */
  readonly global: OptionSpec;
  /** First words that need a second one: `compose` of `compose up`. */
  readonly groups: ReadonlySet<string>;
  /** By full name: `run`, `compose run`. Subcommands that are not listed are read with `other`. */
  readonly commands: ReadonlyMap<string, OptionSpec>;
  readonly other: OptionSpec;
}

export interface ParsedSubcommand extends ParsedArgs {
  /** `run`, `compose up`; empty when no literal word names it. `operands` are those behind it. */
  readonly subcommand: string;
}

/** Options of both levels together, operands of the inner one. */
export function parseSubcommand(args: readonly Word[], spec: SubcommandSpec): ParsedSubcommand {
  const outer = splitAtOperand(args, spec.global);
  if (outer === undefined) return { ...parseOptions(args, spec.global), subcommand: "" };
  const nested = spec.groups.has(outer.name)
    ? splitAtOperand(outer.rest, spec.commands.get(outer.name) ?? spec.global)
    : undefined;
  const last = nested ?? outer;
  const subcommand = nested === undefined ? outer.name : `${outer.name} ${nested.name}`;
  const inner = parseOptions(last.rest, spec.commands.get(subcommand) ?? spec.other);
  return {
    subcommand,
    options: [...outer.parsed.options, ...(nested?.parsed.options ?? []), ...inner.options],
    operands: inner.operands,
    opaque: [...outer.parsed.opaque, ...(nested?.parsed.opaque ?? []), ...inner.opaque],
  };
}

/** What stands before the first literal operand, that operand, and what follows it. */
function splitAtOperand(
  args: readonly Word[],
  spec: OptionSpec,
): { readonly parsed: ParsedArgs; readonly name: string; readonly rest: readonly Word[] } | undefined {
  const parsed = parseOptions(args, { ...spec, stopAtOperand: true });
  const opaque = new Set(parsed.opaque);
  const operand = parsed.operands.find((word) => !opaque.has(word));
  if (operand?.literal === undefined) return undefined;
  return { parsed, name: operand.literal, rest: args.slice(args.indexOf(operand) + 1) };
}
