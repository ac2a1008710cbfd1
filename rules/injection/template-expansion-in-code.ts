import { locationIn } from "../../src/expand/script.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import { quote } from "../../src/source/quote.ts";
import { pastedParametersOf, type PastedParameter } from "./parameter-pastes.ts";

export const templateExpansionInCode = defineRule({
  meta: {
    id: "template-expansion-in-code",
    title: "A string parameter is pasted into a script",
    summary: "A job or command puts the text of a string parameter into its script, so a caller's value is read as code.",
    rationale:
      "`<< parameters.x >>` is replaced before the shell reads the script. Nobody outside chooses the value as long as every caller passes plain " +
      "text, but nothing says so: the first caller that passes a branch, a title or a pipeline parameter on opens the job to whoever chooses that. " +
      "A value with a quote or a blank in it breaks the script until then.",
    remediation:
      "Give the parameter to the step under `environment` and use the variable in double quotes; or declare it as `enum`, `boolean`, `integer` or `env_var_name` where it is one of these.",
    limits:
      "Parameters of orbs are seen where the orb's source is. A script that is a parameter and nothing else is left alone: it is meant to be the caller's.",
    severity: "info",
    confidence: "low",
    profile: "pedantic",
    data: "config",
    tags: { owasp: ["CICD-SEC-4"], cwe: ["CWE-94"] },
    references: [
      { title: "CircleCI: parameter types", url: "https://circleci.com/docs/reference/reusing-config/#parameter-types" },
    ],
    since: "0.2.0",
  },
  *check({ plan }) {
    for (const parameter of pastedParametersOf(plan)) if (!parameter.isInjected) yield* report(parameter);
  },
});

function* report({ name, owner, places }: PastedParameter): Iterable<Reported> {
  const [first, ...others] = places;
  if (first === undefined) return;
  const variable = name.replaceAll(/\W/gu, "_").toUpperCase();
  yield {
    at: locationIn(first.scalar, first.token),
    message:
      `The text of the parameter ${quote(name)} of ${quote(owner.name)} becomes part of this script: what a caller passes on is read as code, ` +
      "with its quotes, `;` and `$( )`.",
    replacement: `environment:\n  ${variable}: << parameters.${name} >>\ncommand: |\n  … "$${variable}"`,
    related: others.map(({ scalar, token }) => ({ ...locationIn(scalar, token), label: "also pasted here" })),
    route: { run: first.run, hops: first.step.hops },
  };
}
