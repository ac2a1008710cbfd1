import type { EnvironmentEntry, JobRun } from "../../src/expand/plan.ts";
import { environmentOf } from "../../src/expand/plan-of.ts";
import { compileText } from "../../src/expand/script.ts";
import { assumedText } from "../../src/expand/text.ts";
import type { Location } from "../../src/finding/location.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import type { AssignmentFact, CommandFact, ScriptFacts } from "../../src/shell/facts.ts";
import { parseTarget } from "../data/network-targets.ts";
import { isInsideJob } from "../data/service-hosts.ts";
import { downloadsOf } from "../data/tools/download-use.ts";
import { insecureVariable, type InsecureKind } from "../data/tools/insecure-options.ts";
import { insecureUsesOf, inWords, type InsecureUse } from "../data/tools/insecure-use.ts";
import { networkUseOf } from "../data/tools/network-use.ts";

export const tlsVerificationDisabled = defineRule({
  meta: {
    id: "tls-verification-disabled",
    title: "The other end is not verified",
    summary: "A switch, setting or variable turns off the check of certificates, host keys or module checksums.",
    rationale:
      "Without the check anybody on the way can answer in the server's place: read the tokens that are sent, and replace the packages, scripts or " +
      "images that come back, which then run in this job.",
    remediation:
      "Take the switch off. For a private certificate authority, give the tool its certificate; for SSH, put the host's public key into the job.",
    limits: "Programs and configuration files that the job runs or reads are not looked into.",
    severity: "high",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-3", "CICD-SEC-7"], cwe: ["CWE-295"] },
    references: [{ title: "CWE-295: improper certificate validation", url: "https://cwe.mitre.org/data/definitions/295.html" }],
    since: "0.1.0",
  },
  *check({ plan, scripts }) {
    for (const run of plan.runs) for (const entry of environmentOf(run)) yield* inEnvironment(run, entry);
    const usesByFacts = new Map<ScriptFacts, readonly UseOf[]>();
    for (const script of scripts) {
      const uses = usesByFacts.get(script.facts) ?? usesIn(script.facts);
      usesByFacts.set(script.facts, uses);
      yield* inCommands(script, uses);
      for (const assignment of script.facts.assignments) yield* inAssignment(script, assignment);
    }
  },
});

function* inEnvironment(run: JobRun, entry: EnvironmentEntry): Iterable<Reported> {
  const kind = insecureVariable(entry.name, assumedText(entry.value));
  if (kind === undefined || kind === "package-source") return;
  const compiled = compileText(entry.value);
  yield report(kind, `\`${entry.name}\``, compiled.locate({ start: 0, end: compiled.text.length }), {
    run,
    hops: entry.hops,
  });
}

function* inAssignment({ run, step, locate }: ScriptRun, { name, value, span }: AssignmentFact): Iterable<Reported> {
  const kind = insecureVariable(name, value?.literal);
  if (kind === undefined || kind === "package-source") return;
  yield report(kind, `\`${name}\``, locate(span), { run, hops: step.hops });
}

interface UseOf {
  readonly command: CommandFact;
  readonly use: InsecureUse;
}

/** A script is often reached by many jobs; what its commands say is the same in all of them. */
function usesIn({ commands }: ScriptFacts): readonly UseOf[] {
  return commands.flatMap((command) => insecureUsesOf(command).map((use) => ({ command, use })));
}

function* inCommands({ run, step, locate }: ScriptRun, uses: readonly UseOf[]): Iterable<Reported> {
  for (const { command, use } of uses) {
    const { kind, at, what } = use;
    if (kind === "package-source" || staysInside(command, run)) continue;
    yield report(kind, inWords(what), locate(at), { run, hops: step.hops });
  }
}

/** Every host that the command names is this machine or a container of the job. */
function staysInside(command: CommandFact, run: JobRun): boolean {
  const hosts = [...urlHosts(command), ...clientHosts(command)];
  return hosts.length > 0 && hosts.every((host) => isInsideJob(host, run));
}

function urlHosts(command: CommandFact): readonly string[] {
  return (downloadsOf(command)?.urls ?? []).map(({ text }) => parseTarget(text)?.host ?? "?");
}

function clientHosts(command: CommandFact): readonly string[] {
  return (networkUseOf(command)?.targets ?? []).map(({ target }) => target?.host ?? "?");
}

const wording: Readonly<Record<Exclude<InsecureKind, "package-source">, { readonly gains: string; readonly cure: string }>> = {
  tls: {
    gains: "the server's certificate: whoever sits on the way can read what is sent and replace what comes back",
    cure: "Take it off. If the server has a certificate of your own authority, hand that to the tool instead (`--cacert`, `NODE_EXTRA_CA_CERTS`, `http.sslCAInfo`, …).",
  },
  "host-key": {
    gains: "the host key: whoever answers at that address is taken for the server and gets what is sent to it",
    cure: 'Take it off and put the host\'s public key into the job before: `echo "$HOST_KEY" >> ~/.ssh/known_hosts`.',
  },
  checksum: {
    gains: "the checksum database: a module that was changed after its release is not noticed",
    cure: "Take it off. For private modules name just those: `GONOSUMDB=example.com/private` or `GOPRIVATE`.",
  },
};

function report(
  kind: Exclude<InsecureKind, "package-source">,
  what: string,
  at: Location,
  route: NonNullable<Reported["route"]>,
): Reported {
  const { gains, cure } = wording[kind];
  return {
    at,
    ...(kind === "host-key" ? { severity: "medium" } : {}),
    message: `${what} in the job \`${route.run.jobName}\` turns off the check of ${gains}.`,
    remediation: cure,
    route,
  };
}
