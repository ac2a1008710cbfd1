import { assumedText } from "../../src/expand/text.ts";
import { defineSettingsRule } from "../../src/rule/rule.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { quote } from "../../src/source/quote.ts";
import { numbered, projectName } from "./wording.ts";

export const extraSshKey = defineSettingsRule({
  meta: {
    id: "extra-ssh-key",
    title: "The project holds additional SSH keys",
    summary: "The project holds an additional SSH key; `medium` when it is for every host, or not one that the settings expect.",
    rationale:
      "An additional SSH key opens a server or another repository to every job that asks for it, and to whoever changes a job on a branch. It has no expiry, " +
      "and CircleCI tells neither when it was added nor when it was last used, so keys of systems long gone stay.",
    remediation:
      "Delete the key under Project Settings, SSH Keys, and on the server, unless a job needs it. Give a key that stays its host's name, and let `add_ssh_keys` name its fingerprint. " +
      "List the hosts or fingerprints of those you know under `sshKeys.expected` in the settings file, so that a new one stands out.",
    limits: "What the key may do on its host is not known.",
    severity: "low",
    confidence: "high",
    profile: "regular",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-6", "CICD-SEC-2"], cwe: ["CWE-522"] },
    references: [{ title: "CircleCI: additional SSH keys", url: "https://circleci.com/docs/guides/integration/add-ssh-key/" }],
    since: "0.3.0",
  },
  *checkProject({ project, audits, policy }) {
    for (const [index, { fingerprint, hostname }] of (valueOf(project.sshKeys) ?? []).entries()) {
      const isExpected = policy.isExpectedSshKey({ hostname, fingerprint });
      if (isExpected === true) continue;
      const host = hostname === "" ? "every host that they log in to" : quote(hostname);
      const jobs = [...new Set(audits.flatMap((audit) => jobsThatLoad(fingerprint, audit)))];
      const who =
        jobs.length === 0
          ? "whoever can change a job on a branch"
          : `${numbered("job", jobs)}, and whoever can change a job on a branch,`;
      yield {
        at: sheetOf(project).at("sshKeys", index, "fingerprint"),
        severity: isExpected === false || hostname === "" ? "medium" : "low",
        message:
          `${projectName(project)} holds ${isExpected === false ? "an SSH key that the settings do not expect" : "an additional SSH key"}, ${quote(fingerprint)}: ` +
          `${who} can use it. Jobs offer it to ${host}.`,
      };
    }
  },
});

/** Jobs whose `add_ssh_keys` names the key, or names none and so loads all. */
function jobsThatLoad(fingerprint: string, { plan }: Audit): readonly string[] {
  return plan.runs
    .filter(
      ({ workflow, steps }) =>
        workflow !== undefined &&
        steps.some((step) => {
          if (step.kind !== "builtin" || step.name !== "add_ssh_keys") return false;
          const wanted = step.args.get("fingerprints");
          return wanted === undefined || wanted.items.some((item) => bare(assumedText(item) ?? "") === bare(fingerprint));
        }),
    )
    .map(({ name }) => name);
}

/** `SHA256:` and the padding at the end may be left out. */
function bare(fingerprint: string): string {
  return fingerprint.replace(/^SHA256:/, "").replace(/=$/, "");
}
