import { defineSettingsRule } from "../../src/rule/rule.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { repositoryName } from "./wording.ts";

export const publicBuilds = defineSettingsRule({
  meta: {
    id: "public-builds",
    title: "Builds of a private repository are public",
    summary: "Builds, logs and artifacts are public while the repository is not.",
    rationale:
      "Logs quote code, paths, names of hosts and people, and every secret that masking misses; artifacts hold what is built. " +
      "Whoever knows the address of the project reads them without logging in, and nobody sees who did.",
    remediation:
      'Turn off "Free and Open Source" under Project Settings, Advanced; the API cannot. Then look through earlier logs and artifacts for secrets and rotate what they show.',
    limits: "",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-7", "CICD-SEC-10"], cwe: ["CWE-200", "CWE-532"] },
    references: [{ title: "CircleCI: open source projects", url: "https://circleci.com/docs/guides/integration/oss/" }],
    since: "0.3.0",
  },
  *checkProject(audit) {
    const { project } = audit;
    if (valueOf(project.settings)?.oss !== true) return;
    const { repository } = audit;
    if (repository === undefined || repository.visibility === "public") return;
    yield {
      at: sheetOf(project).at("settings", "oss"),
      message:
        `Builds of ${repositoryName({ project, repository })} are public while the repository is ${repository.visibility}: anyone on the internet can ` +
        "read their logs and fetch their artifacts.",
      related: [{ ...sheetOf(repository).at("visibility"), label: `the repository is ${repository.visibility}` }],
    };
  },
});
