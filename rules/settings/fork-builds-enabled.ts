import { defineSettingsRule } from "../../src/rule/rule.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { patchSettings } from "../data/api-call.ts";
import { buildsForks } from "../data/fork-builds.ts";
import { forkOwners, repositoryName } from "./wording.ts";

export const forkBuildsEnabled = defineSettingsRule({
  meta: {
    id: "fork-builds-enabled",
    title: "Pull requests from forks are built",
    summary: "Pull requests from forks start builds, without the project's secrets.",
    rationale:
      "A build of a pull request runs the configuration and the scripts of the fork, on your credits and in your name: whoever opens one can mine, " +
      "scan or attack others from it. All that keeps the secrets from it is one more switch, which somebody may turn on without knowing what it means.",
    remediation:
      'Where nobody needs it, turn off "Build forked pull requests" under Project Settings, Advanced. Where contributors do, ' +
      "accept this finding and let only those who need it change the project's settings.",
    limits: "Whether contributions from forks are wanted is not told by any API.",
    severity: "low",
    confidence: "high",
    profile: "regular",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-4"], cwe: ["CWE-829"] },
    references: [
      {
        title: "CircleCI: building pull requests from forked repositories",
        url: "https://circleci.com/docs/guides/integration/oss/#build-pull-requests-from-forked-repositories",
      },
    ],
    since: "0.3.0",
  },
  *checkProject(audit) {
    const receives = valueOf(audit.project.settings)?.forksReceiveSecretEnvVars;
    if (receives === true || buildsForks(audit) !== true) return;
    yield {
      at: sheetOf(audit.project).at("settings", "buildForkPrs"),
      message:
        `Pull requests from forks of ${repositoryName(audit)} are built: ${forkOwners(audit)} can run commands of their own in its jobs, ` +
        (receives === false ? "though without its secrets." : "and whether they get its secrets is not known."),
      replacement: patchSettings(audit.project, { build_fork_prs: false }),
    };
  },
});
