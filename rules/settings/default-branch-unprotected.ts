import { defineSettingsRule } from "../../src/rule/rule.ts";
import type { ProjectAudit } from "../../src/rule/settings-audit.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import type { BranchGuards } from "../../src/snapshot/repository.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { quote } from "../../src/source/quote.ts";
import { namesInWords } from "../data/context-secrets.ts";
import { rulesetCall } from "./branch-ruleset.ts";
import { anyoneWhoPushes, capitalised } from "./wording.ts";

export const defaultBranchUnprotected = defineSettingsRule({
  meta: {
    id: "default-branch-unprotected",
    title: "The default branch is unguarded",
    summary:
      "The default branch takes pushes without protection, review or CircleCI's checks; `low` where only the review by code owners is lacking.",
    rationale:
      "Pipelines trust the default branch: contexts, roles and filters open for it. Where one account is enough to change it, a stolen session or token brings code to production, " +
      "and with force pushes it even removes the traces.",
    remediation:
      "Add a ruleset for the default branch under the repository's Settings, Rules: require a pull request with at least one approval and review by code owners, require CircleCI's checks, block force pushes.",
    limits:
      "What only administrators are told, such as who may bypass a rule, counts where the token could read it. Which required checks are CircleCI's is judged by their names.",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-1"], cwe: ["CWE-862", "CWE-284"] },
    references: [
      {
        title: "GitHub: about protected branches",
        url: "https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches",
      },
      {
        title: "GitHub: about rulesets",
        url: "https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/about-rulesets",
      },
    ],
    since: "0.3.0",
  },
  *checkProject(audit) {
    const { repository } = audit;
    const guards = valueOf(repository?.branchGuards);
    if (repository === undefined || guards === undefined || repository.isArchived) return;
    const sheet = sheetOf(repository);
    const branch = quote(repository.defaultBranch);
    if (!guards.isProtected) {
      yield {
        at: sheet.at("branchGuards", "isProtected"),
        message: `Nothing protects ${branch}: ${anyoneWhoPushes(audit)} changes it without a review or a passed check, and can rewrite its history.`,
        replacement: rulesetCall(repository.address, []),
      };
      return;
    }
    const lacks = lacksOf(guards, audit);
    const [first] = lacks;
    if (first === undefined) return;
    yield {
      at: sheet.at("branchGuards", first.field),
      severity: lacks.every(({ field }) => field === "requiresCodeOwnerReview") ? "low" : "medium",
      message: `${capitalised(branch)} is protected, but ${lacks.map(({ says }) => says).join("; ")}.`,
      related: lacks.slice(1).map(({ field, label }) => ({ ...sheet.at("branchGuards", field), label })),
      replacement: rulesetCall(
        repository.address,
        lacks.map(({ field }) => field),
      ),
    };
  },
});

interface Lack {
  readonly field: keyof BranchGuards;
  readonly says: string;
  readonly label: string;
}

/** What is undefined is not known and lacks nothing. */
function lacksOf(guards: BranchGuards, audit: ProjectAudit): readonly Lack[] {
  const { requiresPullRequest, requiredApprovals, requiresCodeOwnerReview, requiredChecks, allowsForcePushes } = guards;
  const lacks: Lack[] = [];
  const add = (field: keyof BranchGuards, says: string, label: string): void => void lacks.push({ field, says, label });
  if (allowsForcePushes === true)
    add("allowsForcePushes", "its history can be rewritten by a force push", "force pushes are allowed");
  if (requiresPullRequest === false)
    add("requiresPullRequest", "it can be pushed to without a pull request", "no pull request is required");
  else if (requiredApprovals === 0)
    add("requiredApprovals", "a pull request needs no approval, so one account is enough", "no approval is required");
  const owners = requiresPullRequest !== false && requiresCodeOwnerReview === false ? ownersOfConfig(audit) : [];
  if (owners.length > 0)
    add(
      "requiresCodeOwnerReview",
      `a change to \`.circleci/\` needs no review by its owner ${namesInWords(owners, 2)}`,
      "review by code owners is not required",
    );
  if (requiredChecks !== undefined && !requiresCircleCi(requiredChecks, audit))
    add(
      "requiredChecks",
      requiredChecks.length === 0
        ? "no check has to pass"
        : `none of the required checks (${namesInWords(requiredChecks)}) is one of CircleCI's`,
      "CircleCI's checks are not required",
    );
  return lacks;
}

function ownersOfConfig({ repository }: ProjectAudit): readonly string[] {
  return valueOf(repository?.codeOwners)?.ofConfig ?? [];
}

/**
 * OAuth projects report `ci/circleci: <job>`, the GitHub App reports under the names of workflows and jobs. Without a configuration to
 * know those by, any required check may be one.
 */
function requiresCircleCi(checks: readonly string[], { audits }: ProjectAudit): boolean {
  if (checks.length === 0) return false;
  if (audits.length === 0 || checks.some((check) => /circleci/i.test(check))) return true;
  const plans = audits.map(({ plan }) => plan);
  const names = new Set(plans.flatMap(({ workflows, runs }) => [...workflows, ...runs].map(({ name }) => name)));
  return checks.some((check) => names.has(check) || names.has(check.slice(check.lastIndexOf("/") + 1).trim()));
}
