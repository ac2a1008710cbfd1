/** Settings, variables, keys, tokens and webhooks of projects. */
import type { Answer, Route } from "../exchange.ts";
import { ok, refuse, route } from "../exchange.ts";
import { canaries, fingerprint, idOf, indexOf, maskedValue } from "../world/identities.ts";
import type { ProjectFlags, ProjectState, ScheduleState, WebhookState } from "../world/types.ts";
import { projectOf } from "../world/world.ts";
import type { Found } from "../world/world.ts";
import { denied, fault3, listOf } from "./ask.ts";
import type { CircleAsk } from "./ask.ts";
import { withProject } from "./identity.ts";

type ProjectHandler = (ask: CircleAsk, found: Found) => Answer;

const of = (below: string, handle: ProjectHandler, api = "v2"): Route<CircleAsk> =>
  route(`api/${api}/project/:/:/:/${below}`, (ask, vcs, owner, name) =>
    withProject(ask, `${vcs}/${owner}/${name}`, (found) => handle(ask, found)),
  );

export const projectRoutes: readonly Route<CircleAsk>[] = [
  of("settings", (_, { project }) => ok({ advanced: advanced(project.settings) })),
  of("envvar", (ask, { project }) => listOf(ask, project.variables, ({ name, createdAt }) => shownVariable(name, createdAt))),
  of("checkout-key", checkoutKeys),
  of("schedule", schedules),
  of("settings", settings1, "v1.1"),
  of("token", tokens1, "v1.1"),
  route("api/v2/webhook", webhooks),
  route("api/v3/projects/:/settings", settings3),
];

function advanced(flags: ProjectFlags): unknown {
  const { unversioned_config: _, ...rest } = flags;
  return { ...rest, pr_only_branch_overrides: ["main"] };
}

function shownVariable(name: string, createdAt: string | null): unknown {
  return { name, value: maskedValue, created_at: createdAt };
}

function checkoutKeys(ask: CircleAsk, { project }: Found): Answer {
  const md5 = ask.question.query.get("digest") !== "sha256";
  return listOf(ask, project.checkoutKeys, ({ type, publicKey: key, preferred, createdAt }) => {
    return { public_key: `${key}\n`, type, fingerprint: md5 ? md5Like(key) : fingerprint(key), preferred, created_at: createdAt };
  });
}

/** Sixteen bytes in hexadecimal, as the older fingerprints look. */
function md5Like(key: string): string {
  const bytes = [...Buffer.from(key).subarray(-16)];
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(":");
}

function schedules(ask: CircleAsk, { project }: Found): Answer {
  return listOf(ask, project.schedules, (schedule) => shownSchedule(project, schedule));
}

function shownSchedule(project: ProjectState, { name, actor, branch, createdAt }: ScheduleState): unknown {
  return {
    id: idOf("schedule", (indexOf("project", project.id) ?? 0) * 8 + name.length),
    name,
    description: "",
    timetable: { per_hour: 1, hours_of_day: [3], days_of_week: ["MON", "THU"] },
    parameters: { branch, task: canaries.header },
    project_slug: project.slug,
    actor: { id: idOf("user", actor === "system" ? 0 : 1), login: actor, name: actor },
    created_at: createdAt,
    updated_at: createdAt,
  };
}

/** Advertises pages, and never has a second one. */
function webhooks({ question, world }: CircleAsk): Answer {
  const [id, type] = [question.query.get("scope-id"), question.query.get("scope-type")];
  if (type !== "project" || id === null) return refuse(400, "scope-id and scope-type are needed.");
  const found = projectOf(world, id);
  if (found === undefined) return denied;
  const items = found.project.webhooks.map((webhook, index) => shownWebhook(found.project, webhook, index));
  return ok({ items, next_page_token: null });
}

function shownWebhook(
  project: ProjectState,
  { name, url, verifiesTls, hasSecret, createdAt }: WebhookState,
  index: number,
): unknown {
  return {
    id: idOf("webhook", (indexOf("project", project.id) ?? 0) * 8 + index),
    name,
    url,
    events: ["workflow-completed", "job-completed"],
    verify_tls: verifiesTls,
    signing_secret: hasSecret ? "****" : "",
    scope: { id: project.id, type: "project" },
    created_at: createdAt,
    updated_at: createdAt,
  };
}

/** The only place that tells additional SSH keys; its keys have `-`, and not every flag is a boolean. */
function settings1({ caller, question }: CircleAsk, { project }: Found): Answer {
  const { query } = question;
  if (caller === "member") return denied;
  const sha256 = query.get("ssh-key-digest") === "sha256";
  return ok({
    reponame: project.name,
    username: "acme",
    vcs_url: `https://github.com/${project.repository}`,
    feature_flags: {
      "api-trigger-with-config": project.settings.unversioned_config,
      "build-fork-prs": project.settings.build_fork_prs,
      "drop-all-build-requests": false,
      "pr-only-branch-overrides": ["main"],
      "trusty-beta": null,
    },
    aws: { keypair: project.hasLegacyAwsKeys ? { access_key_id: maskedValue, secret_access_key: maskedValue } : null },
    ssh_keys: project.sshKeys.map(({ hostname, publicKey: key }) => {
      return { hostname, public_key: `${key}\n`, fingerprint: sha256 ? fingerprint(key) : md5Like(key) };
    }),
  });
}

/** A bare list; the token itself is never told again. */
function tokens1({ caller }: CircleAsk, { project }: Found): Answer {
  if (caller === "member") return denied;
  return ok(
    project.apiTokens.map(({ label, scope, createdAt }, index) => {
      return { id: idOf("other", 9000 + index), label, scope, time: createdAt, token: null };
    }),
  );
}

function settings3(ask: CircleAsk, id: string): Answer {
  const project = projectOf(ask.world, id)?.project;
  if (project === undefined) return fault3(404, "Project not found");
  const { settings: flags } = project;
  return ok({
    data: {
      attributes: {
        enable_building_fork_prs: flags.build_fork_prs,
        can_pass_secrets_to_fork_pr_jobs: flags.forks_receive_secret_env_vars,
        is_ssh_disabled: flags.disable_ssh,
        is_admin_required_for_writing_settings: flags.write_settings_requires_admin,
        is_oss: flags.oss,
        is_build_prs_only: flags.build_prs_only,
        enable_dynamic_config: flags.setup_workflows,
        enable_auto_cancel_redundant_workflows: flags.autocancel_builds,
        can_set_github_status: flags.set_github_status,
        enable_unversioned_config: flags.unversioned_config,
        is_running_disabled: false,
        enable_ai_error_summarization: false,
        pr_only_branch_overrides: ["main"],
      },
    },
  });
}
