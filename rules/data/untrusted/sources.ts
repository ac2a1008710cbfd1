/** Where text comes from that somebody outside the project, or any member, may choose. */
import { builtInVariable } from "../../../src/config/built-in-variables.ts";
import type { ParameterType } from "../../../src/config/config.ts";
import { taintOf, type TaintLevel } from "../../../src/config/pipeline-values.ts";
import { parseExpression, textSourcesOf } from "../../../src/expand/expression.ts";
import type { Text, UnknownPart } from "../../../src/expand/text.ts";

/** `text` holds anything; `ref` what git allows in a name; `limited` letters, digits and the signs of a URL. */
export type UntrustedLevel = Exclude<TaintLevel, "safe">;

export interface UntrustedSource {
  /** `CIRCLE_BRANCH`, `pipeline.event.github.comment.body`, `git log`. */
  readonly name: string;
  readonly level: UntrustedLevel;
  /** Who chooses the text, for a message. */
  readonly who: string;
  readonly kind: "pipeline-value" | "pipeline-parameter" | "variable" | "command";
}

const ranks: Readonly<Record<UntrustedLevel, number>> = { text: 3, "text-limited": 2, ref: 1, limited: 0 };

/** How much the text lets an attacker write. */
export function rankOf({ level }: UntrustedSource): number {
  return ranks[level];
}

/** The source that lets an attacker write most. */
export function worstOf(sources: readonly UntrustedSource[]): UntrustedSource | undefined {
  return sources.reduce<UntrustedSource | undefined>(
    (worst, source) => (worst === undefined || rankOf(source) > rankOf(worst) ? source : worst),
    undefined,
  );
}

/** The source whose text ends up in an unknown part of a compiled text; undefined for what CircleCI itself or the caller decides. */
export function sourceOfUnknown({ reason, expression }: UnknownPart): UntrustedSource | undefined {
  if (reason.kind === "pipeline-value") return pipelineSource(reason.name);
  if (reason.kind === "pipeline-parameter") return parameterSource(reason.name, reason.type);
  if (reason.kind !== "expression") return undefined;
  const parsed = parseExpression(expression);
  return worstOf((parsed === undefined ? [] : textSourcesOf(parsed)).flatMap((name) => pipelineSource(name) ?? []));
}

export function sourceOfText({ parts }: Text): UntrustedSource | undefined {
  return worstOf(parts.flatMap((part) => (part.kind === "unknown" ? (sourceOfUnknown(part) ?? []) : [])));
}

function pipelineSource(name: string): UntrustedSource | undefined {
  const taint = taintOf(name);
  if (taint === undefined || taint.level === "safe") return undefined;
  return { name, level: taint.level, who: taint.who, kind: "pipeline-value" };
}

/** A parameter without a type takes any text. */
function parameterSource(name: string, type: ParameterType | undefined): UntrustedSource | undefined {
  if (type !== undefined && type !== "string") return undefined;
  return {
    name: `pipeline.parameters.${name}`,
    level: "text",
    who: "whoever can trigger a pipeline",
    kind: "pipeline-parameter",
  };
}

/** What CircleCI puts into a variable of this name. */
export function builtInSource(name: string): UntrustedSource | undefined {
  const variable = builtInVariable(name);
  if (variable?.untrusted !== true || variable.taint === "safe") return undefined;
  return { name, level: variable.taint, who: variable.who, kind: "variable" };
}
