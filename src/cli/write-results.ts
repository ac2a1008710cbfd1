/** Renders a report in every format asked for and brings each to its place. */
import path from "node:path";
import { writeFileAtomically } from "../collect/write-file.ts";
import type { Report } from "../finding/report.ts";
import { render } from "../report/formats.ts";
import type { RenderOptions } from "../report/formats.ts";
import { quote } from "../source/quote.ts";
import type { CommandLine } from "./command-line.ts";
import type { LintOptions } from "./lint-options.ts";
import { columns, print, printAsIs, printError, terminalStyle } from "./terminal.ts";
import { tool } from "../lint/tool.ts";

export interface Results {
  readonly report: Report;
  readonly line: CommandLine;
  readonly options: Pick<LintOptions, "outputs" | "diff" | "writeBaseline">;
  readonly failOn: RenderOptions["failOn"];
  readonly cwd: string;
}

const forPeople: readonly string[] = ["pretty", "markdown", "junit"];

/** False when a file could not be written; the others are written all the same. */
export async function writeResults({ report, line, options, failOn, cwd }: Results): Promise<boolean> {
  let complete = true;
  const write = (file: string, text: string): void => {
    const fault = writeFileAtomically(path.resolve(cwd, file), text);
    if (fault === undefined) return;
    complete = false;
    printError(`${tool.name}: ${quote(file, 200)} cannot be written: ${fault}.`);
  };
  for (const { format, file } of options.outputs) {
    if (file === undefined && options.diff) continue;
    if (file === undefined) {
      const text = await render(format, report, { ...terminalStyle(line), width: columns(), failOn });
      await (forPeople.includes(format) ? print(text) : printAsIs(text));
    } else write(file, await render(format, report, { colour: false, hyperlinks: false, width: 100, failOn }));
  }
  if (options.writeBaseline !== undefined) {
    const { renderBaseline } = await import("../engine/baseline.ts");
    write(options.writeBaseline, renderBaseline(report));
  }
  return complete;
}
