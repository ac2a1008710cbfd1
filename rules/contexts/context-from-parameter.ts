import type { Config, ParameterDefinition } from "../../src/config/config.ts";
import { taintOf } from "../../src/config/pipeline-values.ts";
import { parseExpression, textSourcesOf } from "../../src/expand/expression.ts";
import type { ContextUse, JobRun, Plan } from "../../src/expand/plan.ts";
import { compileText, type Hole } from "../../src/expand/script.ts";
import type { RelatedLocation } from "../../src/finding/location.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import { quote } from "../../src/source/quote.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { toYaml } from "../data/oidc/yaml-text.ts";

export const contextFromParameter = defineRule({
  meta: {
    id: "context-from-parameter",
    title: "A caller names the context",
    summary: "A job takes the context that a pipeline parameter of type `string`, a branch or other text from outside names.",
    rationale:
      "The name is put in before CircleCI looks up the context, so whoever can trigger a pipeline chooses which secrets the job gets: a job that is " +
      "meant to hold the staging keys starts with those of production, or of another team, as far as nothing restricts those contexts.",
    remediation:
      "Declare the parameter as an `enum` of the contexts you mean, or write each context out in a job of its own and choose between the jobs.",
    limits: "Restrictions of the contexts themselves are not in the file, and what a setup workflow passes on is not followed.",
    severity: "high",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-5", "CICD-SEC-4"], cwe: ["CWE-639", "CWE-862"] },
    references: [
      {
        title: "CircleCI: pipeline values and parameters",
        url: "https://circleci.com/docs/guides/orchestrate/pipeline-variables/",
      },
      { title: "CircleCI: using contexts", url: "https://circleci.com/docs/guides/security/contexts/" },
    ],
    since: "0.2.0",
  },
  *check({ plan }) {
    const bySource = new Map<string, Choice[]>();
    for (const choice of choicesOf(plan)) {
      const known = bySource.get(choice.name);
      if (known === undefined) bySource.set(choice.name, [choice]);
      else known.push(choice);
    }
    // Put right in one place for all the jobs that use it.
    for (const [first, ...others] of bySource.values()) if (first !== undefined) yield report(first, others);
  },
});

interface Choice {
  readonly run: JobRun;
  readonly use: ContextUse;
  readonly hole: Hole;
  /** The value that names the context, and who decides over it. */
  readonly name: string;
  readonly who: string;
  /** Set when it is a parameter that the file declares. */
  readonly definition: ParameterDefinition | undefined;
  readonly isParameter: boolean;
}

function* choicesOf({ runs, config }: Plan): Iterable<Choice> {
  for (const run of runs) {
    for (const use of run.contexts) {
      for (const hole of compileText(use.name).holes) {
        for (const source of namesIn(hole).flatMap((name) => sourceOf(name, config))) yield { run, use, hole, ...source };
      }
    }
  }
}

const parameterPrefix = "pipeline.parameters.";

/** The values whose text may become part of the name. */
function namesIn({ part }: Hole): readonly string[] {
  const { reason } = part;
  if (reason.kind === "pipeline-parameter") return [parameterPrefix + reason.name];
  if (reason.kind === "pipeline-value") return [reason.name];
  if (reason.kind !== "expression") return [];
  const expression = parseExpression(part.expression);
  return expression === undefined ? [] : textSourcesOf(expression);
}

/** None when the value chooses among few names only. A parameter without a type takes any text. */
function sourceOf(name: string, { parameters }: Config): readonly Pick<Choice, "name" | "who" | "definition" | "isParameter">[] {
  if (name.startsWith(parameterPrefix)) {
    const definition = parameters.get(name.slice(parameterPrefix.length));
    const isText = definition?.type === undefined || definition.type === "string";
    return isText ? [{ name, who: "whoever can trigger a pipeline", definition, isParameter: true }] : [];
  }
  const taint = taintOf(name);
  if (taint === undefined || taint.level === "safe") return [];
  return [{ name, who: taint.who, definition: undefined, isParameter: false }];
}

function report(first: Choice, others: readonly Choice[]): Reported {
  const { run, use, hole, name, who, definition, isParameter } = first;
  const whole = use.name.parts.length === 1;
  return {
    at: hole.at,
    severity: isParameter ? "high" : "medium",
    confidence: isParameter && definition === undefined ? "medium" : "high",
    message:
      `${quote(name)} names ${whole ? "" : "part of "}the context that the job ${quote(run.name)} takes: ${who} chooses which secrets ` +
      `it gets, and any context of the organisation ${whole ? "that nothing restricts" : "whose name fits"} will do.`,
    ...(definition === undefined ? {} : { replacement: asEnum(definition) }),
    related: [...declared(definition), ...alsoChosen(first, others)],
    route: { run, hops: hole.part.hops },
  };
}

/** The declaration as a choice among contexts; those that the file does not name are left to fill in. */
function asEnum({ name, defaultValue }: ParameterDefinition): string {
  const known = defaultValue?.kind === "scalar" && defaultValue.text !== "" ? defaultValue.text : "first-context";
  const declaration = { type: "enum", enum: [known, "another-context"], default: known };
  return toYaml({ parameters: { [name]: declaration } }).trimEnd();
}

function declared(definition: ParameterDefinition | undefined): readonly RelatedLocation[] {
  return definition === undefined ? [] : [{ ...locationOf(definition.nameNode), label: "declared here, for any text" }];
}

function alsoChosen({ hole }: Choice, others: readonly Choice[]): readonly RelatedLocation[] {
  const seen = new Set([hole.at.span.start]);
  return others.flatMap(({ run, hole: { at } }) => {
    if (seen.has(at.span.start)) return [];
    seen.add(at.span.start);
    return [{ ...at, label: `also names a context of the job ${quote(run.name)}` }];
  });
}
