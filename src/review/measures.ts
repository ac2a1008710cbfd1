/** Transparent ratios: how many of how many. Each counts what it says and nothing else. */
import type { JobRun } from "../expand/plan.ts";
import { knownText } from "../expand/text.ts";
import { groupBy } from "../report/group-by.ts";
import { accessOf, contextNamed } from "../snapshot/context-access.ts";
import { outlineOf } from "./outline/outline.ts";
import type { ReviewFacts } from "./review-input.ts";

export interface Measure {
  /** Kebab-case; never changes once released, since earlier reviews are compared by it. */
  readonly id: string;
  /** To follow `n of m`: `orbs of the registry are at an exact version`. */
  readonly what: string;
  readonly good: number;
  /** At least one. */
  readonly of: number;
}

/** Those of which there is something to count. */
export function measuresOf(facts: ReviewFacts): readonly Measure[] {
  const { inventory } = facts;
  const pinned = inventory.orbs.filter(({ pin }) => pin !== undefined);
  const images = imagesIn(facts);
  const all: readonly Measure[] = [
    {
      id: "orbs-exact",
      what: "orbs of the registry are at an exact version",
      good: pinned.filter(({ pin }) => pin === "exact").length,
      of: pinned.length,
    },
    {
      id: "images-versioned",
      what: "images of jobs have a version or a digest",
      ...tally(images, (pin) => pin === "digest" || pin === "version"),
    },
    { id: "images-digest", what: "images of jobs are pinned by digest", ...tally(images, (pin) => pin === "digest") },
    cloudMeasure(facts),
    contextMeasure(facts),
    settingMeasure(facts),
  ];
  return all.filter(({ of }) => of > 0);
}

/** Each image once, however many jobs run it; what is known only at run time is not counted. */
function imagesIn({ inventory, scene }: ReviewFacts): readonly string[] {
  const running = new Set(scene.audits.flatMap(({ plan }) => plan.runs));
  const images = [...inventory.runs].flatMap(([run, profile]) =>
    running.has(run) && run.executor.kind === "docker" ? profile.images.filter(({ pin }) => pin !== "unknown") : [],
  );
  return [...groupBy(images, ({ name }) => name).values()].flatMap(([first]) => first?.pin ?? []);
}

function tally(all: readonly string[], isGood: (pin: string) => boolean): Pick<Measure, "good" | "of"> {
  return { good: all.filter(isGood).length, of: all.length };
}

/** A job that logs in to a cloud in both ways is no good one. */
function cloudMeasure(facts: ReviewFacts): Measure {
  const { inventory, migrations } = facts;
  const keyed = new Set<JobRun>(migrations.flatMap(({ uses }) => uses.map(({ run }) => run)));
  const ways = outlineOf(facts).jobs.map(({ runs }) => ({
    oidc: runs.some((run) => inventory.runs.get(run)?.logins.some(({ by }) => by === "oidc")),
    key: runs.some((run) => keyed.has(run) || inventory.runs.get(run)?.logins.some(({ by }) => by === "key")),
  }));
  const reaching = ways.filter(({ oidc, key }) => oidc || key);
  const good = reaching.filter(({ key }) => !key).length;
  return { id: "cloud-oidc", what: "jobs that log in to a cloud do so by OIDC alone", good, of: reaching.length };
}

/** Those that jobs take and whose restrictions are known. */
function contextMeasure({ scene: { audits, facts } }: ReviewFacts): Measure {
  const taken = new Set(
    audits.flatMap(({ plan }) => plan.runs.flatMap(({ contexts }) => contexts.flatMap(({ name }) => knownText(name) ?? []))),
  );
  const organization = facts?.organization;
  const kinds = [...taken].flatMap((name) => {
    const context = contextNamed(name, organization);
    return context === undefined || organization === undefined ? [] : accessOf(context, organization).kind;
  });
  const told = kinds.filter((kind) => kind !== "unknown" && kind !== "no-group");
  const good = told.filter((kind) => kind !== "all-members").length;
  return { id: "contexts-restricted", what: "contexts that jobs take are restricted", good, of: told.length };
}

function settingMeasure({ settings }: ReviewFacts): Measure {
  const told = settings.filter(({ verdict }) => verdict === "as-wanted" || verdict === "differs");
  const good = told.filter(({ verdict }) => verdict === "as-wanted");
  return { id: "settings-wanted", what: "settings that are known are as wanted", good: good.length, of: told.length };
}
