/** Settings of a project that security hangs on: forks, rights, what is open to whom. */
import { valueOf } from "../../../src/snapshot/fetched.ts";
import type { Project, ProjectSettings } from "../../../src/snapshot/project.ts";
import { namesInWords } from "../../data/context-secrets.ts";
import { buildsForks } from "../../data/fork-builds.ts";
import { advanced, projectPage } from "./pages.ts";
import { inapplicable, told, unknown, untold, whenKnown } from "./row.ts";
import type { Given, Reading, Row } from "./row.ts";

function switchOf(field: keyof ProjectSettings, words = { on: "on", off: "off" }): Row<Project>["read"] {
  return (project) =>
    whenKnown(project.settings, ({ [field]: value }) =>
      value === undefined ? untold : told(project, ["settings", field], value ? words.on : words.off),
    );
}

/** Forks start no pipelines of standalone projects, nor of those that only the GitHub App triggers. */
function forkSwitch(field: "buildForkPrs" | "forksReceiveSecretEnvVars"): Row<Project>["read"] {
  return (project, given) => {
    if (project.slug.startsWith("circleci/")) return inapplicable("forks start no pipelines of standalone projects");
    const settings = valueOf(project.settings);
    if (settings?.buildForkPrs === true && buildsForks(given.audit) === false)
      return inapplicable("forks start no pipelines of the GitHub App, which triggers all of this project's");
    if (field === "forksReceiveSecretEnvVars" && settings?.buildForkPrs === false)
      return told(
        project,
        ["settings", field],
        settings[field] === true ? "on, without effect while forks are not built" : "off",
      );
    return switchOf(field)(project, given);
  };
}

export const projectRows: readonly Row<Project>[] = [
  {
    id: "fork-builds",
    setting: "Build forked pull requests",
    wanted: "off",
    why: "Whoever can fork the repository runs commands of their own in its jobs.",
    page: advanced,
    ruleIds: ["fork-builds-enabled", "forks-receive-secrets"],
    read: forkSwitch("buildForkPrs"),
  },
  {
    id: "fork-secrets",
    setting: "Pass secrets to builds from forked pull requests",
    wanted: "off",
    why: "Whoever opens a pull request from a fork prints every secret that its build receives.",
    page: advanced,
    ruleIds: ["forks-receive-secrets"],
    read: forkSwitch("forksReceiveSecretEnvVars"),
  },
  {
    id: "ssh-reruns",
    setting: "Rerunning jobs with SSH",
    wanted: "disabled",
    why: "A shell in a job reads all of its secrets, and no log shows what is read there.",
    page: advanced,
    ruleIds: ["ssh-rerun-enabled"],
    read: switchOf("disableSsh", { on: "disabled", off: "allowed" }),
  },
  {
    id: "settings-rights",
    setting: "Only administrators change settings",
    wanted: "on",
    why: "Anyone who can push lets forks have the secrets, opens jobs for SSH or adds a webhook.",
    page: advanced,
    ruleIds: ["settings-writable-by-non-admins"],
    read: switchOf("writeSettingsRequiresAdmin"),
  },
  {
    id: "public-builds",
    setting: "Builds and logs are public",
    wanted: "only of a public repository",
    why: "Anyone on the internet reads the logs and fetches the artifacts of private code.",
    page: advanced,
    ruleIds: ["public-builds"],
    read: publicBuilds,
  },
  {
    id: "unversioned-config",
    setting: "Pipelines with unversioned configuration",
    wanted: "off",
    why: "Whoever may trigger a pipeline runs commands that nobody reviewed, with the contexts of its jobs.",
    page: advanced,
    ruleIds: ["unversioned-config-allowed"],
    read: unversioned,
  },
  {
    id: "oidc-claims",
    setting: "Audience and lifetime of OIDC tokens",
    wanted: "an audience for each service, and minutes to live",
    why: "A token that one service received or a log shows is good at every other service that checks no more than the audience.",
    page: projectPage("Overview", "overview"),
    ruleIds: ["default-oidc-claims"],
    read: oidcClaims,
  },
];

function publicBuilds(project: Project, given: Given): Reading {
  const { repository } = given.audit;
  if (valueOf(project.settings)?.oss !== true) return switchOf("oss", { on: "yes", off: "no" })(project, given);
  const isOwn = repository?.visibility === undefined;
  if (isOwn)
    return unknown("builds are public; whether the repository is too only GitHub tells: give `collect` a `GITHUB_TOKEN`");
  return told(project, ["settings", "oss"], repository.visibility === "public" ? "yes, as the repository is" : "yes");
}

/** What the organisation forbids no project allows, and what it allows is told there. */
function unversioned(project: Project, given: Given): Reading {
  const allowed = valueOf(given.audit.organization?.settings)?.allowsUnversionedConfig;
  if (allowed === false) return inapplicable("the organisation forbids it");
  const isOn = valueOf(project.settings)?.allowsUnversionedConfig === true;
  if (allowed === true && isOn) return told(project, ["settings", "allowsUnversionedConfig"], "on", "differs");
  return switchOf("allowsUnversionedConfig")(project, given);
}

function oidcClaims(project: Project, { audit, found }: Given): Reading {
  const { organization } = audit;
  if (found("default-oidc-claims", project).length > 0)
    return told(project, ["oidcClaims"], "CircleCI's own: the organisation's id, one hour");
  return whenKnown(project.oidcClaims, (own) => {
    const claims = [own, valueOf(organization?.oidcClaims) ?? {}];
    const audience = claims.find((each) => each.audience !== undefined)?.audience;
    const ttl = claims.find((each) => each.ttl !== undefined)?.ttl;
    const parts = [
      ...(audience === undefined ? [] : [`audience ${namesInWords(audience)}`]),
      ...(ttl === undefined ? [] : [`lifetime ${ttl}`]),
    ];
    return parts.length > 0
      ? told(project, ["oidcClaims"], parts.join(", "))
      : inapplicable("no audited job logs in with its OIDC token, or each asks for claims of its own");
  });
}
