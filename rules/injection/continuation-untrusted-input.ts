import { compileText } from "../../src/expand/script.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import { quote } from "../../src/source/quote.ts";
import { sourceOfUnknown, type UntrustedSource } from "../data/untrusted/sources.ts";
import type { UntrustedRead } from "../data/untrusted/reads.ts";
import { continuationInputs, type InputArgument, type InputKind } from "./continuation-inputs.ts";
import { downloadInto, untrustedInRequest, untrustedWrites } from "./continuation-writes.ts";
import { nameOfRead, wayTo } from "./wording.ts";

export const continuationUntrustedInput = defineRule({
  meta: {
    id: "continuation-untrusted-input",
    title: "Outsiders shape what the pipeline continues with",
    summary: "A setup workflow makes the configuration or the parameters that follow from untrusted or downloaded text.",
    rationale:
      "The continued configuration runs with every context and role that the project may use. Text that is pasted into it is configuration: a commit " +
      "message with a line break and `jobs:` in it adds a job, a download brings whatever its server sends that day, and no review sees either.",
    remediation:
      "Choose among configurations and values that are written out in the repository, as path filtering does. Where a text has to go along, hand it over as a " +
      "parameter that `jq --arg` has put into JSON, and give it to scripts as an environment variable only.",
    limits:
      "What generators that the setup job runs read by themselves is not seen. Text that `jq --arg` encodes is left alone; where it is used, template-injection looks at it.",
    severity: "high",
    confidence: "medium",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-4"], cwe: ["CWE-94", "CWE-494"] },
    references: [
      { title: "CircleCI: dynamic configuration", url: "https://circleci.com/docs/guides/orchestrate/dynamic-config/" },
      {
        title: "OWASP: poisoned pipeline execution",
        url: "https://owasp.org/www-project-top-10-ci-cd-security-risks/CICD-SEC-04-Poisoned-Pipeline-Execution",
      },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    if (!audit.config.setup) return;
    const inputs = continuationInputs(audit);
    for (const input of inputs.arguments) yield* pasted(input);
    for (const { name, kind, scripts } of inputs.files) {
      for (const script of scripts) {
        for (const read of untrustedWrites(name, script, audit))
          yield* written(read, script, kind, `written into ${quote(name)}, `);
        const url = downloadInto(name, script);
        if (url !== undefined) yield downloaded(url.text, script.locate(url.word.span), script, kind);
      }
    }
    for (const request of inputs.requests) {
      const { script } = request;
      for (const read of untrustedInRequest(request, audit))
        yield* written(read, script, "configuration", "pasted into the request with ");
    }
  },
});

const names: Readonly<Record<InputKind, string>> = {
  configuration: "the configuration that the pipeline goes on with",
  parameters: "the parameters that the pipeline goes on with",
};

/** A login or an address leaves no room for configuration. */
function weigh({ level, kind }: UntrustedSource): Pick<Reported, "severity"> | undefined {
  if (level === "limited") return undefined;
  return level === "ref" || kind === "pipeline-parameter" ? { severity: "medium" } : {};
}

function* pasted({ argument, kind, run }: InputArgument): Iterable<Reported> {
  if (argument.text === undefined) return;
  for (const { part, at } of compileText(argument.text).holes) {
    const source = sourceOfUnknown(part);
    const weight = source && weigh(source);
    if (source === undefined || weight === undefined) continue;
    const message = `${quote(source.name)} is pasted into ${quote(argument.name)}, which decides ${names[kind]}: ${source.who} chooses what it says.`;
    yield { ...weight, at, message, route: { run, hops: argument.hops } };
  }
}

function* written(read: UntrustedRead, script: ScriptRun, kind: InputKind, how: string): Iterable<Reported> {
  const weight = weigh(read.source);
  if (weight === undefined) return;
  const { run, step, locate } = script;
  yield {
    ...weight,
    at: locate(read.span),
    message: `${nameOfRead(read)} is ${how}${names[kind]}: ${read.source.who} can write more into it than a value.`,
    trace: wayTo(read, script, "it becomes part of what the pipeline goes on with"),
    route: { run, hops: step.hops },
  };
}

function downloaded(url: string, at: Reported["at"], { run, step }: ScriptRun, kind: InputKind): Reported {
  return {
    at,
    message: `What ${quote(url, 80)} returns becomes ${names[kind]}: whoever controls the server decides what runs, with every context of this project.`,
    remediation:
      "Keep it in the repository, or fetch it from one commit and compare its checksum before the pipeline goes on with it.",
    route: { run, hops: step.hops },
  };
}
