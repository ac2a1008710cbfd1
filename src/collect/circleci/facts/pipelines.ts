/** Pipeline definitions and their triggers: where configuration and code come from, and what starts them. */
import { gap } from "../../../snapshot/fetched.ts";
import type { Fetched } from "../../../snapshot/fetched.ts";
import type { PipelineDefinition, Trigger } from "../../../snapshot/project.ts";
import { recordIn } from "../../json.ts";
import type { CircleClient } from "../../questions.ts";
import { flagIn, idIn, labelIn, textIn } from "./fields.ts";
import type { Body } from "./fields.ts";
import { absentOnServer } from "./gaps.ts";

export interface ProjectPipelines {
  readonly definitions: Fetched<readonly PipelineDefinition[]>;
  /** `github.com/acme/app` where the GitHub App checks one and the same repository out for all of them. */
  readonly address: string | undefined;
}

interface FoundDefinition {
  readonly id: string | undefined;
  readonly provider: string | undefined;
  readonly definition: Omit<PipelineDefinition, "triggers">;
}

/** One question for the definitions, one a definition for its triggers. Servers forward neither. */
export async function collectPipelines(client: CircleClient, project: string): Promise<ProjectPipelines> {
  if (!client.isCloud) return { definitions: absentOnServer("pipeline definitions"), address: undefined };
  const path = `projects/${project}/pipeline-definitions`;
  const found = await client.list({ api: "v2", path, parseItem: parseDefinition });
  if (!found.known) return { definitions: found, address: undefined };
  const value = await Promise.all(
    found.value.map(async ({ id, definition }) => ({ ...definition, triggers: await triggersOf(client, path, id) })),
  );
  return { definitions: { ...found, value }, address: addressIn(found.value) };
}

async function triggersOf(client: CircleClient, path: string, id: string | undefined): Promise<Fetched<readonly Trigger[]>> {
  if (id === undefined) return gap("failed", "the pipeline has no id to ask for its triggers with");
  return client.list({ api: "v2", path: `${path}/${id}/triggers`, parseItem: parseTrigger });
}

function addressIn(found: readonly FoundDefinition[]): string | undefined {
  const [first, ...others] = new Set(found.map(({ provider, definition }) => `${provider} ${definition.checkoutRepository}`));
  const name = others.length === 0 ? /^github_app (?!undefined$)(.+)$/.exec(first ?? "")?.[1] : undefined;
  return name === undefined ? undefined : `github.com/${name}`;
}

export function parseDefinition(item: Body): FoundDefinition | undefined {
  const id = idIn(item, "id");
  const [config, checkout] = [recordIn(item, "config_source"), recordIn(item, "checkout_source")];
  if (id === undefined && config === undefined && checkout === undefined) return undefined;
  const [configRepository, checkoutRepository] = [repositoryIn(config), repositoryIn(checkout)];
  const configPath = textIn(config, "file_path");
  return {
    id,
    provider: textIn(checkout, "provider"),
    definition: {
      name: labelIn(item, "name"),
      ...(configRepository === undefined ? {} : { configRepository }),
      ...(configPath === undefined ? {} : { configPath }),
      ...(checkoutRepository === undefined ? {} : { checkoutRepository }),
    },
  };
}

/** `acme/app`; deeper at GitLab. */
function repositoryIn(source: Body | undefined): string | undefined {
  const name = textIn(source === undefined ? undefined : recordIn(source, "repo"), "full_name");
  return name !== undefined && /^[\w.-]{1,200}(?:\/[\w.-]{1,200}){1,20}$/.test(name) ? name : undefined;
}

/** The address of a webhook's trigger holds its secret. Who a schedule runs as is an id that says nothing. */
export function parseTrigger(item: Body): Trigger | undefined {
  const source = textIn(recordIn(item, "event_source"), "provider");
  if (source === undefined || !/^\w{1,40}$/.test(source)) return undefined;
  const events = textIn(item, "event_preset");
  return {
    name: labelIn(item, "name") || labelIn(item, "event_name"),
    source,
    ...(events === undefined || !/^[\w-]{1,80}$/.test(events) ? {} : { events }),
    // Left out when it is enabled.
    isDisabled: flagIn(item, "disabled") ?? false,
  };
}
