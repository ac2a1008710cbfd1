import { defineRule, type Reported } from "../../src/rule/rule.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import { quote } from "../../src/source/quote.ts";
import { scriptsByFacts } from "../data/scripts-by-facts.ts";
import { isWrittenOut } from "../data/secret-variables.ts";
import { containerClients } from "../data/tools/containers.ts";
import { parseCommand } from "../data/tools/option-specs.ts";
import { runStep } from "../data/yaml-step.ts";
import { buildArgumentsOf, givenArgumentsOf, secretOfArgument, type BuildArgument, type BuildSecret } from "./build-arguments.ts";
import { namePolicyOf } from "../data/stored-secrets.ts";

export const dockerBuildArgSecret = defineRule({
  meta: {
    id: "docker-build-arg-secret",
    title: "A secret is a build argument",
    summary: "`docker build --build-arg`, kaniko, buildx, compose or an orb's build arguments take a secret into an image.",
    rationale:
      "Build arguments are no place for secrets: the builder writes them into the history of the image and into its provenance, and keeps them with its " +
      "cached layers. Whoever can pull the image reads them with `docker history`, without running anything.",
    remediation:
      "Hand the secret to the build as a secret: `--secret id=token,env=TOKEN`, and `RUN --mount=type=secret,id=token` in the one instruction of the Dockerfile that needs it.",
    limits:
      "Dockerfiles and compose files are not read. An argument that only an earlier stage uses is not in the history of the last image, but in the cache and the provenance.",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-6"], cwe: ["CWE-522", "CWE-538"] },
    references: [
      { title: "Docker: build secrets", url: "https://docs.docker.com/build/building/secrets/" },
      {
        title: "Docker: secrets in build arguments",
        url: "https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/",
      },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    const { plan, scripts } = audit;
    const policy = namePolicyOf(audit);
    for (const [facts, runs] of scriptsByFacts(scripts)) {
      for (const argument of buildArgumentsOf(facts, policy)) {
        for (const script of runs) {
          const secret = secretOfArgument(argument, script, policy);
          if (secret !== undefined && !isWrittenOut(secret.variable, script)) yield report(argument, secret, script);
        }
      }
    }
    for (const run of plan.runs) {
      for (const { holder, variable, kind, at, hops } of givenArgumentsOf(run, policy)) {
        yield {
          at,
          ...(kind === "shape" ? { confidence: "medium" } : {}),
          message: `The ${word(kind)} ${quote(variable)} becomes a build argument through ${quote(holder)}: ${whoReads}`,
          replacement: `${holder}: --secret id=${idOf(variable)},env=${variable}`,
          route: { run, hops },
        };
      }
    }
  },
});

const whoReads =
  "it stays in the history, the provenance and the cached layers of the image, where everybody who can pull the image can read it.";

function word(kind: BuildSecret["kind"]): string {
  return kind === "shape" ? "secret-looking" : "secret";
}

function report(argument: BuildArgument, { variable, kind, assumed }: BuildSecret, script: ScriptRun): Reported {
  const { name, command } = argument;
  const { run, step, locate } = script;
  const replacement = replacementFor(argument, variable, script);
  const isKaniko = command.name === "executor" || command.args.some(({ literal }) => literal?.includes("/kaniko") === true);
  return {
    at: locate(argument.span),
    ...(kind === "shape" || assumed ? { confidence: "medium" } : {}),
    message: `The ${word(kind)} ${quote(variable)} becomes ${name === undefined ? "a build argument" : `the build argument ${quote(name)}`}: ${whoReads}`,
    ...(isKaniko
      ? {
          remediation:
            "kaniko has no build secrets: fetch what needs the secret before the build, or build with BuildKit and `--secret`.",
        }
      : {}),
    ...(replacement === undefined ? {} : { replacement }),
    route: { run, hops: step.hops },
  };
}

/** Longer commands are not written out again. */
const longestLine = 4000;

/** The command with a build secret in place of the argument, for builders that know them and as far as the command's text is known. */
function replacementFor(
  { command, span, name, isFetched }: BuildArgument,
  variable: string,
  { facts, holes }: ScriptRun,
): string | undefined {
  const { subcommand } = parseCommand(command);
  const id = idOf(name ?? variable);
  if (/^(?:compose )?build$/u.test(subcommand) && (subcommand !== "build" || command.name?.endsWith("-compose") === true)) {
    return `# compose.yml\nservices:\n  app:\n    build:\n      secrets: [${id}]\nsecrets:\n  ${id}: { environment: ${variable} }`;
  }
  if (!containerClients.includes(command.name ?? "") || !/(?:build|bud)$/u.test(subcommand)) return undefined;
  const secret = `--secret id=${id},env=${variable}`;
  const isClear = holes.every((hole) => hole.span.end <= command.span.start || hole.span.start >= command.span.end);
  const isPlain =
    isClear &&
    command.span.end - command.span.start < longestLine &&
    name !== undefined &&
    !isFetched &&
    !command.wrappers.includes("sudo");
  if (!isPlain) return runStep(`docker build … ${secret} …`);
  return runStep(facts.text.slice(command.span.start, span.start) + secret + facts.text.slice(span.end, command.span.end));
}

function idOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/gu, "-");
}
