/** What an answer leaves out is a gap as soon as a rule asks for it. */
import { expect, it } from "vitest";
import { defaultBranchUnprotected } from "../../rules/settings/default-branch-unprotected.ts";
import { orgTwoFactorNotRequired } from "../../rules/settings/org-two-factor-not-required.ts";
import { sshRerunEnabled } from "../../rules/settings/ssh-rerun-enabled.ts";
import { notesOfGaps } from "../../src/engine/fact-gaps.ts";
import { watchFacts } from "../../src/engine/watched-facts.ts";
import type { ProjectAudit } from "../../src/rule/settings-audit.ts";
import { defaultSettings } from "../../src/settings/settings.ts";
import { toPolicy } from "../../src/settings/settings-policy.ts";
import { factsFrom } from "../facts/read-facts.ts";

type Facts = Parameters<typeof factsFrom>[0];

/** The notes after these rules have looked. */
function notesAfter(given: Facts): readonly string[] {
  const watch = watchFacts();
  const facts = watch.watch(factsFrom(given));
  const more = { audits: [], policy: toPolicy(defaultSettings), today: "2026-01-31" };
  const audit: ProjectAudit = { ...facts, ...more };
  for (const rule of [defaultBranchUnprotected, sshRerunEnabled]) Array.from(rule.checkProject?.(audit) ?? []);
  const { organization, githubOrganization } = facts;
  if (organization === undefined) throw new Error("there is always one");
  const ofAll = { organization, githubOrganization, projects: [], takenContexts: new Set<string>(), ...more };
  Array.from(orgTwoFactorNotRequired.checkOrganization?.(ofAll) ?? []);
  return notesOfGaps(watch).map(({ source, status }) => `${source ?? ""} | ${status}`);
}

const told: Facts = {
  project: { settings: { disableSsh: true, buildForkPrs: false } },
  organization: {},
  githubOrganization: { settings: { requiresTwoFactor: true } },
};

it("notes guards of a branch and settings that a token is not told", () => {
  const notes = notesAfter({
    project: { settings: { buildForkPrs: false } },
    organization: {},
    repository: { branchGuards: { isProtected: true, requiresPullRequest: true }, codeOwners: { ofConfig: [] } },
    githubOrganization: { settings: { defaultPermission: "read" } },
  });
  expect(notes).toEqual(
    expect.arrayContaining([
      expect.stringMatching(
        /^repository github\.com\/acme\/app: branch guards \(required approvals, requires code owner review, allows force pushes\) \| unknown$/,
      ),
      "project gh/acme/app: settings (disable SSH) | unknown",
      "GitHub organisation github.com/acme: settings (requires two factor) | unknown",
    ]),
  );
});

it("notes nothing of what is told, and nothing that no rule asks for", () => {
  expect(notesAfter(told).filter((note) => note.includes("settings"))).toEqual([]);
});
