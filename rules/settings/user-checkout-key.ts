import { defineSettingsRule } from "../../src/rule/rule.ts";
import type { ProjectAudit } from "../../src/rule/settings-audit.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { newDeployKey } from "../data/api-call.ts";
import { forkBuildsOf } from "../data/push-access.ts";
import { repositoryName } from "./wording.ts";

export const userCheckoutKey = defineSettingsRule({
  meta: {
    id: "user-checkout-key",
    title: "A person's key checks out the code",
    summary: "The project checks out its code with a user key, which can do all that the person can.",
    rationale:
      "Every job that checks the code out holds the checkout key. A deploy key opens one repository; a user key opens, for reading and writing, every repository " +
      "that the person can reach. One compromised dependency of one project's tests can then change the code of all of them, in that person's name.",
    remediation:
      "Add a deploy key under Project Settings, SSH Keys, make it the preferred one and remove the user key there and at the code host. For a second repository, " +
      "use a read-only deploy key of that repository as additional SSH key. An organisation can forbid user keys in all of its projects.",
    limits: "What the person may reach is not known. User keys that do not check the code out are left alone.",
    severity: "high",
    confidence: "high",
    profile: "regular",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-2", "CICD-SEC-5"], cwe: ["CWE-250", "CWE-522"] },
    references: [
      {
        title: "CircleCI: code hosts and checkout keys",
        url: "https://circleci.com/docs/guides/integration/github-integration/",
      },
      {
        title: "GitHub: managing deploy keys",
        url: "https://docs.github.com/en/authentication/connecting-to-github-with-ssh/managing-deploy-keys",
      },
    ],
    since: "0.3.0",
  },
  *checkProject(audit) {
    const { project } = audit;
    for (const [index, key] of (valueOf(project.checkoutKeys) ?? []).entries()) {
      if (key.kind !== "user-key" || !key.isPreferred) continue;
      // With user keys forbidden, CircleCI still lists them and uses none.
      if (valueOf(audit.organization?.settings)?.disablesUserCheckoutKeys === true) return;
      yield {
        at: sheetOf(project).at("checkoutKeys", index, "fingerprint"),
        message:
          `The code of ${repositoryName(audit)} is checked out with the key of a person: every job${andForks(audit)} can read and change all repositories ` +
          "that this person can, in that person's name.",
        replacement: newDeployKey(project, key.fingerprint),
      };
    }
  },
});

function andForks(audit: ProjectAudit): string {
  return forkBuildsOf(audit) === "with-secrets" ? ", those of pull requests from forks included," : "";
}
