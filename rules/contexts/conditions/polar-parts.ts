/** What opens a gate and what closes it. */
import type { Formula } from "../../../src/expand/formula.ts";

export interface PolarPart {
  readonly part: Formula;
  /** When it is true, the gate opens; otherwise it closes. */
  readonly opens: boolean;
}

/** The parts that the truth of the formula hangs on, itself first. `opens`: that the formula is true opens the gate. */
export function* polarParts(formula: Formula, opens: boolean): Iterable<PolarPart> {
  yield { part: formula, opens };
  if (formula.kind === "not") yield* polarParts(formula.operands[0], !opens);
  else if (formula.kind === "and" || formula.kind === "or") {
    for (const operand of formula.operands) yield* polarParts(operand, opens);
  }
}
