/** Runners: resource classes, their tokens and agents. Names and addresses of machines are not kept. */
import { known, mapFetched } from "../../../snapshot/fetched.ts";
import type { Fetched } from "../../../snapshot/fetched.ts";
import type { RunnerClass, RunnerToken } from "../../../snapshot/organization.ts";
import type { CircleClient } from "../../questions.ts";
import { labelIn, textIn, timeIn } from "./fields.ts";
import type { Body } from "./fields.ts";

type ClassIdentity = Pick<RunnerClass, "name" | "description">;

interface Agent {
  readonly resourceClass: string;
  readonly lastConnectedAt?: string | undefined;
}

/** One question for the classes, one for the agents of all of them, one a class for its tokens. */
export async function collectRunners(client: CircleClient, organization: string): Promise<Fetched<readonly RunnerClass[]>> {
  const query = { "org-id": organization };
  const classes = await client.list({ api: "runner", path: "runner/resource", query, parseItem: parseClass });
  if (!classes.known) return classes;
  if (classes.value.length === 0) return known([], classes.at);
  const [agents, ...tokens] = await Promise.all([
    client.list({ api: "runner", path: "runner", query, parseItem: parseAgent }),
    ...classes.value.map(({ name }) => tokensOf(client, name)),
  ]);
  return mapFetched(classes, (found) =>
    found.map((one, index) => ({
      ...one,
      tokens: tokens[index] ?? known([], classes.at),
      agents: mapFetched(agents, (all) => countOf(all, one.name)),
    })),
  );
}

function tokensOf(client: CircleClient, name: string): Promise<Fetched<readonly RunnerToken[]>> {
  return client.list({ api: "runner", path: "runner/token", query: { "resource-class": name }, parseItem: parseRunnerToken });
}

function countOf(
  agents: readonly Agent[],
  name: string,
): { readonly count: number; readonly lastConnectedAt?: string | undefined } {
  const own = agents.filter(({ resourceClass }) => resourceClass === name);
  const lastConnectedAt = own
    .map((agent) => agent.lastConnectedAt)
    .filter((time) => time !== undefined)
    .sort()
    .at(-1);
  return { count: own.length, ...(lastConnectedAt === undefined ? {} : { lastConnectedAt }) };
}

export function parseClass(item: Body): ClassIdentity | undefined {
  const [name, description] = [textIn(item, "resource_class"), labelIn(item, "description")];
  return name === undefined ? undefined : { name, ...(description === "" ? {} : { description }) };
}

export function parseAgent(item: Body): Agent | undefined {
  const resourceClass = textIn(item, "resource_class");
  return resourceClass === undefined ? undefined : { resourceClass, lastConnectedAt: timeIn(item, "last_connected") };
}

export function parseRunnerToken(item: Body): RunnerToken | undefined {
  if (textIn(item, "id") === undefined && textIn(item, "nickname") === undefined) return undefined;
  return { nickname: labelIn(item, "nickname"), createdAt: timeIn(item, "created_at") };
}
