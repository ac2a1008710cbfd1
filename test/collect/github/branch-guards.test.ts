import { describe, expect, it } from "vitest";
import { collectBranchGuards } from "../../../src/collect/github/branch-guards.ts";
import { parseRepository } from "../../../src/collect/github/repository-identity.ts";
import { clientOf, fakeGithub, status } from "./fake-github.ts";

const repository = { name: "app", owner: { login: "acme", type: "Organization" }, default_branch: "release/1", private: true };
const base = "repos/acme/app";
const branch = `${base}/branches/release%2F1`;
const rules = `${base}/rules/branches/release%2F1`;

async function guards(answers: Readonly<Record<string, unknown>>, permissions: object = {}) {
  const found = parseRepository({ ...repository, permissions }, "github.com");
  if (found === undefined) throw new Error("no repository");
  const fake = await fakeGithub(answers);
  return { fetched: await collectBranchGuards(clientOf(fake), found), asked: fake.asked };
}

const pullRequest = {
  type: "pull_request",
  parameters: { required_approving_review_count: 2, require_code_owner_review: true },
};
const checks = { type: "required_status_checks", parameters: { required_status_checks: [{ context: "ci/circleci: test" }] } };
const protection = {
  required_pull_request_reviews: { required_approving_review_count: 1 },
  required_status_checks: { contexts: ["a"], checks: [{ context: "a" }, { context: "b" }] },
  enforce_admins: { enabled: false },
  allow_force_pushes: { enabled: false },
  allow_deletions: { enabled: true },
};
const nothing = {
  isProtected: false,
  requiresPullRequest: false,
  requiredApprovals: 0,
  requiresCodeOwnerReview: false,
  requiredChecks: [],
  allowsForcePushes: true,
  allowsDeletion: true,
  exemptsAdmins: undefined,
};
const unknown = {
  requiresPullRequest: undefined,
  requiredApprovals: undefined,
  requiresCodeOwnerReview: undefined,
  allowsForcePushes: undefined,
  allowsDeletion: undefined,
  exemptsAdmins: undefined,
};

it("is open where neither a rule nor protection applies, which every reader is told", async () => {
  const { fetched, asked } = await guards({ [rules]: [], [branch]: { protected: false } });
  expect(fetched).toMatchObject({ known: true, value: nothing });
  expect(asked).toHaveLength(2);
});

it("is guarded by rules alone", async () => {
  const { fetched } = await guards({
    [rules]: [pullRequest, checks, { type: "non_fast_forward" }],
    [branch]: { protected: true },
    [`${branch}/protection`]: status(404, "Branch not protected"),
  });
  expect(fetched).toMatchObject({
    value: {
      isProtected: true,
      requiresPullRequest: true,
      requiredApprovals: 2,
      requiresCodeOwnerReview: true,
      requiredChecks: ["ci/circleci: test"],
      allowsForcePushes: false,
      allowsDeletion: true,
      exemptsAdmins: undefined,
    },
  });
});

it("is guarded by protection alone", async () => {
  const { fetched } = await guards({ [rules]: [], [branch]: { protected: true }, [`${branch}/protection`]: protection });
  expect(fetched).toMatchObject({
    value: {
      isProtected: true,
      requiresPullRequest: true,
      requiredApprovals: 1,
      requiresCodeOwnerReview: false,
      requiredChecks: ["a", "b"],
      allowsForcePushes: false,
      allowsDeletion: true,
      exemptsAdmins: true,
    },
  });
});

it("joins what rules and protection demand", async () => {
  const { fetched } = await guards({
    [rules]: [pullRequest, checks, { type: "deletion" }],
    [branch]: { protected: true },
    [`${branch}/protection`]: { ...protection, enforce_admins: { enabled: true } },
  });
  expect(fetched).toMatchObject({
    value: {
      requiredApprovals: 2,
      requiresCodeOwnerReview: true,
      requiredChecks: ["a", "b", "ci/circleci: test"],
      allowsForcePushes: false,
      allowsDeletion: false,
      exemptsAdmins: false,
    },
  });
});

it("says no more than it is told when protection is for administrators", async () => {
  const told = { protected: true, protection: { required_status_checks: { contexts: ["ci/circleci: test"] } } };
  for (const refusal of [status(404, "Not Found"), status(403, "Resource not accessible by personal access token")]) {
    const { fetched } = await guards({ [rules]: [], [branch]: told, [`${branch}/protection`]: refusal });
    expect(fetched).toEqual(
      expect.objectContaining({ value: { ...unknown, isProtected: true, requiredChecks: ["ci/circleci: test"] } }),
    );
  }
});

it("does not take the silence of rules for their absence", async () => {
  const hidden = await guards({ [rules]: status(403, "Resource not accessible"), [branch]: { protected: false } });
  expect(hidden.fetched).toMatchObject({ known: false, reason: "forbidden" });
  const half = await guards({
    [rules]: status(403, "Resource not accessible"),
    [branch]: { protected: true },
    [`${branch}/protection`]: protection,
  });
  expect(half.fetched).toMatchObject({
    value: {
      isProtected: true,
      requiredApprovals: 1,
      requiresCodeOwnerReview: undefined,
      requiredChecks: undefined,
      allowsDeletion: undefined,
    },
  });
});

it("is open where the plan or the installation has no rules", async () => {
  const plan = status(403, "Upgrade to GitHub Pro or make this repository public to enable this feature.");
  expect((await guards({ [rules]: plan, [branch]: { protected: false } })).fetched).toMatchObject({ value: nothing });
  const missing = { [rules]: status(404), [branch]: { protected: false } };
  expect((await guards(missing)).fetched).toMatchObject({ known: false, reason: "not-found" });
  const fake = await fakeGithub(missing);
  const found = parseRepository(repository, "git.acme.test");
  const own = clientOf(fake, { host: { api: `${fake.origin}/api/v3`, site: "git.acme.test" } });
  expect(found && (await collectBranchGuards(own, found))).toMatchObject({ value: nothing });
});

describe("for an administrator", () => {
  const administrator = { admin: true };

  it.each([
    ["protection", protection, { isProtected: true, requiredApprovals: 1, requiredChecks: ["a", "b"] }],
    ["none", status(404, "Branch not protected"), nothing],
  ])("takes two questions where there is %s", async (_, answer, expected) => {
    const { fetched, asked } = await guards({ [rules]: [], [`${branch}/protection`]: answer }, administrator);
    expect(fetched).toMatchObject({ value: expected });
    expect(asked).toHaveLength(2);
  });

  it("falls back to what readers are told when the token is allowed less", async () => {
    const refused = { [rules]: [], [`${branch}/protection`]: status(403, "Resource not accessible by personal access token") };
    const { fetched, asked } = await guards({ ...refused, [branch]: { protected: true } }, administrator);
    expect(fetched).toMatchObject({ value: { ...unknown, isProtected: true, requiredChecks: undefined } });
    expect(asked).toHaveLength(3);
  });
});

it("has nothing to guard in an empty repository", async () => {
  const { fetched } = await guards({ [rules]: [], [branch]: status(404, "Branch not found") });
  expect(fetched).toMatchObject({ known: false, reason: "inapplicable" });
});

it.each([
  [{ protected: "yes" }, []],
  [{ protected: false }, [{ kind: "x" }]],
  [{ protected: false }, { rules: [] }],
  ["text", []],
])("is not known from %j and %j", async (ofBranch, ofRules) => {
  expect((await guards({ [rules]: ofRules, [branch]: ofBranch })).fetched).toMatchObject({ known: false, reason: "failed" });
});
