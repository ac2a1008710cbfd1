/** Why a formula never changes, and what its author most likely meant. */
import { parseExpression, referencesOf } from "../../../src/expand/expression.ts";
import { partsOf, type Formula } from "../../../src/expand/formula.ts";
import { quote } from "../../../src/source/quote.ts";

export interface Reason {
  /** A sentence. */
  readonly says: string;
  /** Stands nearer to the slip than the formula does. */
  readonly culprit: Formula;
  readonly replacement: string | undefined;
  readonly isCertain: boolean;
}

type Literal = Extract<Formula, { kind: "literal" }>;

export function reasonFor(formula: Formula, truth: boolean): Reason {
  const slip = [...partsOf(formula)].filter(isLiteral).find((literal) => isReference(literal) || isVariable(literal));
  if (slip !== undefined) return isVariable(slip) ? variable(slip) : unbracketed(slip, slip === formula);
  const plain = { culprit: formula, replacement: undefined, isCertain: true };
  if (formula.kind === "literal") return { ...plain, ...literalReason(formula) };
  if (formula.kind === "text") {
    return { ...plain, says: "Text around `<< >>` makes this a text, not a comparison, and text that is not empty is true." };
  }
  const distinct = formula.kind === "equal" ? distinctLiterals(formula.operands) : [];
  if (distinct.length > 1 && !truth) {
    const values = distinct.map((value) => quote(value)).join(" and ");
    return { ...plain, says: `\`equal\` asks whether all its values are equal, and ${values} never are.`, ...oneOf(formula) };
  }
  const [only] = formula.kind === "equal" ? formula.operands : [];
  if (only !== undefined && formula.kind === "equal" && formula.operands.length === 1) {
    return { ...plain, says: "`equal` with one value compares nothing." };
  }
  return { ...plain, says: `Whatever the values are, this is ${String(truth)}.` };
}

function isLiteral(formula: Formula): formula is Literal {
  return formula.kind === "literal";
}

/** `pipeline.git.branch`, or a whole expression, that nobody put between `<< >>`. */
function isReference({ value, form }: Literal): boolean {
  if (form === "expression" || typeof value !== "string" || !/^(?:not\b|\(|pipeline\.|parameters\.|matrix\.)/u.test(value))
    return false;
  const expression = parseExpression(value);
  return expression !== undefined && referencesOf(expression).some((name) => /^(?:pipeline|parameters|matrix)\./u.test(name));
}

/** `$CIRCLE_BRANCH`, `${CIRCLE_TAG}`. */
function isVariable({ value }: Literal): boolean {
  return typeof value === "string" && /^\$(?:[A-Za-z_]|\{[A-Za-z_])/u.test(value);
}

function unbracketed(literal: Literal, alone: boolean): Reason {
  const text = String(literal.value);
  return {
    says: `${quote(text)} is plain text here, since it is not between \`<< >>\`.`,
    culprit: literal,
    replacement: `<< ${text} >>`,
    isCertain: !alone,
  };
}

function variable(literal: Literal): Reason {
  const says =
    `${quote(String(literal.value))} is plain text here: conditions are decided when the configuration is compiled, before the job has any ` +
    "environment variables.";
  return { says, culprit: literal, replacement: pipelineValueOf(String(literal.value)), isCertain: true };
}

const pipelineValues: Readonly<Record<string, string>> = {
  CIRCLE_BRANCH: "<< pipeline.git.branch >>",
  CIRCLE_TAG: "<< pipeline.git.tag >>",
  CIRCLE_SHA1: "<< pipeline.git.revision >>",
};

function pipelineValueOf(text: string): string | undefined {
  const name = /^\$\{?(\w+)\}?$/u.exec(text)?.[1] ?? "";
  return Object.hasOwn(pipelineValues, name) ? pipelineValues[name] : undefined;
}

function literalReason({ value }: Literal): Pick<Reason, "says"> {
  if (typeof value === "boolean") return { says: `This condition is the fixed value \`${String(value)}\`.` };
  if (typeof value === "string" && value !== "") {
    return { says: `The text ${quote(JSON.stringify(value))} is true, as every text is that is not empty.` };
  }
  return { says: "This condition is a fixed value." };
}

/** What `equal` compares with something else. */
function distinctLiterals(operands: readonly Formula[]): readonly string[] {
  if (operands.every(isLiteral)) return [];
  return [...new Set(operands.filter(isLiteral).map(({ value }) => String(value)))];
}

/** `equal: [a, b, x]` is mostly meant as one of `a` and `b`. */
function oneOf(formula: Formula): Pick<Reason, "replacement"> {
  if (formula.kind !== "equal" || formula.form !== "map") return { replacement: undefined };
  const names = formula.operands.flatMap((operand) => (operand.kind === "reference" ? [operand.name] : []));
  const [name, ...others] = names;
  if (name === undefined || others.length > 0) return { replacement: undefined };
  const lines = distinctLiterals(formula.operands).map((value) => `  - equal: [${JSON.stringify(value)}, << ${name} >>]`);
  return { replacement: ["or:", ...lines].join("\n") };
}
