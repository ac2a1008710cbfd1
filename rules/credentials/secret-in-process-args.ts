import type { JobRun } from "../../src/expand/plan.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import type { Fix } from "../../src/finding/fix.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import type { CommandFact } from "../../src/shell/facts.ts";
import type { Span } from "../../src/source/span.ts";
import { quote } from "../../src/source/quote.ts";
import { isSelfHosted } from "../data/runner-class.ts";
import { scriptsByFacts } from "../data/scripts-by-facts.ts";
import { leadingText } from "../data/word-text.ts";
import { runStep } from "../data/yaml-step.ts";
import { cureFor } from "./argument-cures.ts";
import { ecrLoginsOf } from "./ecr-logins.ts";
import { argumentSecretsIn, suspectCommands, type ArgumentSecret } from "../data/argument-secrets.ts";
import { namePolicyOf } from "../data/stored-secrets.ts";

export const secretInProcessArgs = defineRule({
  meta: {
    id: "secret-in-process-args",
    title: "A secret is an argument of a program",
    summary:
      "A secret is filled into the arguments of a program: `docker login -p`, `curl -u`, `curl -H`, `mysql -p`, `--password=…`.",
    rationale:
      "The arguments of a running program can be read by every process and user of the machine, without any rights, in `ps` or `/proc`. They also turn up " +
      "where nobody looks for secrets: in error messages, crash reports, shell traces and the records of monitoring agents. On a self-hosted runner, " +
      "other jobs and other users can collect them.",
    remediation: "Hand the secret over on standard input, in a file, or in the environment, as the program allows.",
    limits:
      "What programs and scripts that the job starts hand on to others is not seen. Values that a script fetches or decodes by itself are known only by the option that takes them.",
    severity: "low",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-6"], cwe: ["CWE-214"] },
    references: [
      {
        title: "CWE-214: invocation of process using visible sensitive information",
        url: "https://cwe.mitre.org/data/definitions/214.html",
      },
      { title: "CircleCI: security recommendations", url: "https://circleci.com/docs/guides/security/security-recommendations/" },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    const policy = namePolicyOf(audit);
    for (const [facts, runs] of scriptsByFacts(audit.scripts)) {
      const suspects = suspectCommands(facts, policy);
      const logins = ecrLoginsOf(facts);
      if (suspects.length + logins.length === 0) continue;
      for (const script of runs) {
        for (const login of logins) yield reportEcrLogin(login, script);
        // A script in an argument, as of `bash -c "…"`, repeats the words of the command that is given it.
        const seen = new Set<number>();
        for (const suspect of suspects) {
          const [first, ...others] = argumentSecretsIn(suspect, script, policy).filter(({ span }) => !seen.has(span.start));
          if (first === undefined) continue;
          for (const { span } of [first, ...others]) seen.add(span.start);
          yield report(first, others, suspect.command, script);
        }
      }
    }
  },
});

function report(first: ArgumentSecret, others: readonly ArgumentSecret[], command: CommandFact, script: ScriptRun): Reported {
  const { run, step, locate } = script;
  const cure = cureFor(first, command, script);
  const program = programName(first, command);
  return {
    at: locate(first.span),
    ...(isSelfHosted(run) ? { severity: "medium" } : {}),
    ...(isSure(first) ? {} : { confidence: "medium" }),
    message: `${program} gets ${inWords(first)} as an argument: while it runs, ${whoSees(run)} in the list of processes.`,
    ...(cure.advice === undefined ? {} : { remediation: cure.advice }),
    ...(cure.line === undefined ? {} : { replacement: runStep(cure.line), fixes: fixesWith(cure.line, command, others, script) }),
    related: others.map((other) => ({ ...locate(other.span), label: `${inWords(other)} is an argument too` })),
    route: { run, hops: step.hops },
  };
}

/** These read a password from standard input in every version there is, where they are told the user's name. */
const readsPassword = new Set(["docker", "podman", "nerdctl", "buildah", "helm", "oras"]);

/** A line that is put in another script's quotes, or that leaves secrets in the arguments, is no cure. */
function fixesWith(line: string, command: CommandFact, others: readonly ArgumentSecret[], { edit }: ScriptRun): readonly Fix[] {
  const isNested = command.nestedIn !== undefined || command.substitutedInto !== undefined;
  // Of two values for one variable the last would count.
  const isClear = others.length === 0 && (command.environment.length === 0 || line.includes(" | "));
  const replaced = isNested || !isClear ? undefined : edit(command.span, line);
  if (replaced === undefined) return [];
  const isLogin = readsPassword.has(command.name ?? "") && line.includes(" --password-stdin") && logsIn(command);
  return [
    {
      title: `Keep the secret out of the arguments of \`${command.name ?? "?"}\``,
      safety: isLogin ? "safe" : "unsafe",
      edits: [replaced],
    },
  ];
}

function logsIn({ args }: CommandFact): boolean {
  return (
    args.some(({ literal }) => literal === "login") && args.some((word) => /^(?:-u|--username(?:=|$))/u.test(leadingText(word)))
  );
}

function reportEcrLogin(login: Span, { run, step, locate }: ScriptRun): Reported {
  return {
    at: locate(login),
    ...(isSelfHosted(run) ? { severity: "medium" } : {}),
    message:
      "`aws ecr get-login` prints `docker login` with the password among its arguments: while that runs, " +
      `${whoSees(run)} in the list of processes. Version 2 of the AWS CLI no longer knows the command.`,
    remediation: "Give it on standard input instead: `--password-stdin`.",
    replacement: runStep(
      "aws ecr get-login-password | docker login --username AWS --password-stdin <account>.dkr.ecr.<region>.amazonaws.com",
    ),
    route: { run, hops: step.hops },
  };
}

function whoSees(run: JobRun): string {
  return isSelfHosted(run)
    ? "every process and user of the runner, other jobs too, can read it"
    : "every other process of the job can read it";
}

/** A catalogued name, or a secret-looking one where the program wants a secret. */
function isSure({ kind, assumed, option }: ArgumentSecret): boolean {
  return !assumed && kind !== undefined && (kind !== "shape" || option !== undefined);
}

function inWords({ name, kind, option }: ArgumentSecret): string {
  if (name !== undefined) return `the ${kind === "shape" ? "secret-looking" : "secret"} ${quote(name)}`;
  return option === undefined ? "a secret" : `the secret given with ${quote(option.name)}`;
}

function programName({ word }: ArgumentSecret, { name, wrappers, wrapperWords }: CommandFact): string {
  const wrapper = wrapperWords.includes(word) ? wrappers.at(-1) : undefined;
  const program = wrapper ?? name;
  return program === undefined ? "A program" : quote(program);
}
