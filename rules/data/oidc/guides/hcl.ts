/** Terraform as text. */
import { hclString } from "./texts.ts";

/** A reference or another expression that is written as it is. */
export interface Expression {
  readonly hcl: string;
}

export type HclValue =
  string | boolean | number | Expression | readonly (string | Expression)[] | { readonly [key: string]: string };

export interface HclBlock {
  readonly type: string;
  /** In quotes behind the type. */
  readonly labels: readonly string[];
  readonly body: readonly (readonly [key: string, value: HclValue] | HclBlock)[];
}

export const expression = (hcl: string): Expression => ({ hcl });

/** Blocks with an empty line between them. */
export function hclText(...blocks: readonly HclBlock[]): string {
  return `${blocks.map((each) => blockLines(each).join("\n")).join("\n\n")}\n`;
}

export function hclBlock(type: string, labels: readonly string[], body: HclBlock["body"]): HclBlock {
  return { type, labels, body };
}

function blockLines({ type, labels, body }: HclBlock): readonly string[] {
  const head = [type, ...labels.map(hclString)].join(" ");
  return [
    `${head} {`,
    ...aligned(body.map((part) => ("type" in part ? blockLines(part) : entryLines(...part)))).map(indent),
    "}",
  ];
}

/** As `terraform fmt` has it: the marks of entries of one line that follow each other stand below each other. */
function aligned(parts: readonly (readonly string[])[]): readonly string[] {
  const widths = parts.map((lines) => (lines.length === 1 ? (lines[0] ?? "").indexOf(" = ") : -1));
  return parts.flatMap((lines, index) => {
    if ((widths[index] ?? -1) === -1) return lines;
    let [first, last] = [index, index];
    while ((widths[first - 1] ?? -1) !== -1) first -= 1;
    while ((widths[last + 1] ?? -1) !== -1) last += 1;
    const width = Math.max(...widths.slice(first, last + 1));
    return lines.map((line) => line.replace(" = ", `${" ".repeat(width - (widths[index] ?? 0))} = `));
  });
}

function entryLines(key: string, value: HclValue): readonly string[] {
  if (isScalar(value)) return [`${key} = ${scalar(value)}`];
  if (isList(value)) {
    const items = value.map(scalar);
    if (items.join(", ").length <= 80) return [`${key} = [${items.join(", ")}]`];
    return [`${key} = [`, ...items.map((item) => `  ${item},`), "]"];
  }
  return [
    `${key} = {`,
    ...aligned(Object.entries(value).map(([name, text]) => [`${hclString(name)} = ${hclString(text)}`])).map(indent),
    "}",
  ];
}

type Scalar = string | boolean | number | Expression;

function isScalar(value: HclValue): value is Scalar {
  return typeof value !== "object" || (!isList(value) && typeof value["hcl"] === "string");
}

function isList(value: HclValue): value is readonly (string | Expression)[] {
  return Array.isArray(value);
}

function scalar(value: Scalar): string {
  if (typeof value === "object") return value.hcl;
  return typeof value === "string" ? hclString(value) : String(value);
}

function indent(line: string): string {
  return `  ${line}`;
}
