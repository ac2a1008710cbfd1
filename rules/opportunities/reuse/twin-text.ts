/** Twins as one job with parameters, and how it is called. */
import type { Invocation } from "../../../src/config/config.ts";
import type { YamlScalar } from "../../../src/yaml/node.ts";
import type { TwinParameter, Twins } from "./twins.ts";
import { plainOrQuoted, writeYaml } from "./write-yaml.ts";

const mostInvocations = 12;

/** Undefined when it is too long to show. */
export function twinYaml({ jobs, parameters }: Twins, name: string, invocations: readonly Invocation[]): string | undefined {
  const [first] = jobs;
  const body = first && writeYaml(first.node, (scalar) => rewritten(scalar, parameters), 70);
  if (body === undefined) return undefined;
  const calls = jobs
    .slice(0, mostInvocations)
    .flatMap(({ name: job }, at) => [
      `      - ${name}:`,
      `          name: ${plainOrQuoted(job)}`,
      ...parameters.map((parameter) => `          ${parameter.name}: ${valueText(parameter.values[at] ?? "", parameter)}`),
    ]);
  return [
    "jobs:",
    `  ${name}:`,
    "    parameters:",
    ...parameters.flatMap((parameter) => [`      ${parameter.name}:`, `        type: ${parameter.type}`]),
    ...body.map((line) => (line === "" ? "" : `    ${line}`)),
    "workflows:",
    `  ${workflowOf(invocations)}:`,
    "    jobs:",
    ...(invocations.some((invocation) => invocation.body !== undefined)
      ? ["      # Contexts, filters and requirements stay as they are."]
      : []),
    ...calls,
    ...(jobs.length > mostInvocations ? ["      # … and so on"] : []),
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

function workflowOf(invocations: readonly Invocation[]): string {
  const workflow = invocations[0]?.node.parent?.parent?.key;
  return typeof workflow === "string" ? plainOrQuoted(workflow) : "main";
}

/** A string, whatever it looks like. */
function valueText(value: string, { type }: TwinParameter): string {
  if (type === "boolean" || type === "integer") return value;
  return /^[\d.]/u.test(value) ? JSON.stringify(value) : plainOrQuoted(value);
}
