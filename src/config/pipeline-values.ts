/**
 * Who controls the values that CircleCI substitutes for `<< pipeline.… >>`.
 * Source: CircleCI's documentation, "Pipeline values and parameters" (commit 9734a14, 2026-08-20).
 */

/**
 * `text`: free text of somebody who need not be able to push. `text-limited`: free text of somebody with some role in the project.
 * `ref`: a git ref name; git forbids blanks but allows `$ ( ) ; & | < >` and quotes, so it can carry a command.
 * `limited`: a login, URL or name whose alphabet leaves no room for a command. `safe`: numbers, ids, hashes, fixed words.
 */
export type TaintLevel = "text" | "text-limited" | "ref" | "limited" | "safe";

export type Integration = "github-app" | "github-oauth" | "bitbucket" | "gitlab" | "webhook";

export interface PipelineValue {
  readonly level: TaintLevel;
  /** Who decides what it says, for a message: `whoever opens a pull request`. */
  readonly who: string;
  /** Where the value exists; absent when every kind of pipeline has it. */
  readonly integrations?: readonly Integration[];
  /** The date from which CircleCI no longer sets it (ISO), for values that are on their way out. */
  readonly endOfLife?: string;
}

const circleci = "CircleCI";
const admin = "whoever administers the project";
const owner = "the owner of the repository";
const pusher = "whoever can push a branch";
const tagger = "whoever can push a tag";
const committer = "whoever writes a commit that gets here";
const account = "the owner of the VCS account";
const opener = "whoever opens a pull request";
const webhook = "whoever knows the webhook's URL and secret";
const deployer = "whoever starts the deployment";

const app = ["github-app"] as const;
/** The deprecation notice of `pipeline.trigger_parameters.*`; the body of custom webhooks is exempt. */
const endOfTriggerParameters = "2026-08-01";

const safe: PipelineValue = { level: "safe", who: circleci };
const safeOnApp: PipelineValue = { ...safe, integrations: app };
const repository: PipelineValue = { level: "limited", who: owner };
const commitText: PipelineValue = {
  level: "text",
  who: committer,
  integrations: ["github-app", "github-oauth", "bitbucket", "gitlab"],
};
const sender: PipelineValue = { level: "limited", who: account, integrations: app };
const deployText: PipelineValue = { level: "text-limited", who: deployer, integrations: app };
const deployName: PipelineValue = { level: "limited", who: admin, integrations: app };

function retiring(level: TaintLevel, who: string, integration: Integration): PipelineValue {
  return { level, who, integrations: [integration], endOfLife: endOfTriggerParameters };
}

/** The members that GitHub App and GitLab triggers share. */
function triggerParameters(group: "github_app" | "gitlab"): readonly (readonly [string, PipelineValue])[] {
  const integration = group === "gitlab" ? "gitlab" : "github-app";
  const members: readonly (readonly [TaintLevel, string, readonly string[]])[] = [
    ["text", committer, ["commit_title", "commit_message", "commit_author_name", "commit_author_email"]],
    ["text", account, ["user_name"]],
    ["ref", pusher, ["ref", "full_ref", "branch", "default_branch"]],
    ["limited", account, ["user_username", "user_avatar"]],
    ["limited", owner, ["repo_name", "repo_owner", "repo_url", "owner", "full_name", "web_url"]],
    ["safe", circleci, ["type", "event_type", "checkout_sha", "commit_sha", "commit_timestamp", "total_commits_count"]],
    ["safe", circleci, ["project_id", "user_id", "repo_id", "x_gitlab_event_id", "is_fork_merge_request"]],
  ];
  return members.flatMap(([level, who, names]) =>
    names.map((name) => [`pipeline.trigger_parameters.${group}.${name}`, retiring(level, who, integration)] as const),
  );
}

