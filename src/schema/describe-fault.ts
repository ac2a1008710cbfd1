/** The words for each way in which data can break a schema. */
import { quote } from "../source/quote.ts";
import { didYouMean } from "./near-miss.ts";

/** What the generated validators report; of `params` only the ones that belong to `keyword` are set. */
export interface SchemaFault {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: {
    readonly additionalProperty?: string;
    readonly missingProperty?: string;
    readonly allowedValues?: readonly unknown[];
    readonly type?: string;
    readonly pattern?: string;
    readonly limit?: number;
  };
  readonly parentSchema: { readonly properties?: object; readonly pattern?: string };
  /** What stands at the place. */
  readonly data: unknown;
}

const types: Readonly<Record<string, string>> = {
  object: "a map",
  array: "a list",
  string: "text",
  integer: "a whole number",
};

const shapes: Readonly<Record<string, string>> = {
  "^\\d{4}-\\d{2}-\\d{2}$": "a date such as `2027-01-31`",
  "^\\d{1,6}\\.\\d{1,6}\\.\\d{1,6}$": "a version such as `0.2.0`",
  "^.{1,200}$": "one line of 1 to 200 characters",
  "^.{1,500}$": "one line of 1 to 500 characters",
  "^[0-9a-f]{32}$": "32 hexadecimal digits",
};

export function describeFault(fault: SchemaFault): { message: string; hint: string | undefined } {
  const { keyword, params, data, parentSchema } = fault;
  switch (keyword) {
    case "additionalProperties":
      return unknownKey(params.additionalProperty ?? "", Object.keys(parentSchema.properties ?? {}));
    case "required":
      return { message: `${quote(params.missingProperty ?? "")} is missing.`, hint: undefined };
    case "enum":
      return noneOf(data, (params.allowedValues ?? []).map(String));
    case "type":
      return { message: `This must be ${wanted(params.type, parentSchema.pattern)}, not ${typeOf(data)}.`, hint: undefined };
    case "pattern":
      return { message: `This must be ${shapes[params.pattern ?? ""] ?? "written differently"}.`, hint: undefined };
    case "minimum":
      return { message: `This must be ${String(params.limit)} or more.`, hint: undefined };
    case "maximum":
      return { message: `This must be ${String(params.limit)} or less.`, hint: undefined };
    case "maxItems":
      return { message: `There may be ${String(params.limit)} entries at most.`, hint: undefined };
    default:
      return { message: "This does not fit.", hint: undefined };
  }
}

/** A date or a version says more than that it is text. */
function wanted(type = "", pattern = ""): string {
  const shape = shapes[pattern];
  return shape?.startsWith("a ") === true ? shape : (types[type] ?? "something else");
}

function unknownKey(key: string, known: readonly string[]) {
  const hint = didYouMean(key, known).trim();
  return {
    message: `Unknown key ${quote(key)}.`,
    hint: hint === "" ? `Known keys: ${known.map((name) => quote(name)).join(", ")}.` : hint,
  };
}

function noneOf(value: unknown, allowed: readonly string[]) {
  const given = typeof value === "object" && value !== null ? typeOf(value) : quote(String(value));
  const hint = typeof value === "string" ? didYouMean(value, allowed).trim() : "";
  const choice = allowed.map((name) => quote(name)).join(", ");
  return { message: `${given} is none of ${choice}.`, hint: hint === "" ? undefined : hint };
}

function typeOf(value: unknown): string {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a map" : typeof value === "string" ? "text" : `a ${typeof value}`;
}
