/** Colours and links of the terminal, or none. */
import picocolors from "picocolors";
import type { Severity } from "../../finding/severity.ts";
import { visibleLine } from "../plain-text.ts";

export interface Paint {
  readonly colour: boolean;
  bold(text: string): string;
  dim(text: string): string;
  underline(text: string): string;
  /** Text that a terminal can be clicked on for but does not show. */
  hidden(text: string): string;
  /** Configuration to copy. */
  code(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  /** A place on the way to the fault. */
  step(text: string): string;
  severity(severity: Severity, text: string): string;
  link(text: string, url: string): string;
}

export interface PaintOptions {
  readonly colour: boolean;
  readonly hyperlinks: boolean;
}

export function paintWith({ colour, hyperlinks }: PaintOptions): Paint {
  const colours = picocolors.createColors(colour);
  const bySeverity: Readonly<Record<Severity, (text: string) => string>> = {
    critical: (text) => colours.bold(colours.magenta(text)),
    high: colours.red,
    medium: colours.yellow,
    low: colours.blue,
    info: colours.gray,
  };
  return {
    colour,
    bold: colours.bold,
    dim: colours.dim,
    underline: colours.underline,
    hidden: (text) => (colour ? colours.hidden(text) : ""),
    code: colours.cyan,
    good: colours.green,
    bad: colours.red,
    step: colours.cyan,
    severity: (severity, text) => bySeverity[severity](text),
    link: (text, url) => (hyperlinks && /^https?:/.test(url) ? `\u{1b}]8;;${visibleLine(url)}\u{7}${text}\u{1b}]8;;\u{7}` : text),
  };
}