const values: ReadonlyMap<string, PipelineValue> = new Map<string, PipelineValue>([
  ["pipeline.id", safe],
  ["pipeline.number", safe],
  ["pipeline.name", { level: "limited", who: admin }],
  ["pipeline.definition.id", safe],
  ["pipeline.project.slug", safe],
  ["pipeline.project.type", safe],
  ["pipeline.project.git_url", safe],
  ["pipeline.integration_source", safe],
  ["pipeline.config_source", safe],
  ["pipeline.git.branch", { level: "ref", who: pusher }],
  ["pipeline.git.tag", { level: "ref", who: tagger }],
  ["pipeline.git.branch.is_default", safe],
  ["pipeline.git.revision", safe],
  ["pipeline.git.base_revision", { ...safe, integrations: ["github-oauth", "bitbucket"] }],
  ["pipeline.git.repo_id", safe],
  ["pipeline.git.repo_url", repository],
  ["pipeline.git.repo_owner", repository],
  ["pipeline.git.repo_name", repository],
  ["pipeline.git.commit.url", repository],
  ["pipeline.git.commit.subject", commitText],
  ["pipeline.git.commit.body", commitText],
  ["pipeline.git.commit.author_login", { level: "limited", who: account }],
  ["pipeline.config.repository.name", { ...repository, integrations: app }],
  ["pipeline.config.repository.url", { ...repository, integrations: app }],
  ["pipeline.config.repository.file_path", { level: "limited", who: admin, integrations: app }],
  ["pipeline.config.repository.ref", { level: "ref", who: pusher, integrations: app }],
  ["pipeline.config.repository.sha", safeOnApp],
  ["pipeline.trigger.id", safe],
  ["pipeline.trigger.type", safe],
  ["pipeline.trigger.received_at", safe],
  ["pipeline.trigger_source", { ...safe, endOfLife: endOfTriggerParameters }],
  ["pipeline.schedule.id", safe],
  ["pipeline.schedule.name", { level: "limited", who: admin }],
  ["pipeline.event.name", safe],
  ["pipeline.event.action", safe],
  ["pipeline.event.github.after", safe],
  ["pipeline.event.github.head_commit.url", safe],
  ["pipeline.event.github.ref", { level: "ref", who: pusher }],
  ["pipeline.event.context.github.pr_url", { level: "limited", who: owner, integrations: app }],
  ["pipeline.event.github.pull_request.title", { level: "text", who: opener, integrations: app }],
  ["pipeline.event.github.pull_request.head.ref", { level: "ref", who: opener, integrations: app }],
  [
    "pipeline.event.github.pull_request.base.ref",
    { level: "ref", who: "whoever can push to the base repository", integrations: app },
  ],
  ...["head.sha", "base.sha", "draft", "number", "merged", "url"].map(
    (name) => [`pipeline.event.github.pull_request.${name}`, safeOnApp] as const,
  ),
  [
    "pipeline.event.github.label.name",
    { level: "text-limited", who: "whoever may label issues and pull requests", integrations: app },
  ],
  ["pipeline.event.github.comment.body", { level: "text", who: "whoever may comment on a pull request", integrations: app }],
  ["pipeline.event.github.sender.type", sender],
  ["pipeline.event.github.sender.avatar_url", sender],
  ["pipeline.event.github.sender.login", sender],
  ["pipeline.trigger_parameters.webhook.body", { level: "text", who: webhook, integrations: ["webhook"] }],
  ["pipeline.deploy.reason", deployText],
  ["pipeline.deploy.target_version", deployText],
  ...["component_name", "environment_name", "current_version", "namespace"].map(
    (name) => [`pipeline.deploy.${name}`, deployName] as const,
  ),
  ...triggerParameters("github_app"),
  ...triggerParameters("gitlab"),
]);

/** Groups whose members all weigh the same; a name ending in a dot stands for everything below it. */
const groups: readonly (readonly [string, PipelineValue])[] = [
  ["pipeline.event.github.repository.", { ...repository, integrations: app }],
  ["pipeline.trigger_parameters.webhook.body.", { level: "text", who: webhook, integrations: ["webhook"] }],
  ["pipeline.trigger_parameters.circleci.", { ...safe, endOfLife: endOfTriggerParameters }],
];

/**
 * Who controls a pipeline value, by its name without `<< >>`. Undefined for names that the table does not know, and for
 * `pipeline.parameters.*`: what those can carry depends on their declared type.
 */
export function taintOf(name: string): PipelineValue | undefined {
  return values.get(name) ?? groups.find(([prefix]) => name.length > prefix.length && name.startsWith(prefix))?.[1];
}

/** Every name of the table, groups as `prefix.*`, for documentation and tests. */
export function pipelineValueNames(): readonly string[] {
  return [...values.keys(), ...groups.map(([prefix]) => `${prefix}*`)];
}
