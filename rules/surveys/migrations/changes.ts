/** What to write in the configuration instead of a stored credential, each login once. */
import type { JobRun } from "../../../src/expand/plan.ts";
import type { Binding, MigrationChange } from "../../../src/rule/migration.ts";
import { oidcReplacement } from "../../data/oidc-replacement.ts";
import type { Guide, Needs } from "../../data/oidc/guides/guide.ts";
import type { Credential } from "./credentials.ts";
import { linesAround } from "./lines.ts";
import type { Sighting } from "./sighting.ts";

/** Jobs that are changed in the same way share a change. */
export function changesOf({ sightings }: Credential, guide: Guide, needs: Needs): readonly MigrationChange[] {
  const changes = new Map<string, MigrationChange & { readonly runs: JobRun[] }>();
  for (const sighting of [...byRun(sightings).values()].flatMap(loginsOf)) {
    const { yaml, explanation, how = explanation } = oidcReplacement(sighting.use);
    const after = filled(guide.adapt?.(yaml, needs) ?? yaml, needs.binding);
    const secrets = sightings.flatMap(({ secret }) => secret ?? []);
    const before = linesAround(sighting, [...secrets, ...sighting.audit.secrets.map(({ at }) => at)]);
    const key = JSON.stringify([after, before]);
    const known = changes.get(key);
    if (known === undefined)
      changes.set(key, { at: sighting.at, runs: [sighting.run], before, after, text: filled(how, needs.binding) });
    else if (!known.runs.includes(sighting.run)) known.runs.push(sighting.run);
  }
  return [...changes.values()];
}

function byRun(sightings: readonly Sighting[]): ReadonlyMap<JobRun, readonly Sighting[]> {
  const groups = new Map<JobRun, Sighting[]>();
  for (const sighting of sightings) {
    const known = groups.get(sighting.run);
    if (known === undefined) groups.set(sighting.run, [sighting]);
    else known.push(sighting);
  }
  return groups;
}

/** A job that reads the key in five commands needs one login. Images are pulled before there is any. */
function loginsOf(all: readonly Sighting[]): readonly Sighting[] {
  const via = (...kinds: readonly string[]): readonly Sighting[] => all.filter(({ use }) => kinds.includes(use.via));
  const commands = via("command");
  const configures = commands.filter(({ use }) => use.via === "command" && use.tool === "aws configure");
  const choices = [via("orb"), configures, oneForEachTool(commands), via("publish", "service", "environment").slice(0, 1)];
  return [...via("image-pull"), ...(choices.find((each) => each.length > 0) ?? [])];
}

/** The steps for AWS's tools are the same for all of them. */
function oneForEachTool(commands: readonly Sighting[]): readonly Sighting[] {
  const byTool = new Map(commands.toReversed().map((sighting) => [toolOf(sighting), sighting]));
  return [...byTool.values()].toReversed();
}

function toolOf({ use }: Sighting): string {
  return use.via === "command" && use.provider !== "aws" ? use.tool : "";
}

/** The organisation's own id, wherever a replacement names it. */
function filled(text: string, { organizationId }: Binding): string {
  return text.replaceAll("<org-id>", organizationId);
}
