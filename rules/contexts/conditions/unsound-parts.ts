/** Parts of a condition that say something else than they seem to. */
import type { Config } from "../../../src/config/config.ts";
import type { Condition } from "../../../src/expand/conditions.ts";
import type { Formula } from "../../../src/expand/formula.ts";
import { fullMatch } from "../../../src/expand/pattern.ts";
import type { Confidence } from "../../../src/finding/severity.ts";
import type { Location } from "../../../src/finding/location.ts";
import { quote } from "../../../src/source/quote.ts";
import { lookAlikeOf, ordinaryBranches } from "../../data/branch-look-alikes.ts";
import { polarParts } from "./polar-parts.ts";
import { mismatchIn, typeOf } from "./value-types.ts";

export interface UnsoundPart {
  readonly at: Location;
  /** What it really says, as a sentence. */
  readonly says: string;
  readonly confidence: Confidence;
  readonly replacement: string | undefined;
}

export function* unsoundPartsOf(condition: Condition, config: Config): Iterable<UnsoundPart> {
  for (const { part, opens } of polarParts(condition.formula, condition.keyword !== "unless")) {
    if (opens) yield* tooWide(part);
    yield* misread(part);
    yield* mistyped(part, condition, config);
  }
}

/** Values that name the branch, and how they write it. */
const branchValues: Readonly<Record<string, string>> = {
  "pipeline.git.branch": "",
  "pipeline.event.github.ref": "refs/heads/",
  "pipeline.event.github.pull_request.head.ref": "",
  "pipeline.trigger_parameters.github_app.branch": "",
  "pipeline.trigger_parameters.gitlab.branch": "",
};

function* tooWide(part: Formula): Iterable<UnsoundPart> {
  if (part.kind !== "starts-with" && part.kind !== "matches") return;
  const [value, text] = part.operands;
  if (value.kind !== "reference" || text.kind !== "literal" || typeof text.value !== "string") return;
  const before = Object.hasOwn(branchValues, value.name) ? branchValues[value.name] : undefined;
  if (before === undefined) return;
  const wanted = text.value;
  const admits = (branch: string): boolean => {
    const written = before + branch;
    return part.kind === "matches" ? fullMatch(wanted, written) === true : written.startsWith(wanted);
  };
  const alike = ordinaryBranches.every(admits) ? undefined : lookAlikeOf(admits);
  if (alike === undefined) return;
  const written = part.kind === "matches" ? `/${wanted}/` : `starts-with ${JSON.stringify(wanted)}`;
  yield {
    at: part.form === "map" ? text.at : part.at,
    says: `${quote(written)} also lets in a branch named ${quote(alike.other)}, and whoever can push can name one so.`,
    confidence: "medium",
    replacement:
      part.form === "map" ? `equal: [${alike.meant}, << ${value.name} >>]` : `${value.name} == "${before}${alike.meant}"`,
  };
}

/** `not a == b` and `not a and b`: `not` takes only what stands right behind it. */
function* misread(part: Formula): Iterable<UnsoundPart> {
  if (part.form !== "expression" || !("operands" in part) || part.kind === "not") return;
  const [first, ...others] = part.operands;
  if (first.kind !== "not" || first.bracketed || first.operands[0].bracketed) return;
  const isLogic = part.kind === "and" || part.kind === "or";
  // `not a and not b` can only be meant as it is read.
  if (isLogic && (others.some(({ kind }) => kind === "not") || first.operands[0].kind !== "reference")) return;
  const source = textOf(part.at);
  const rest = source.slice(textOf(first.at).length).trim();
  const inner = textOf(first.operands[0].at);
  yield {
    at: part.at,
    says:
      `\`not\` takes only what stands right behind it, so this is read as ${quote(`(not ${inner}) ${rest}`)}` +
      (isLogic ? "; say with parentheses which of the two you mean." : ", which compares a truth value with something else."),
    confidence: isLogic ? "low" : "high",
    replacement: `not (${inner} ${rest})`,
  };
}

function textOf({ file, span }: Location): string {
  return file.text.slice(span.start, span.end);
}

function* mistyped(part: Formula, condition: Condition, config: Config): Iterable<UnsoundPart> {
  const found = mismatchIn(part, (name) => typeOf(name, condition, config));
  if (found === undefined) return;
  const { name, type, literal } = found;
  const kinds = { boolean: "a truth value", number: "a number", string: "a text", enum: "a text" } as const;
  const shown = typeof literal.value === "string" ? JSON.stringify(literal.value) : String(literal.value);
  yield {
    at: literal.at,
    says:
      `${quote(name)} is ${kinds[type.kind]} and ${quote(shown)} is not, so the two are never equal and this is always ` +
      `${part.kind === "different" ? "true" : "false"}.`,
    confidence: part.form === "expression" ? "medium" : "low",
    replacement: typeof literal.value === "string" && type.kind !== "string" && type.kind !== "enum" ? literal.value : undefined,
  };
}
