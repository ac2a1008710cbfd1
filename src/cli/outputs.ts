/** Where results go: each `--format` names a format and, after `=`, a file; without one it is standard output. */
import { quote } from "../source/quote.ts";
import { formatNames } from "../report/formats.ts";
import type { FormatName } from "../report/formats.ts";
import { chosen } from "./parse-command-line.ts";
import { UsageError } from "./usage-error.ts";

export interface Output {
  readonly format: FormatName;
  /** Undefined for standard output. */
  readonly file: string | undefined;
}

/**
 * `["pretty", "sarif=out.sarif"]` → outputs; nothing given means pretty on standard output.
 * @throws {UsageError} for an unknown format, an empty file name, or two results for one place
 */
export function outputsOf(values: readonly string[]): readonly Output[] {
  const outputs = values.length === 0 ? [outputOf("pretty")] : values.map(outputOf);
  const seen = new Set<string | undefined>();
  for (const { file } of outputs) {
    if (seen.has(file)) {
      throw new UsageError(
        file === undefined
          ? "Only one format can go to standard output; write the others to files: `--format json=results.json`."
          : `Two formats are to be written to ${quote(file, 200)}; give each its own file.`,
      );
    }
    seen.add(file);
  }
  return outputs;
}

function outputOf(value: string): Output {
  const split = value.indexOf("=");
  const format = chosen(split === -1 ? value : value.slice(0, split), formatNames, "`--format`");
  if (split === -1) return { format, file: undefined };
  const file = value.slice(split + 1);
  if (file === "") throw new UsageError(`${quote(`--format ${value}`)} names no file: write \`--format ${value}results.txt\`.`);
  return { format, file: file === "-" ? undefined : file };
}
