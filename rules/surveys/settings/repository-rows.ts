/** Settings of a repository at GitHub. */
import type { BranchGuards, Repository } from "../../../src/snapshot/repository.ts";
import { namesInWords } from "../../data/context-secrets.ts";
import { counted } from "../../settings/wording.ts";
import { webhooks } from "./key-rows.ts";
import { repositoryPage } from "./pages.ts";
import { gapped, inapplicable, told, untold, whenKnown } from "./row.ts";
import type { Given, Reading, Row } from "./row.ts";

export const repositoryRows: readonly Row<Repository>[] = [
  {
    id: "default-branch",
    setting: "Protection of the default branch",
    wanted: "a reviewed pull request, CircleCI's checks, no force pushes",
    why: "One account is enough to change what is built and deployed, without a review or a passed check.",
    page: repositoryPage("Rules", "/rules"),
    ruleIds: ["default-branch-unprotected"],
    read: (repository, given) =>
      orArchived(repository, () => whenKnown(repository.branchGuards, (guards) => protection(repository, guards, given))),
  },
  {
    id: "code-owners",
    setting: "Owner of `.circleci/` in CODEOWNERS",
    wanted: "those who answer for the pipeline",
    why: "Anyone whose review is enough for any other file lets a change to the pipeline through.",
    page: (subject) => ({ title: "CODEOWNERS", ...repositoryCode(subject) }),
    ruleIds: ["config-not-code-owned"],
    read: codeOwners,
  },
  {
    id: "outside-collaborators",
    setting: "Outside collaborators who can push",
    wanted: "none while contexts are open to them",
    why: "A branch with a changed configuration prints the secrets of every context that is open to whoever pushes.",
    page: repositoryPage("Collaborators and teams", "/access"),
    ruleIds: ["outside-collaborator-can-run-contexts"],
    read: outsiders,
  },
  {
    id: "secret-scanning",
    setting: "Secret scanning with push protection",
    wanted: "on",
    why: "A key that is committed by mistake stays there until somebody else finds it.",
    page: repositoryPage("Advanced Security", "/security_analysis"),
    ruleIds: ["secret-scanning-disabled"],
    read: scanning,
  },
  {
    id: "webhooks",
    setting: "Webhooks go over TLS and are signed",
    wanted: "all of them",
    why: "Whoever is on the way reads them, and anybody can send their receivers forged ones.",
    page: repositoryPage("Webhooks", "/hooks"),
    ruleIds: ["insecure-webhook"],
    read: (repository, given) => whenKnown(repository.webhooks, (all) => webhooks(repository, all, given)),
  },
];

function repositoryCode({ address }: Repository): { readonly url?: string } {
  return /^[\w./-]+$/.test(address) ? { url: `https://${address}` } : {};
}

function orArchived({ isArchived }: Repository, read: () => Reading): Reading {
  return isArchived ? inapplicable("the repository is archived") : read();
}

function protection(repository: Repository, guards: BranchGuards, { found }: Given): Reading {
  const at = ["branchGuards"];
  if (!guards.isProtected) return told(repository, at, "nothing protects it");
  const { requiresPullRequest, requiredApprovals, requiredChecks, allowsForcePushes } = guards;
  const isWhole = [requiresPullRequest, requiredChecks, allowsForcePushes].every((each) => each !== undefined);
  if (!isWhole && found("default-branch-unprotected", repository).length === 0) return untold;
  const parts = [
    ...(requiresPullRequest === false ? ["no pull request is required"] : []),
    ...(requiresPullRequest === true ? [`a pull request with ${counted(requiredApprovals ?? 0, "approval")}`] : []),
    ...(requiredChecks === undefined
      ? []
      : [requiredChecks.length === 0 ? "no checks" : `checks ${namesInWords(requiredChecks)}`]),
    ...(allowsForcePushes === true ? ["force pushes are allowed"] : []),
  ];
  return told(repository, at, parts.join("; "));
}

function codeOwners(repository: Repository, { found }: Given): Reading {
  return orArchived(repository, () =>
    whenKnown(repository.codeOwners, ({ path, ofConfig }) => {
      const at = ["codeOwners"];
      if (ofConfig.length > 0) return told(repository, at, namesInWords(ofConfig));
      if (found("config-not-code-owned", repository).length === 0) return inapplicable("it holds no configuration that is run");
      return told(repository, at, path === undefined ? "there is no CODEOWNERS file" : "nobody");
    }),
  );
}

function outsiders(repository: Repository, { audit, found }: Given): Reading {
  return orArchived(repository, () =>
    whenKnown(repository.collaborators, (people) => {
      const outside = people.filter(({ isOutside }) => isOutside).map(({ login }) => login);
      const at = ["collaborators"];
      if (outside.length === 0) return told(repository, at, "none");
      const isFound = found("outside-collaborator-can-run-contexts", repository).length > 0;
      const contexts = audit.organization?.contexts;
      if (!isFound && contexts?.known === false) return gapped(contexts);
      return told(
        repository,
        at,
        `${namesInWords(outside)}${isFound ? ", with contexts open to them" : ", with no context open to them"}`,
      );
    }),
  );
}

function scanning(repository: Repository): Reading {
  return orArchived(repository, () =>
    whenKnown(repository.secretScanning, ({ isEnabled, hasPushProtection }) => {
      const at = ["secretScanning"];
      if (isEnabled === false) return told(repository, at, "off");
      if (hasPushProtection === false) return told(repository, at, "without push protection");
      return isEnabled === undefined || hasPushProtection === undefined ? untold : told(repository, at, "on");
    }),
  );
}
