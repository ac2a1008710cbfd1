/** Addresses of hosts that somebody chose: on the command line, else in the environment; never in an audited file. */
import { quote } from "../source/quote.ts";
import type { CommandLine } from "./command-line.ts";
import { valueGiven } from "./parse-command-line.ts";
import { UsageError } from "./usage-error.ts";

export interface TypedHost {
  readonly text: string;
  /** The option, as `--circleci-host`, or the variable. */
  readonly from: string;
}

/** Undefined when nobody chose: an empty variable does not. */
export function hostTyped(line: CommandLine, option: string, variables: readonly string[]): TypedHost | undefined {
  const given = valueGiven(line, option);
  if (given !== undefined) return { text: given, from: `--${option}` };
  for (const from of variables) {
    const text = process.env[from];
    if (text !== undefined && text !== "") return { text, from };
  }
  return undefined;
}

/** Somebody may have written a password into it. */
export function refusedHost({ text, from }: TypedHost, fault: string): UsageError {
  return new UsageError(`\`${from}\` ${quote(text.replace(/\/\/[^/]*@/, "//***@"), 200)} ${fault}.`);
}
