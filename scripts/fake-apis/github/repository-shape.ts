/** A repository as GitHub writes it: in full, and in the lists of an organisation. */
import type { RepositoryState } from "../world/types.ts";
import { user, nodeId, permissionsOf } from "./people.ts";
import type { Caller, DataOf } from "./ask.ts";

/** The addresses of everything that belongs to a repository. */
function addresses(owner: string, name: string, api: string) {
  const own = `${api}/repos/${owner}/${name}`;
  const web = `github.com/${owner}/${name}`;
  return {
    html_url: `https://${web}`,
    url: own,
    forks_url: `${own}/forks`,
    keys_url: `${own}/keys{/key_id}`,
    collaborators_url: `${own}/collaborators{/collaborator}`,
    teams_url: `${own}/teams`,
    hooks_url: `${own}/hooks`,
    issue_events_url: `${own}/issues/events{/number}`,
    events_url: `${own}/events`,
    assignees_url: `${own}/assignees{/user}`,
    branches_url: `${own}/branches{/branch}`,
    tags_url: `${own}/tags`,
    blobs_url: `${own}/git/blobs{/sha}`,
    git_tags_url: `${own}/git/tags{/sha}`,
    git_refs_url: `${own}/git/refs{/sha}`,
    trees_url: `${own}/git/trees{/sha}`,
    statuses_url: `${own}/statuses/{sha}`,
    languages_url: `${own}/languages`,
    stargazers_url: `${own}/stargazers`,
    contributors_url: `${own}/contributors`,
    subscribers_url: `${own}/subscribers`,
    subscription_url: `${own}/subscription`,
    commits_url: `${own}/commits{/sha}`,
    git_commits_url: `${own}/git/commits{/sha}`,
    comments_url: `${own}/comments{/number}`,
    issue_comment_url: `${own}/issues/comments{/number}`,
    contents_url: `${own}/contents/{+path}`,
    compare_url: `${own}/compare/{base}...{head}`,
    merges_url: `${own}/merges`,
    archive_url: `${own}/{archive_format}{/ref}`,
    downloads_url: `${own}/downloads`,
    issues_url: `${own}/issues{/number}`,
    pulls_url: `${own}/pulls{/number}`,
    milestones_url: `${own}/milestones{/number}`,
    notifications_url: `${own}/notifications{?since,all,participating}`,
    labels_url: `${own}/labels{/name}`,
    releases_url: `${own}/releases{/id}`,
    deployments_url: `${own}/deployments`,
    git_url: `git://${web}.git`,
    ssh_url: `git@github.com:${owner}/${name}.git`,
    clone_url: `https://${web}.git`,
    svn_url: `https://${web}`,
  };
}

/** What both the full and the short form hold. */
function common({ id, owner, name, visibility, allowsForking, archived }: RepositoryState, caller: Caller, api: string) {
  return {
    id,
    node_id: nodeId("Repository", id),
    name,
    full_name: `${owner}/${name}`,
    private: visibility === "private",
    owner: user(owner, api, "Organization"),
    description: null,
    fork: false,
    ...addresses(owner, name, api),
    created_at: "2023-05-01T12:00:00Z",
    updated_at: "2026-01-20T12:00:00Z",
    pushed_at: "2026-01-29T08:00:00Z",
    homepage: null,
    size: 1024,
    stargazers_count: 3,
    watchers_count: 3,
    language: "TypeScript",
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    forks_count: 1,
    mirror_url: null,
    archived,
    disabled: false,
    open_issues_count: 2,
    license: null,
    allow_forking: allowsForking,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility,
    forks: 1,
    open_issues: 2,
    watchers: 3,
    default_branch: "main",
    permissions: permissionsOf(caller === "owner" ? "admin" : caller === "member" ? "push" : "pull"),
  };
}

/** Administrators are told more: what scans for secrets, and how merges are made. */
export function fullRepository(repository: RepositoryState, caller: Caller, api: string): DataOf<"repos", "get"> {
  const { enabled, pushProtection } = repository.scanning;
  const status = (on: boolean) => ({ status: on ? ("enabled" as const) : ("disabled" as const) });
  return {
    ...common(repository, caller, api),
    temp_clone_token: "",
    ...(caller === "owner"
      ? {
          allow_squash_merge: true,
          allow_merge_commit: true,
          allow_rebase_merge: true,
          allow_auto_merge: false,
          delete_branch_on_merge: false,
          allow_update_branch: false,
          use_squash_pr_title_as_default: false,
          security_and_analysis: {
            secret_scanning: status(enabled),
            secret_scanning_push_protection: status(pushProtection),
            dependabot_security_updates: status(false),
          },
        }
      : {}),
    organization: user(repository.owner, api, "Organization"),
    network_count: 1,
    subscribers_count: 4,
  };
}

export function listedRepository(
  repository: RepositoryState,
  caller: Caller,
  api: string,
): DataOf<"repos", "listForOrg">[number] {
  return common(repository, caller, api);
}
