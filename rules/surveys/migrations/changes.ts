/** What to write in the configuration instead of a stored credential, each login once. */
import type { JobRun } from "../../../src/expand/plan.ts";
import type { Binding, MigrationChange } from "../../../src/rule/migration.ts";
import { oidcReplacement } from "../../data/oidc-replacement.ts";
import type { Guide, Needs } from "../../data/oidc/guides/guide.ts";
import type { Credential } from "./credentials.ts";
import { linesAround } from "./lines.ts";
import type { Sighting } from "./sighting.ts";

/** Jobs that get the same new lines share a change, which shows the first place. */
export function changesOf({ sightings }: Credential, guide: Guide, needs: Needs): readonly MigrationChange[] {
  const changes = new Map<string, MigrationChange & { readonly runs: JobRun[] }>();
  const secrets = sightings.flatMap(({ secret }) => secret ?? []);
  for (const sighting of [...byRun(sightings).values()].flatMap(loginsOf)) {
    const { yaml, explanation, how = explanation } = oidcReplacement(sighting.use);
    const after = filled(guide.adapt?.(yaml, needs) ?? yaml, needs.binding);
    const known = changes.get(after);
    if (known === undefined) {
      const before = linesAround(sighting, [...secrets, ...sighting.audit.secrets.map(({ at }) => at)]);
      const text = filled(`${how}${forContainers(sighting)}`, needs.binding);
      changes.set(after, { at: sighting.at, runs: [sighting.run], before, isAdded: isAdded(sighting), after, text });
    } else if (!known.runs.includes(sighting.run)) known.runs.push(sighting.run);
  }
  return [...changes.values()];
}

/** A command that takes the key by itself stays once there is a login before it. */
function isAdded({ use, what }: Sighting): boolean {
  return (
    (use.via === "command" || use.via === "environment" || use.via === "service") &&
    /^(?:runs|reads|hands|looks|takes|exports)\b/u.test(what)
  );
}

function forContainers({ provider, what }: Sighting): string {
  if (provider !== "aws" || !what.startsWith("hands ")) return "";
  return ' A container has neither the file nor these variables: `eval "$(aws configure export-credentials --format env)"` before it sets the short-lived keys under the names that are handed on, and `AWS_SESSION_TOKEN` with them.';
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
  const others = via("publish", "service", "environment");
  const other = others.find((each) => !isAdded(each)) ?? others[0];
  const choices = [via("orb"), configures, oneForEachTool(commands), other === undefined ? [] : [other]];
  return [...via("image-pull"), ...(choices.find((each) => each.length > 0) ?? [])];
}

/** The steps for AWS's tools are the same for all of them. A login with the stored key goes; it would win over one before it. */
function oneForEachTool(commands: readonly Sighting[]): readonly Sighting[] {
  const byTool = new Map<string, Sighting>();
  for (const sighting of commands) {
    const known = byTool.get(toolOf(sighting));
    if (known === undefined || (isAdded(known) && !isAdded(sighting))) byTool.set(toolOf(sighting), sighting);
  }
  return [...byTool.values()];
}

function toolOf({ use }: Sighting): string {
  return use.via === "command" && use.provider !== "aws" ? use.tool : "";
}

/** The organisation's own id, wherever a replacement names it. */
function filled(text: string, { organizationId }: Binding): string {
  return text.replaceAll("<org-id>", organizationId);
}
