/**
 * Text as CircleCI compiles it: known stretches with the place each was written, and unknown ones with the reason.
 * Substitution is textual, so a script is the concatenation of its parts.
 */
import type { Location } from "../finding/location.ts";
import type { ParameterType } from "../config/config.ts";
import type { YamlScalar } from "../yaml/node.ts";

/** One step on the way a value took, with the place that did it. */
export interface Hop {
  readonly kind: "parameter" | "default" | "command" | "job" | "executor" | "matrix" | "orb" | "alias" | "merge" | "workflow";
  /** Name of the parameter, command, job … */
  readonly name: string;
  /** The argument, default, invocation or alias in the file. */
  readonly at: Location;
}

/** Why a value cannot be known before the pipeline runs. */
export type UnknownReason =
  /** `pipeline.git.branch` and the like; `name` without `<< >>`. */
  | { readonly kind: "pipeline-value"; readonly name: string }
  /** `pipeline.parameters.x`: set by whoever triggers the pipeline, or by the setup workflow. */
  | { readonly kind: "pipeline-parameter"; readonly name: string; readonly type: ParameterType | undefined }
  /** A parameter of a job, command or executor that nothing in this file calls. */
  | { readonly kind: "caller"; readonly name: string; readonly type: ParameterType | undefined }
  /** Source of an orb that is not at hand. */
  | { readonly kind: "orb"; readonly name: string }
  /** An expression with an unknown inside; `names` are the values it reads. */
  | { readonly kind: "expression"; readonly names: readonly string[] }
  /** Reference to something that is not defined; a problem says so too. */
  | { readonly kind: "undefined"; readonly name: string }
  | { readonly kind: "limit" };

/** A stretch that stands in the file. */
export interface KnownPart {
  readonly kind: "known";
  readonly text: string;
  /** The scalar in which it is written, and where in that scalar's text it begins; undefined for text made up, such as a matrix number. */
  readonly origin: { readonly scalar: YamlScalar; readonly start: number } | undefined;
  /** The `<< >>` token in the outermost scalar that brought it, as offsets into that scalar's text; undefined when it stands there itself. */
  readonly token: TemplateToken | undefined;
  /** From the outermost token inwards: how the text came here. */
  readonly hops: readonly Hop[];
}

export interface UnknownPart {
  readonly kind: "unknown";
  readonly reason: UnknownReason;
  /** What stands between `<<` and `>>` where the unknown enters, trimmed. */
  readonly expression: string;
  /** The scalar in which that innermost `<< >>` is written, and its place there. */
  readonly origin: { readonly scalar: YamlScalar; readonly start: number; readonly end: number };
  readonly token: TemplateToken | undefined;
  readonly hops: readonly Hop[];
  /** What it most likely is: the default of a pipeline parameter or of an uncalled element's parameter. */
  readonly assumed: string | undefined;
}

/** `<< … >>` in a scalar: offsets into the scalar's text. */
export interface TemplateToken {
  readonly start: number;
  readonly end: number;
}

export type TextPart = KnownPart | UnknownPart;

export interface Text {
  /** The scalar where the text is used: `command:` of the run step, `image:` … */
  readonly scalar: YamlScalar;
  readonly parts: readonly TextPart[];
}

/** The whole text when every part is known. */
export function knownText(text: Text): string | undefined {
  let all = "";
  for (const part of text.parts) {
    if (part.kind === "unknown") return undefined;
    all += part.text;
  }
  return all;
}

/** The text with defaults standing in for unknowns; undefined when an unknown has none. */
export function assumedText(text: Text): string | undefined {
  let all = "";
  for (const part of text.parts) {
    const piece = part.kind === "known" ? part.text : part.assumed;
    if (piece === undefined) return undefined;
    all += piece;
  }
  return all;
}

/** True when some part of the text is not known. */
export function hasUnknown(text: Text): boolean {
  return text.parts.some((part) => part.kind === "unknown");
}
