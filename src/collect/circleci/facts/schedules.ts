/** Schedules of projects of OAuth organisations; those of standalone ones are triggers of a pipeline. */
import { gap } from "../../../snapshot/fetched.ts";
import type { Fetched } from "../../../snapshot/fetched.ts";
import type { Schedule } from "../../../snapshot/project.ts";
import { recordIn } from "../../json.ts";
import type { CircleClient } from "../../questions.ts";
import { labelIn, textIn, timeIn } from "./fields.ts";
import type { Body } from "./fields.ts";
import type { OrganizationIdentity } from "./find-organization.ts";

export async function collectSchedules(
  client: CircleClient,
  slug: string,
  { vcs }: OrganizationIdentity,
): Promise<Fetched<readonly Schedule[]>> {
  if (vcs === "circleci") return gap("inapplicable", "schedules of standalone projects are triggers of their pipelines");
  return client.list({ api: "v2", path: `project/${slug}/schedule`, parseItem: parseSchedule });
}

/** Of the parameters only the branch is kept: the others may be secrets. */
export function parseSchedule(item: Body): Schedule | undefined {
  if (textIn(item, "id") === undefined && textIn(item, "name") === undefined) return undefined;
  const actor = actorIn(recordIn(item, "actor"));
  const branch = textIn(recordIn(item, "parameters"), "branch");
  return {
    name: labelIn(item, "name"),
    ...(actor === undefined ? {} : { actor }),
    ...(branch === undefined ? {} : { branch }),
    createdAt: timeIn(item, "created_at"),
  };
}

function actorIn(actor: Body | undefined): string | undefined {
  const login = labelIn(actor, "login");
  if (/^system(?:[ _-]?actor)?$/i.test(login)) return "system";
  return login === "" ? undefined : login;
}
