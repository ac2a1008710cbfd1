/** Formulas that come out the same whatever their values are. */
import type { Primitive } from "../../../src/expand/expression.ts";
import { partsOf, truthOf, type Formula } from "../../../src/expand/formula.ts";
import type { Tri } from "../../../src/expand/plan.ts";
import { mismatchIn, type ValueType } from "./value-types.ts";

/** Trying out more combinations than these is not worth the time. */
const mostCombinations = 2000;

/**
 * True or false when no value changes it. Formulas that only ask whether values are equal, or whether they are true, are decided
 * by trying the values they name and one that they do not; of others, only fixed parts are known.
 */
export function constantTruth(formula: Formula, typed: (name: string) => ValueType | undefined): boolean | undefined {
  const fixed = truthOf(formula, () => undefined);
  if (fixed !== "unknown") return fixed;
  const parts = [...partsOf(formula)];
  if (!parts.every(isDecidable) || parts.some((part) => mismatchIn(part, typed) !== undefined)) return undefined;
  return sameForAll(formula, choicesFor(parts, typed));
}

const decidable = new Set<Formula["kind"]>(["literal", "reference", "not", "and", "or", "equal", "different"]);

/** A pattern for any text asks nothing; other patterns cannot be tried out. */
function isDecidable(part: Formula): boolean {
  if (part.kind !== "matches") return decidable.has(part.kind);
  const pattern = part.operands[1];
  return pattern.kind === "literal" && /^\^?\.\*\$?$/u.test(String(pattern.value));
}

type Choices = readonly (readonly [string, readonly Primitive[]])[];

/** For each name the values that could make a difference. */
function choicesFor(parts: readonly Formula[], typed: (name: string) => ValueType | undefined): Choices {
  const literals = parts.flatMap((part) => (part.kind === "literal" ? [part.value] : []));
  const names = new Set(parts.flatMap((part) => (part.kind === "reference" ? [part.name] : [])));
  return [...names].map((name) => [name, valuesOf(name, typed(name), literals)] as const);
}

/** Besides the literals one value that several names may share, and one that is this name's alone. */
function valuesOf(name: string, type: ValueType | undefined, literals: readonly Primitive[]): readonly Primitive[] {
  if (type?.kind === "boolean") return [true, false];
  if (type?.kind === "enum") return type.values;
  const texts: readonly Primitive[] = ["", "\0shared", `\0${name}`];
  if (type?.kind === "string") return [...new Set([...texts, ...literals])];
  return [...new Set([...texts, ...literals, true, false, 0, -1, null])];
}

/** The outcome, if it is one for all combinations that can occur. */
function sameForAll(formula: Formula, choices: Choices): boolean | undefined {
  const combinations = choices.reduce((count, [, values]) => count * values.length, 1);
  if (combinations === 0 || combinations > mostCombinations) return undefined;
  let outcome: Tri | undefined;
  for (let index = 0; index < combinations; index += 1) {
    const values = combination(choices, index);
    if (isImpossible(values)) continue;
    const truth = truthOf(formula, (name) => values.get(name));
    if (truth === "unknown" || (outcome !== undefined && truth !== outcome)) return undefined;
    outcome = truth;
  }
  return outcome === "unknown" ? undefined : outcome;
}

function combination(choices: Choices, index: number): ReadonlyMap<string, Primitive> {
  const values = new Map<string, Primitive>();
  let rest = index;
  for (const [name, candidates] of choices) {
    const value = candidates[rest % candidates.length];
    if (value !== undefined) values.set(name, value);
    rest = Math.floor(rest / candidates.length);
  }
  return values;
}

/** A pipeline is for a branch or for a tag. */
function isImpossible(values: ReadonlyMap<string, Primitive>): boolean {
  return Boolean(values.get("pipeline.git.branch")) && Boolean(values.get("pipeline.git.tag"));
}
