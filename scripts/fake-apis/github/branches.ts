/** What guards the default branch: rules of rulesets, and classic protection. */
import type { Answer, Route } from "../exchange.ts";
import { ok } from "../exchange.ts";
import type { ProtectionState, RepositoryState } from "../world/types.ts";
import { listOf, notFound, refuse } from "./ask.ts";
import type { DataOf, GithubAsk } from "./ask.ts";
import { nodeId } from "./people.ts";
import { ofRepository } from "./repositories.ts";

export const branchRoutes: readonly Route<GithubAsk>[] = [
  ofRepository("/rules/branches/:", rules),
  ofRepository("/branches/:/protection", protection),
  ofRepository("/branches/:", branch),
  ofRepository("/rulesets", rulesets),
  ofRepository("/rulesets/:", ruleset),
];

/** For whoever may read. A branch that no rule is about has an empty list. */
function rules(ask: GithubAsk, { ruleset: state, owner, name, id }: RepositoryState, wanted = ""): Answer {
  const from = { ruleset_source_type: "Repository" as const, ruleset_source: `${owner}/${name}`, ruleset_id: id };
  const found = state === undefined || wanted !== "main" ? [] : rulesOf(state).map((rule) => ({ ...rule, ...from }));
  return listOf(ask, found, (items) => [...items] satisfies DataOf<"repos", "getBranchRules">);
}

function rulesOf({ approvals, codeOwners, checks, forcePushes, deletions }: ProtectionState) {
  return [
    ...(deletions ? [] : [{ type: "deletion" as const }]),
    ...(forcePushes ? [] : [{ type: "non_fast_forward" as const }]),
    {
      type: "pull_request" as const,
      parameters: {
        required_approving_review_count: approvals,
        dismiss_stale_reviews_on_push: true,
        require_code_owner_review: codeOwners,
        require_last_push_approval: false,
        required_review_thread_resolution: false,
        allowed_merge_methods: ["merge" as const, "squash" as const],
      },
    },
    ...(checks.length === 0
      ? []
      : [
          {
            type: "required_status_checks" as const,
            parameters: {
              strict_required_status_checks_policy: true,
              do_not_enforce_on_create: false,
              required_status_checks: checks.map((context) => ({ context, integration_id: 18_001 })),
            },
          },
        ]),
  ];
}

/** Not being protected and not being allowed to know are both 404, in different words. */
function protection(ask: GithubAsk, { protection: state, owner, name }: RepositoryState, wanted = ""): Answer {
  if (ask.caller !== "owner") return notFound;
  if (state === undefined || wanted !== "main") return refuse(404, "Branch not protected");
  const own = `${ask.api}/repos/${owner}/${name}/branches/${wanted}/protection`;
  const { approvals, codeOwners, checks, forcePushes, deletions, admins } = state;
  return ok({
    url: own,
    ...(checks.length === 0
      ? {}
      : {
          required_status_checks: {
            url: `${own}/required_status_checks`,
            strict: true,
            contexts: [...checks],
            contexts_url: `${own}/required_status_checks/contexts`,
            checks: checks.map((context) => ({ context, app_id: 18_001 })),
          },
        }),
    ...(approvals === 0
      ? {}
      : {
          required_pull_request_reviews: {
            url: `${own}/required_pull_request_reviews`,
            dismiss_stale_reviews: true,
            require_code_owner_reviews: codeOwners,
            required_approving_review_count: approvals,
            require_last_push_approval: false,
          },
        }),
    required_signatures: { url: `${own}/required_signatures`, enabled: false },
    enforce_admins: { url: `${own}/enforce_admins`, enabled: admins },
    required_linear_history: { enabled: false },
    allow_force_pushes: { enabled: forcePushes },
    allow_deletions: { enabled: deletions },
    block_creations: { enabled: false },
    required_conversation_resolution: { enabled: false },
    lock_branch: { enabled: false },
    allow_fork_syncing: { enabled: false },
  } satisfies DataOf<"repos", "getBranchProtection">);
}

function branch(ask: GithubAsk, { protection: state, owner, name, ruleset: rule }: RepositoryState, wanted = ""): Answer {
  if (wanted !== "main") return refuse(404, "Branch not found");
  const own = `${ask.api}/repos/${owner}/${name}`;
  const sha = commitSha;
  return ok({
    name: wanted,
    commit: { sha, url: `${own}/commits/${sha}`, commit: { tree: { sha, url: `${own}/git/trees/${sha}` } } },
    protected: state !== undefined || rule !== undefined,
    protection_url: `${own}/branches/${wanted}/protection`,
  });
}

export const commitSha = "4f1d2c3b4a596877665544332211ffeeddccbbaa";

function shownRuleset({ id, name, owner }: RepositoryState, api: string) {
  return {
    id,
    name: "Default branch",
    target: "branch" as const,
    source_type: "Repository" as const,
    source: `${owner}/${name}`,
    enforcement: "active" as const,
    node_id: nodeId("Ruleset", id),
    _links: {
      self: { href: `${api}/repos/${owner}/${name}/rulesets/${id}` },
      html: { href: `https://github.com/${owner}/${name}/rules/${id}` },
    },
    created_at: "2025-01-01T12:00:00Z",
    updated_at: "2025-01-01T12:00:00Z",
  };
}

function rulesets(ask: GithubAsk, repository: RepositoryState): Answer {
  const found = repository.ruleset === undefined ? [] : [shownRuleset(repository, ask.api)];
  return listOf(ask, found, (items) => [...items] satisfies DataOf<"repos", "getRepoRulesets">);
}

function ruleset(ask: GithubAsk, repository: RepositoryState, id = ""): Answer {
  const { ruleset: state } = repository;
  if (state === undefined || id !== String(repository.id)) return notFound;
  const bypass = [{ actor_id: 5, actor_type: "RepositoryRole" as const, bypass_mode: "always" as const }];
  return ok({
    ...shownRuleset(repository, ask.api),
    conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
    rules: rulesOf(state),
    ...(ask.caller === "owner" ? { bypass_actors: state.admins ? [] : bypass, current_user_can_bypass: "never" as const } : {}),
  } satisfies DataOf<"repos", "getRepoRuleset">);
}
