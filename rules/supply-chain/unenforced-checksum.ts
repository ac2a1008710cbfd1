import type { ScriptRun } from "../../src/rule/audit.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import type { CommandFact } from "../../src/shell/facts.ts";
import { integrityCheck } from "../data/integrity-checks.ts";
import { lostFailure, type LostFailure } from "../data/lost-failures.ts";
import { scriptsByFacts } from "../data/scripts-by-facts.ts";

export const unenforcedChecksum = defineRule({
  meta: {
    id: "unenforced-checksum",
    title: "A checksum is checked and nothing follows",
    summary: "`sha256sum -c` whose failure is excused, lost in a pipeline or ignored because errexit is off.",
    rationale:
      "The check prints that the file is not the one that was meant, and the job goes on and runs it. Whoever replaced the download gains what the check " +
      "was to keep from them, and the log of a green build is nothing that anybody reads.",
    remediation:
      "Let the job fail with the check: take `|| true` away, keep `set -eo pipefail` on, and run the file only after it.",
    limits:
      "A function of the script that handles the failure is not looked into, and sums that are compared by hand are not recognised. Signatures are the matter of `ignored-security-check`.",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-3", "CICD-SEC-9"], cwe: ["CWE-354", "CWE-494"] },
    references: [
      {
        title: "CWE-354: improper validation of integrity check value",
        url: "https://cwe.mitre.org/data/definitions/354.html",
      },
    ],
    since: "0.2.0",
  },
  *check({ scripts }) {
    for (const [facts, runs] of scriptsByFacts(scripts)) {
      for (const command of facts.commands) {
        if (command.place !== "job" || integrityCheck(command) !== "checksum") continue;
        const lost = lostFailure(command, facts);
        for (const script of lost === undefined ? [] : runs) yield report(script, command, lost);
      }
    }
  },
});

function report({ run, step, locate }: ScriptRun, command: CommandFact, lost: LostFailure | undefined): Reported {
  const name = command.name ?? "";
  const { how = "", by } = lost ?? {};
  return {
    at: locate(by ?? command.span),
    message: `${said(how, name)}: when the sum is wrong, the job \`${run.jobName}\` goes on with the file that somebody replaced.`,
    related: by === undefined ? [] : [{ ...locate(command.span), label: "the check" }],
    route: { run, hops: step.hops },
  };
}

function said(how: string, name: string): string {
  if (how === "errexit off") return `The shell does not stop when \`${name}\` fails here (errexit is off)`;
  if (how === "set +e") return `After \`set +e\` the shell does not stop when \`${name}\` fails`;
  return how.startsWith("| ")
    ? `\`${how}\` succeeds whatever \`${name}\` says (pipefail is off)`
    : `\`${how}\` excuses \`${name}\``;
}
