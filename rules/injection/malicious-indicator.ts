import { defineRule } from "../../src/rule/rule.ts";
import { scriptsByFacts } from "../data/scripts-by-facts.ts";
import { decodedCodeIn } from "./malicious/decoded-code.ts";
import { environmentSentBy } from "./malicious/environment-sent.ts";
import { minersIn } from "./malicious/miners.ts";
import { reverseShellsIn } from "./malicious/reverse-shells.ts";
import { jobOf } from "./wording.ts";

export const maliciousIndicator = defineRule({
  meta: {
    id: "malicious-indicator",
    title: "The script does what attackers do",
    summary: "A reverse shell, a miner's pool, the whole environment sent away, or decoded text that is run at once.",
    rationale:
      "Honest pipelines have no use for these. Where one stands in a configuration, somebody has most likely put it there to take the job's secrets, its machine, or a way into the network behind it.",
    remediation:
      "Find out who added it and when. If nobody can say why, treat every secret that the job could read as stolen: revoke them, and look at what the job has published since.",
    limits:
      "Only plain forms are seen: what a downloaded program, a script of the project or a longer chain of files does is not.",
    severity: "critical",
    confidence: "medium",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-4"], cwe: ["CWE-506"] },
    references: [
      { title: "MITRE ATT&CK: command and scripting interpreter", url: "https://attack.mitre.org/techniques/T1059/" },
      { title: "MITRE ATT&CK: resource hijacking", url: "https://attack.mitre.org/techniques/T1496/" },
    ],
    since: "0.2.0",
  },
  *check({ scripts }) {
    for (const [facts, runs] of scriptsByFacts(scripts)) {
      const found = [...reverseShellsIn(facts), ...minersIn(facts), ...environmentSentBy(facts), ...decodedCodeIn(facts)];
      for (const { span, says } of found) {
        for (const { run, step, locate } of runs) {
          yield { at: locate(span), message: `${says}. It runs in ${jobOf(run)}.`, route: { run, hops: step.hops } };
        }
      }
    }
  },
});
