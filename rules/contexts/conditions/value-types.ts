/** What kinds of values the names in conditions can hold. */
import type { Config, ParameterDefinition } from "../../../src/config/config.ts";
import { taintOf } from "../../../src/config/pipeline-values.ts";
import type { Condition } from "../../../src/expand/conditions.ts";
import type { Formula } from "../../../src/expand/formula.ts";

export type ValueType =
  { readonly kind: "boolean" | "number" | "string" } | { readonly kind: "enum"; readonly values: readonly string[] };

const booleans = new Set([
  "pipeline.git.branch.is_default",
  "pipeline.event.github.pull_request.draft",
  "pipeline.event.github.pull_request.merged",
  "job.ssh.enabled",
]);
const numbers = new Set(["pipeline.number", "pipeline.event.github.pull_request.number"]);

/** The declaration that a name in this condition means, if it is one of a parameter. */
export function definitionOf(name: string, condition: Condition, config: Config): ParameterDefinition | undefined {
  if (name.startsWith("pipeline.parameters.")) return config.parameters.get(name.slice("pipeline.parameters.".length));
  return name.startsWith("parameters.") ? condition.parameters.get(name.slice("parameters.".length)) : undefined;
}

/** Undefined when nothing says what the name holds. */
export function typeOf(name: string, condition: Condition, config: Config): ValueType | undefined {
  const definition = definitionOf(name, condition, config);
  if (definition !== undefined) return declaredType(definition);
  if (booleans.has(name)) return { kind: "boolean" };
  if (numbers.has(name)) return { kind: "number" };
  return taintOf(name) === undefined ? undefined : { kind: "string" };
}

function declaredType({ type, enumValues }: ParameterDefinition): ValueType | undefined {
  if (type === "boolean" || type === "string") return { kind: type };
  if (type === "integer") return { kind: "number" };
  return type === "enum" && enumValues !== undefined ? { kind: "enum", values: enumValues } : undefined;
}

/** Two operands of a comparison of which one is a name, and the other a fixed value that its type does not know. */
export interface Mismatch {
  readonly name: string;
  readonly type: ValueType;
  readonly literal: Extract<Formula, { kind: "literal" }>;
}

/** What `==`, `!=` and `equal` compare although it can never be equal. */
export function mismatchIn(part: Formula, typed: (name: string) => ValueType | undefined): Mismatch | undefined {
  if (part.kind !== "equal" && part.kind !== "different") return undefined;
  const literals = part.operands.filter((operand) => operand.kind === "literal");
  for (const operand of part.operands) {
    const type = operand.kind === "reference" ? typed(operand.name) : undefined;
    if (operand.kind !== "reference" || type === undefined) continue;
    const literal = literals.find(
      ({ value }) => value !== null && typeof value !== (type.kind === "enum" ? "string" : type.kind),
    );
    if (literal !== undefined) return { name: operand.name, type, literal };
  }
  return undefined;
}
