import { defineSettingsRule } from "../../src/rule/rule.ts";
import type { ProjectAudit } from "../../src/rule/settings-audit.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import type { Repository } from "../../src/snapshot/repository.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { quote } from "../../src/source/quote.ts";
import { counted, repositoryName } from "./wording.ts";

export const configNotCodeOwned = defineSettingsRule({
  meta: {
    id: "config-not-code-owned",
    title: "The config has no code owner",
    summary: "CODEOWNERS names nobody for `.circleci/`.",
    rationale:
      "What stands in `.circleci/` on the default branch runs with every secret of the pipeline. Without an owner, a change to it is approved by whoever reviews the rest of a large pull request, " +
      "and a step that sends secrets away slips through between generated files.",
    remediation:
      "Give `.circleci/` to the team that knows what its contexts open, in CODEOWNERS, give CODEOWNERS itself to the same team, and require review by code owners on the default branch.",
    limits:
      "Owners review what is merged. They do not keep an unmerged branch from running a changed configuration with its secrets: restrict the contexts for that.",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-1", "CICD-SEC-4"], cwe: ["CWE-862"] },
    references: [
      {
        title: "GitHub: about code owners",
        url: "https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners",
      },
    ],
    since: "0.3.0",
  },
  *checkProject(audit) {
    const { repository } = audit;
    const owners = valueOf(repository?.codeOwners);
    if (repository === undefined || owners === undefined || owners.ofConfig.length > 0) return;
    if (repository.isArchived || isConfiguredElsewhere(audit)) return;
    const { path, errors = 0 } = owners;
    const faulty = errors > 0 ? `, in which GitHub finds ${counted(errors, "mistake")},` : "";
    const lack =
      path === undefined ? "has no CODEOWNERS file" : `has a file ${quote(path)}${faulty} that names nobody for \`.circleci/\``;
    yield {
      at: sheetOf(repository).at("codeOwners", path === undefined ? "ofConfig" : "path"),
      message: `${repositoryName(audit)} ${lack}: anyone whose review is enough for any other file can let a change to the pipeline through.`,
      replacement: cure(repository, path),
    };
  },
});

/** There is nothing to own here: the pipelines take their configuration from other repositories. */
function isConfiguredElsewhere({ project, repository }: ProjectAudit): boolean {
  if (valueOf(repository?.files)?.length === 0) return true;
  const sources = valueOf(project.pipelines)?.map(({ configRepository }) => configRepository?.toLowerCase()) ?? [];
  const own = repository?.address.slice(repository.address.indexOf("/") + 1).toLowerCase();
  return sources.length > 0 && sources.every((source) => source !== undefined && source !== own);
}

/** An owner must be able to push. */
function cure({ teams, address }: Repository, path: string | undefined): string {
  const owner = address.split("/")[1] ?? "";
  const trusted = valueOf(teams)?.find(({ permission }) => permission === "admin" || permission === "maintain");
  const team = `@${owner}/${plainOr(trusted?.slug, "<team>")}`;
  return `/.circleci/ ${team}\n/${plainOr(path, ".github/CODEOWNERS")} ${team}\n`;
}

function plainOr(text: string | undefined, other: string): string {
  return text !== undefined && /^[\w./-]+$/.test(text) ? text : other;
}
