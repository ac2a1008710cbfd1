import type { JobRun } from "../../src/expand/plan.ts";
import type { Location } from "../../src/finding/location.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import { quote } from "../../src/source/quote.ts";
import { absolutePath, directoryOf, takesIn } from "../data/job-paths.ts";
import { scriptsByRun } from "../data/scripts-by-run.ts";
import { isInsideJob } from "../data/service-hosts.ts";
import { runStep } from "../data/yaml-step.ts";
import { keptPathsOf } from "../exposure/kept-paths.ts";
import { tokenFlowsOf } from "./oidc/token-flows.ts";

export const oidcTokenExposed = defineRule({
  meta: {
    id: "oidc-token-exposed",
    title: "The job's OIDC token leaves the job",
    summary: "An OIDC token is kept in a cache, workspace or artifact, or sent to a host that is no identity provider.",
    rationale:
      "For an hour the token is the job: whoever holds it takes it to every cloud and vault that trusts the project, and gets what the job would get. " +
      "Artifacts are open to everybody who can see the project, caches and workspaces to other jobs, and a host that is sent the token can " +
      "pass it on. Nothing masks it, because it is not stored anywhere.",
    remediation:
      "Send the token to the identity provider alone, keep it in a file outside what is stored, and mint a token with an audience of its own for each receiver.",
    limits:
      "A host or path that calls itself an identity provider is taken for one, and so is one that only the running job knows. Printing is reported by other rules: " +
      "`secret-echoed` and `secret-transformed-print` for `CIRCLE_OIDC_TOKEN`, `runtime-secret-printed` for tokens that the job mints.",
    severity: "high",
    confidence: "medium",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-6"], cwe: ["CWE-522", "CWE-538"] },
    references: [
      {
        title: "CircleCI: OpenID Connect tokens",
        url: "https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/",
      },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    const scripts = scriptsByRun(audit);
    for (const [run, own] of scripts) yield* ofRun(run, own);
  },
});

interface TokenFile {
  readonly path: string;
  readonly at: Location;
}

/** Files are followed in the order of the steps: what is removed before it could be stored is gone. */
function* ofRun(run: JobRun, scripts: readonly ScriptRun[]): Iterable<Reported> {
  if (scripts.every(({ facts }) => tokenFlowsOf(facts).every(({ kind }) => kind === "removed"))) return;
  const byStep = new Map<object, ScriptRun>(scripts.map((script) => [script.step, script]));
  let files: readonly TokenFile[] = [];
  for (const step of run.steps) {
    const script = byStep.get(step);
    if (script !== undefined) {
      yield* sentBy(script);
      files = filesAfter(script, files);
    }
    if (step.kind !== "builtin" || files.length === 0) continue;
    for (const { path, at } of keptPathsOf(step, run) ?? []) {
      const file = files.find((candidate) => takesIn(path, candidate.path));
      if (file === undefined) continue;
      yield {
        at,
        message: `${quote(step.name)} takes in ${quote(file.path)}, to which this job writes its OIDC token: ${readers[step.name] ?? "others"} can read it and get what the job gets from every cloud that trusts it.`,
        replacement: runStep(`rm -f "${file.path.replace(/^~/u, "$HOME")}"`),
        related: [{ ...file.at, label: "the token is written to the file here" }],
        route: { run, hops: step.hops },
      };
    }
  }
}

const readers: Readonly<Record<string, string>> = {
  store_artifacts: "everybody who can see the project's builds",
  save_cache: "other jobs and branches",
  persist_to_workspace: "every later job",
};

function* sentBy({ run, step, facts, locate }: ScriptRun): Iterable<Reported> {
  for (const flow of tokenFlowsOf(facts)) {
    if (flow.kind !== "sent" || isInsideJob(flow.host, run)) continue;
    yield {
      at: locate(flow.span),
      message: `${quote(flow.program)} sends the job's OIDC token to ${quote(flow.host)}, which does not look like an identity provider: whoever runs it can take the token to every cloud that trusts this project, for an hour.`,
      replacement: runStep(`circleci run oidc get --claims '{"aud": "https://${flow.host}"}' > "$HOME/.token-for-this-host"`),
      route: { run, hops: step.hops },
    };
  }
}

function filesAfter({ run, step, facts, locate }: ScriptRun, before: readonly TokenFile[]): readonly TokenFile[] {
  let files = before;
  for (const flow of tokenFlowsOf(facts)) {
    if (flow.kind === "sent") continue;
    const path = absolutePath(flow.path, flow.movesAbout ? undefined : directoryOf(step, run));
    if (path === undefined) continue;
    files =
      flow.kind === "written" ? [...files, { path, at: locate(flow.span) }] : files.filter((file) => !takesIn(path, file.path));
  }
  return files;
}
