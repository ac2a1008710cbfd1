/** Gates that a pipeline parameter opens, so that whoever triggers a pipeline holds the key. */
import { asMap } from "../../../src/config/reader.ts";
import type { Config } from "../../../src/config/config.ts";
import { listAdmits } from "../../../src/expand/filters.ts";
import type { Condition } from "../../../src/expand/conditions.ts";
import type { Primitive } from "../../../src/expand/expression.ts";
import { formulaOf, partsOf, truthOf, type Formula, type Values } from "../../../src/expand/formula.ts";
import type { JobRun } from "../../../src/expand/plan.ts";
import { yamlBoolean } from "../../../src/expand/evaluate.ts";
import { entryOf, isNull } from "../../../src/yaml/node.ts";
import { ordinaryBranches } from "../../data/branch-look-alikes.ts";
import { typeOf } from "./value-types.ts";

type Reference = Extract<Formula, { kind: "reference" }>;

/** A branch of no meaning, as everybody may push. */
const [someBranch = ""] = ordinaryBranches;

/**
 * The first parameter of the condition when the parameters' defaults keep the gate shut on an ordinary branch and other values of
 * theirs open it there. What else the condition asks must be known to be so on any branch.
 */
export function parameterThatOpens(condition: Condition, config: Config): Reference | undefined {
  const { formula, keyword } = condition;
  const references = [...partsOf(formula)].filter((part): part is Reference => part.kind === "reference");
  const parameters = references.filter(({ name }) => name.startsWith("pipeline.parameters."));
  const [first] = parameters;
  if (first === undefined) return undefined;
  const opens = (values: Values): boolean => truthOf(formula, values) === (keyword !== "unless");
  if (opens((name) => defaultOf(name, config) ?? atSomeBranch(name))) return undefined;
  return parameters.find(({ name }) =>
    choicesOf(name, condition, config).some((choice) => opens(withChoice(name, choice, config))),
  );
}

function withChoice(chosen: string, choice: Primitive, config: Config): Values {
  return (name) => (name === chosen ? choice : (defaultOf(name, config) ?? atSomeBranch(name)));
}

function atSomeBranch(name: string): Primitive | undefined {
  if (name === "pipeline.git.branch") return someBranch;
  if (name === "pipeline.git.tag") return "";
  if (name === "pipeline.git.branch.is_default") return false;
  // Who sets parameters triggers the pipeline by the API.
  if (name === "pipeline.event.name" || name === "pipeline.trigger_source" || name === "pipeline.trigger.type") return "api";
  return name === "pipeline.schedule.name" ? "" : undefined;
}

function defaultOf(name: string, { parameters }: Config): Primitive | undefined {
  const definition = name.startsWith("pipeline.parameters.")
    ? parameters.get(name.slice("pipeline.parameters.".length))
    : undefined;
  const node = definition?.defaultValue;
  if (node?.kind !== "scalar") return undefined;
  return definition?.type === "boolean"
    ? (yamlBoolean(node.text) ?? node.value)
    : definition?.type === "integer"
      ? node.value
      : node.text;
}

/** What a caller may set the parameter to, as far as it matters for the condition. */
function choicesOf(name: string, condition: Condition, config: Config): readonly Primitive[] {
  const type = typeOf(name, condition, config);
  if (type?.kind === "boolean") return [true, false];
  if (type?.kind === "enum") return type.values;
  const literals = [...partsOf(condition.formula)].flatMap((part) => (part.kind === "literal" ? [part.value] : []));
  return [...literals, "something else"];
}

/** Whether the run's own filters and the conditions of its workflow, as far as they can be known, leave an ordinary branch in. */
export function letsAnyBranchIn(run: JobRun): boolean {
  const { filters } = run;
  if (filters === undefined || isNull(filters)) return true;
  if (filters.kind === "scalar") return truthOf(formulaOf(filters, true), atSomeBranch) === true;
  const map = asMap(filters);
  const branches = map && entryOf(map, "branches")?.value;
  return branches === undefined || isNull(branches) || listAdmits(branches, someBranch) === true;
}
