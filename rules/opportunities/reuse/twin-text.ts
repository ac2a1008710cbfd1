/** Twins as one job with parameters, and how it is called. */
import type { Workflow } from "../../../src/config/config.ts";
import type { YamlScalar } from "../../../src/yaml/node.ts";
import type { TwinParameter, Twins } from "./twins.ts";
import { plainOrQuoted, writeYaml } from "./write-yaml.ts";

const mostInvocations = 12;

/** Undefined when it is too long to show. */
export function twinYaml({ jobs, parameters }: Twins, name: string, workflows: readonly Workflow[]): string | undefined {
  const [first] = jobs;
  const body = first && writeYaml(first.node, (scalar) => rewritten(scalar, parameters), 70);
  if (body === undefined) return undefined;
  return [
    "jobs:",
    `  ${name}:`,
    "    parameters:",
    ...parameters.flatMap((parameter) => [`      ${parameter.name}:`, `        type: ${parameter.type}`]),
    ...body.map((line) => (line === "" ? "" : `    ${line}`)),
    "workflows:",
    ...workflows.flatMap((workflow) => callsIn(workflow, { jobs, parameters }, name)),
    "",
  ].join("\n");
}

/** The place of a scalar says nothing of it where an alias brings it in; then it stands there for all. */
function rewritten(scalar: YamlScalar, parameters: readonly TwinParameter[]): string {
  const places = parameters
    .flatMap(({ name, places: all }) => all.filter((place) => place.scalar === scalar).map((place) => ({ ...place, name })))
    .sort((one, other) => other.start - one.start);
  const unique = places.filter((place, at) => at === 0 || place.start !== places[at - 1]?.start);
  return unique.reduce(
    (text, { start, end, name }) => `${text.slice(0, start)}<< parameters.${name} >>${text.slice(end)}`,
    scalar.text,
  );
}

/** The invocations of a workflow that call one of the twins; empty when none does. */
function callsIn(workflow: Workflow, { jobs, parameters }: Pick<Twins, "jobs" | "parameters">, name: string): readonly string[] {
  const places = new Map(jobs.map((job, at) => [job.name, at] as const));
  const calls = workflow.invocations.filter(({ jobName }) => places.has(jobName));
  if (calls.length === 0) return [];
  const shown = calls.slice(0, mostInvocations).flatMap(({ jobName }) => [
    `      - ${name}:`,
    `          name: ${plainOrQuoted(jobName)}`,
    ...parameters.map((parameter) => {
      const value = parameter.values[places.get(jobName) ?? 0] ?? "";
      return `          ${parameter.name}: ${valueText(value, parameter)}`;
    }),
  ]);
  return [
    `  ${plainOrQuoted(workflow.name)}:`,
    "    jobs:",
    ...(calls.some((call) => call.body !== undefined) ? ["      # Contexts, filters and requirements stay as they are."] : []),
    ...shown,
    ...(calls.length > mostInvocations ? ["      # … and so on"] : []),
  ];
}

/** A string, whatever it looks like. */
function valueText(value: string, { type }: TwinParameter): string {
  if (type === "boolean" || type === "integer") return value;
  return /^[\d.]/u.test(value) ? JSON.stringify(value) : plainOrQuoted(value);
}
