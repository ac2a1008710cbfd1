/** What a setup workflow hands to the configuration it goes on with, seen from there. */
import type { Config, ParameterDefinition } from "../../config/config.ts";
import type { Problem } from "../../finding/report.ts";
import { quote } from "../../source/quote.ts";
import type { Continuation } from "../continuations.ts";
import type { SetValue } from "./values.ts";

export interface Giver {
  readonly setup: Config;
  readonly continuation: Continuation;
}

/** Parameters that get constants only, whoever starts the pipeline: what they say, nobody else decides. */
export function constantsIn(config: Config, givers: readonly Giver[]): ReadonlySet<string> {
  const constants = new Set<string>();
  for (const name of config.parameters.keys()) {
    const values = givers.map(({ setup, continuation }) =>
      setup.parameters.has(name) ? undefined : continuation.values?.filter((value) => value.name === name),
    );
    const isConstant = values.every((list) => list?.every(({ value }) => value !== undefined) === true);
    if (isConstant && values.some((list) => list !== undefined && list.length > 0)) constants.add(name);
  }
  return constants;
}

/** Values for which CircleCI refuses to go on. */
export function handedProblems(config: Config, { continuation }: Giver): readonly Problem[] {
  const { values = [], isPart } = continuation;
  return values.flatMap((value) => problemOf(value, config, isPart));
}

function problemOf(set: SetValue, { parameters, file }: Config, isPart: boolean): readonly Problem[] {
  const { name, value, at } = set;
  const definition = parameters.get(name);
  if (definition === undefined) {
    if (isPart) return [];
    const message = `${quote(name)} is no parameter of ${quote(file.path, 200)}, so CircleCI refuses to continue with it.`;
    return [{ code: "unknown-parameter", message, location: at, level: "warning" }];
  }
  if (value === undefined || fits(value, definition)) return [];
  const wanted =
    definition.type === "enum" ? `one of ${(definition.enumValues ?? []).join(", ")}` : `a ${definition.type ?? "value"}`;
  const message = `The parameter ${quote(name)} of ${quote(file.path, 200)} must be ${wanted}, not the ${typeof value} ${quote(JSON.stringify(value))}; CircleCI refuses to continue with it.`;
  return [{ code: "wrong-parameter-type", message, location: at, level: "warning" }];
}

/** Values come as JSON, where the text "true" is no boolean. */
function fits(value: string | number | boolean, { type, enumValues }: ParameterDefinition): boolean {
  switch (type) {
    case "boolean":
      return typeof value === "boolean";
    case "integer":
      return Number.isInteger(value);
    case "string":
      return typeof value === "string";
    case "enum":
      return enumValues === undefined || enumValues.includes(String(value));
    default:
      return true;
  }
}
