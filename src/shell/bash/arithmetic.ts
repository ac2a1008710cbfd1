/** Arithmetic: the variables it reads and the commands it runs. */
import type { ArithmeticExpression, WordPart as SyntaxPart } from "unbash";
import type { ArithmeticPart, Quote, WordPart } from "../facts.ts";
import { spend } from "./budget.ts";
import { masksIn, outerSpan } from "../source.ts";
import { readCapturedScript } from "./substitutions.ts";
import { addParts } from "./words.ts";
import type { WordReader } from "./words.ts";

export function readArithmetic(
  part: Extract<SyntaxPart, { type: "ArithmeticExpansion" }>,
  reader: WordReader,
  quote: Quote,
): ArithmeticPart {
  const { source, reading } = reader.frame;
  const read = spend(reading, part.end - part.pos) ? readExpression(part.expression, reader) : [];
  return { kind: "arithmetic", span: outerSpan(source, part.pos, part.end), quote, names: read.flatMap(namesIn) };
}

function namesIn(part: WordPart): readonly string[] {
  if (part.kind === "variable") return part.name === "" ? [] : [part.name];
  return part.kind === "arithmetic" ? part.names : [];
}

const bareName = /^[A-Za-z_]\w*/;

/** The parts that an expression reads, in order. It works on a list, because `1+1+1+…` nests as deep as it is long. */
export function readExpression(root: ArithmeticExpression | undefined, reader: WordReader): WordPart[] {
  const parts: WordPart[] = [];
  const open: ArithmeticExpression[] = root === undefined ? [] : [root];
  for (let node = open.pop(); node !== undefined && spend(reader.frame.reading); node = open.pop()) {
    switch (node.type) {
      case "ArithmeticBinary":
        open.push(node.right, node.left);
        break;
      case "ArithmeticUnary":
        open.push(node.operand);
        break;
      case "ArithmeticTernary":
        open.push(node.alternate, node.consequent, node.test);
        break;
      case "ArithmeticGroup":
        open.push(node.expression);
        break;
      case "ArithmeticWord":
        readOperand(node, reader, parts);
        break;
      case "ArithmeticCommandExpansion":
        readCapturedScript(node, reader);
        break;
    }
  }
  return parts;
}

function readOperand(
  node: Extract<ArithmeticExpression, { type: "ArithmeticWord" }>,
  reader: WordReader,
  parts: WordPart[],
): void {
  if (node.parts !== undefined) return addParts(parts, node.parts, reader, "none");
  const { source, place, passed } = reader.frame;
  const text = node.value.replace(/^\$/, "");
  const name = bareName.exec(text)?.[0];
  const start = node.pos + node.value.length - text.length;
  if (name === undefined || masksIn(source, node.pos, node.end).length > 0) return;
  parts.push({
    kind: "variable",
    span: outerSpan(source, start, start + name.length),
    name,
    nameHole: undefined,
    elsewhere: place !== "job" && !passed.has(name),
    quote: "none",
    indirect: false,
    yields: "value",
    alternative: undefined,
  });
}
