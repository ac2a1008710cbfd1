/** Where a configuration can put right what happens in the source of an orb, for faults that lie in how the job is run. */
import type { Config } from "../../src/config/config.ts";
import { orbUsesOf } from "../../src/config/orbs-of.ts";
import type { JobRun } from "../../src/expand/plan.ts";
import type { Hop } from "../../src/expand/text.ts";
import type { Location, RelatedLocation } from "../../src/finding/location.ts";
import { quote } from "../../src/source/quote.ts";
import { locationOf } from "../../src/yaml/node.ts";

export interface PlaceOfCure {
  readonly at: Location;
  /** The place in the orb, when that is another. */
  readonly inside: readonly RelatedLocation[];
}

/** The place itself; for one in an orb the call of the orb's command, or the orb's job in the workflow. */
export function placeOfCure(at: Location, run: JobRun, hops: readonly Hop[], config: Config): PlaceOfCure {
  const use = orbUsesOf(config).get(at.file);
  if (use === undefined) return { at, inside: [] };
  const call = hops.find((hop) => hop.kind === "command" && hop.at.file === config.file);
  const label = `it stands in the orb ${quote(`${use.orb.name}@${use.orb.version}`, 100)}`;
  return { at: call?.at ?? locationOf(run.nameNode), inside: [{ ...at, label }] };
}
