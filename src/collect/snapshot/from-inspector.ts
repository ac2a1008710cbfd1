/**
 * The `circleci-data.json` of CircleCI-Env-Inspector as a snapshot, in the shape that it writes (projects in `accounts`) and in the older
 * one of its documents (projects at the top; `variables`, `keys`, `legacyAWSKeys`). It knows names and ages of variables, and keys; its
 * masked values are left behind.
 */
import { checkSnapshot } from "../../schema/check-snapshot.ts";
import { gap, known } from "../../snapshot/fetched.ts";
import type { Fetched } from "../../snapshot/fetched.ts";
import { blankOrganization } from "../../snapshot/blank.ts";
import type { Context, Organization, StoredVariable } from "../../snapshot/organization.ts";
import { snapshotFormat } from "../../snapshot/snapshot.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import { isRecord, stringIn } from "../json.ts";
import type { Json } from "../questions.ts";
import { inspectedProject } from "./inspected-project.ts";
import { isoTime, recordsIn } from "./inspected-values.ts";

const notInspected = gap("skipped", "CircleCI-Env-Inspector does not ask for it");

export function isInspectorData(data: unknown): data is Json {
  if (!isRecord(data) || "format" in data) return false;
  return Array.isArray(data["accounts"]) || (Array.isArray(data["projects"]) && !("repositories" in data));
}

/** `at` stands for when it was asked, which the file does not say. */
export function fromInspector(data: Json, at: string): Snapshot {
  // The older shape is like one account without a name.
  const accounts = [...recordsIn(data, "accounts"), ...("projects" in data || "contexts" in data ? [data] : [])];
  const blank: Snapshot = {
    format: snapshotFormat,
    tool: { name: "CircleCI-Env-Inspector", version: "unknown" },
    collectedAt: at,
    hosts: { circleci: "https://circleci.com" },
    organizations: [],
    projects: [],
    githubOrganizations: [],
    repositories: [],
    orbs: [],
  };
  const fits = (part: Partial<Snapshot>): boolean => checkSnapshot({ ...blank, ...part }) === undefined;
  const projects = accounts
    .flatMap((account) => recordsIn(account, "projects").map((project) => inspectedProject(project, at)))
    .filter((project) => project !== undefined);
  const organizations = accounts.map((account) => organizationOf(account, at)).filter((found) => found !== undefined);
  return {
    ...blank,
    organizations: organizations.filter((organization) => fits({ organizations: [organization] })),
    projects: projects.filter((project) => fits({ projects: [project] })),
  };
}

const kinds: Readonly<Record<string, { readonly vcs: Organization["vcs"]; readonly prefix: string }>> = {
  github: { vcs: "github", prefix: "gh" },
  bitbucket: { vcs: "bitbucket", prefix: "bb" },
  circleci: { vcs: "circleci", prefix: "circleci" },
};

/** Undefined when nothing says which organisation it is. */
function organizationOf(account: Json, at: string): Organization | undefined {
  const [first] = recordsIn(account, "projects").map((project) => inspectedProject(project, at)?.organization);
  const id = stringIn(account, "id") ?? "unknown";
  const name = stringIn(account, "name") ?? first?.split("/")[1];
  const kind = kinds[stringIn(account, "vcstype")?.toLowerCase() ?? ""];
  const slug = first ?? (kind === undefined ? undefined : `${kind.prefix}/${kind.vcs === "circleci" ? id : (name ?? "")}`);
  if (slug === undefined || name === undefined) return undefined;
  const vcs = slug.startsWith("gh/") ? "github" : slug.startsWith("bb/") ? "bitbucket" : "circleci";
  return { ...blankOrganization({ slug, id, name, vcs }, notInspected), contexts: contextsOf(account, at) };
}

function contextsOf(account: Json, at: string): Fetched<readonly Context[]> {
  if (!Array.isArray(account["contexts"])) return notInspected;
  const failed = new Set(recordsIn(account, "errors").map((error) => stringIn(error, "contextName")));
  const contexts = recordsIn(account, "contexts").flatMap((context): readonly Context[] => {
    const [id, name] = [stringIn(context, "id"), stringIn(context, "name")];
    if (id === undefined || name === undefined) return [];
    const createdAt = isoTime(context["created_at"]);
    return [
      {
        id,
        name,
        ...(createdAt === undefined ? {} : { createdAt }),
        restrictions: notInspected,
        variables: variablesOf(context, failed, at),
      },
    ];
  });
  return known(contexts, at);
}

function variablesOf(context: Json, failed: ReadonlySet<string | undefined>, at: string): Fetched<readonly StoredVariable[]> {
  if (failed.has(stringIn(context, "name")) || !Array.isArray(context["variables"])) {
    return gap("failed", "CircleCI-Env-Inspector got no answer");
  }
  const variables = recordsIn(context, "variables").flatMap((variable): readonly StoredVariable[] => {
    const name = stringIn(variable, "variable") ?? stringIn(variable, "name");
    const [createdAt, updatedAt] = [isoTime(variable["created_at"]), isoTime(variable["updated_at"])];
    if (name === undefined) return [];
    return [{ name, ...(createdAt === undefined ? {} : { createdAt }), ...(updatedAt === undefined ? {} : { updatedAt }) }];
  });
  return known(variables, at);
}
