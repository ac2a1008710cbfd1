import type { Config, ParameterDefinition } from "../../src/config/config.ts";
import type { AuditPolicy } from "../../src/rule/audit.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import { quote } from "../../src/source/quote.ts";
import { entryOf, locationOf, type YamlMap } from "../../src/yaml/node.ts";
import { wordsOf } from "../data/name-words.ts";
import { wordSet } from "../data/options.ts";
import { secretKind } from "../data/secret-variables.ts";
import { callsIn, elementsIn, parameterUsesIn, scalarsIn, type CallableElement, type ParameterUse } from "./parameter-values.ts";

export const secretInPipelineParameter = defineRule({
  meta: {
    id: "secret-in-pipeline-parameter",
    title: "A parameter takes a secret by its value",
    summary:
      "A pipeline parameter, or a `string` parameter of a job or command, is there to take a secret itself instead of a variable's name.",
    rationale:
      "Parameters are plain text that CircleCI substitutes while it compiles the configuration. Everybody who can see the project reads the value " +
      "in the pipeline's parameters and in the compiled configuration, the output does not mask it, and the API keeps it. Whoever can trigger a " +
      "pipeline can also set it to a text that runs as commands.",
    remediation:
      "Store the secret in a context and read it as a variable. Where callers choose among secrets, take the name of the variable in a parameter of type `env_var_name`.",
    limits:
      "What callers of a command in other files give it is not known: they may pass `$NAME`, which the shell fills in later. Parameters are recognised by their names.",
    severity: "medium",
    confidence: "medium",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-6"], cwe: ["CWE-522", "CWE-532"] },
    references: [
      {
        title: "CircleCI: parameter types",
        url: "https://circleci.com/docs/guides/orchestrate/reusing-config/#environment-variable-name",
      },
      {
        title: "CircleCI: pipeline parameters are not for secrets",
        url: "https://circleci.com/docs/guides/orchestrate/pipeline-variables/",
      },
    ],
    since: "0.2.0",
  },
  *check({ config, policy }) {
    const suspects = [...config.parameters.values()].filter((parameter) => takesSecret(parameter, policy));
    yield* pipelineParameters(config, suspects);
    const elements = [...elementsIn(config.library)].map(
      (element) => [element, [...element.parameters.values()].filter((parameter) => takesSecret(parameter, policy))] as const,
    );
    if (elements.every(([, parameters]) => parameters.length === 0)) return;
    const calls = callsIn(config);
    for (const [element, parameters] of elements) {
      for (const parameter of parameters) yield* ofElement(element, parameter, calls.get(element.name) ?? [], suspects);
    }
  },
});

/** Last words that say that the parameter holds a name: `token-env-var`, `credentials-context`. */
const nameTails = wordSet("VAR VARIABLE ENV CONTEXT CONTEXTS PARAM PARAMETER KEYNAME");

function takesSecret({ name, type, defaultValue }: ParameterDefinition, policy: AuditPolicy): boolean {
  if (
    type !== "string" ||
    secretKind(name.replaceAll("-", "_"), policy) === undefined ||
    nameTails.has(wordsOf(name).at(-1) ?? "")
  )
    return false;
  return defaultValue === undefined || (defaultValue.kind === "scalar" && !isReference(defaultValue.text));
}

/** `NPM_TOKEN`, `$NPM_TOKEN`, `${NPM_TOKEN}`, `<< … >>`: the name of a variable, or what the shell or CircleCI fills in. */
function isReference(text: string): boolean {
  return /^\s*["']?(?:\$|<<|[A-Z][A-Z0-9_]{2,}["']?\s*$)/u.test(text);
}

function* pipelineParameters(config: Config, suspects: readonly ParameterDefinition[]): Iterable<Reported> {
  if (suspects.length === 0) return;
  const uses = usesByParameter(config.root);
  for (const { name, nameNode } of suspects) {
    const own = uses.get(`pipeline.parameters.${name}`) ?? [];
    if (own.length > 0 && own.every(({ as }) => as === "name")) continue;
    yield {
      at: locationOf(nameNode),
      message:
        `The pipeline parameter ${quote(name)} takes a secret: everybody who can see the project reads its value in the pipeline and in the ` +
        "compiled configuration, and the output does not mask it.",
      replacement: "workflows:\n  <workflow>:\n    jobs:\n      - <job>:\n          context: <context that stores the secret>\n",
      related: own.slice(0, 5).map(({ scalar }) => ({ ...locationOf(scalar), label: "its value is used here" })),
    };
  }
}

function usesByParameter(node: YamlMap): ReadonlyMap<string, readonly ParameterUse[]> {
  const uses = new Map<string, ParameterUse[]>();
  for (const scalar of scalarsIn(node)) {
    for (const use of parameterUsesIn(scalar)) {
      const known = uses.get(use.parameter);
      if (known === undefined) uses.set(use.parameter, [use]);
      else known.push(use);
    }
  }
  return uses;
}

/** Its value is pasted into a script, and calls give it that of a pipeline parameter, or nothing here says what they give it. */
function* ofElement(
  { kind, name, node }: CallableElement,
  parameter: ParameterDefinition,
  calls: readonly (YamlMap | undefined)[],
  suspects: readonly ParameterDefinition[],
): Iterable<Reported> {
  const uses = usesByParameter(node).get(`parameters.${parameter.name}`) ?? [];
  const pasted = uses.find(({ as }) => as === "value");
  if (pasted === undefined) return;
  const variable = parameter.name.replace(/[^A-Za-z0-9_]/gu, "_").toUpperCase();
  const finding = {
    message: `The ${kind} ${quote(name)} takes the secret ${quote(parameter.name)} by its value, so callers put it into the configuration that CircleCI compiles and shows, where nothing masks it.`,
    related: [{ ...locationOf(pasted.scalar), label: "its value is pasted here" }],
    replacement: `parameters:\n  ${parameter.name}:\n    type: env_var_name\n    default: ${variable}\nsteps:\n  - run: … "\${<< parameters.${parameter.name} >>}"\n`,
  };
  const given = calls.map((call) => (call === undefined ? undefined : entryOf(call, parameter.name)?.value));
  const texts = [parameter.defaultValue, ...given].map((value) => (value?.kind === "scalar" ? value.text.trim() : ""));
  // What calls give says more than the name: a variable, which the shell fills in, or a text, which other rules judge.
  if (texts.every((text) => text === "")) yield { ...finding, at: locationOf(parameter.nameNode), confidence: "low" };
  for (const value of given) {
    const source = /<<\s{0,20}pipeline\.parameters\.([\w-]{1,200})\s{0,20}>>/u.exec(
      value?.kind === "scalar" ? value.text : "",
    )?.[1];
    if (value === undefined || source === undefined || suspects.some((suspect) => suspect.name === source)) continue;
    yield {
      ...finding,
      at: locationOf(value),
      message: `The pipeline parameter ${quote(source)} is given to the ${kind} ${quote(name)} as the secret ${quote(parameter.name)}: everybody who can see the project reads its value in the pipeline, and the output does not mask it.`,
    };
  }
}
