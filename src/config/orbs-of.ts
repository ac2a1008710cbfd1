/** The orbs of a configuration and what they hold. */
import type { SourceFile } from "../source/source-file.ts";
import type { Config, Library, OrbAtHand, OrbReference } from "./config.ts";

/** Every orb a configuration names by itself, inside inline orbs too; what registry orbs use is theirs. */
export function* orbsOf(config: Config): Iterable<OrbReference> {
  yield* orbsIn(config.library);
}

/** Those of one library. */
export function* orbsIn(library: Library): Iterable<OrbReference> {
  for (const orb of library.orbs.values()) {
    yield orb;
    if (orb.source.kind === "inline") yield* orbsIn(orb.source.library);
  }
}

/** The commands, jobs and executors of an orb; undefined when its source is not at hand. */
export function libraryOf({ source }: OrbReference): Library | undefined {
  if (source.kind === "inline") return source.library;
  return source.kind === "registry" ? source.found?.library : undefined;
}

/** Where a configuration takes the source of an orb from. */
export interface OrbUse {
  readonly orb: OrbAtHand;
  /** The entry of the configuration's own `orbs:` that leads to it. */
  readonly reference: OrbReference;
  /** False for an orb that the orb of the reference uses, or one of its orbs. */
  readonly direct: boolean;
}

const byConfig = new WeakMap<Config, ReadonlyMap<SourceFile, OrbUse>>();

/** The orbs whose source is at hand, by the file of the source, nested ones too; the nearest reference to each. */
export function orbUsesOf(config: Config): ReadonlyMap<SourceFile, OrbUse> {
  let uses = byConfig.get(config);
  if (uses === undefined) byConfig.set(config, (uses = findUses(config)));
  return uses;
}

function findUses(config: Config): ReadonlyMap<SourceFile, OrbUse> {
  const uses = new Map<SourceFile, OrbUse>();
  let next = [...orbsOf(config)].map((reference) => ({ orb: reference, reference }));
  for (let direct = true; next.length > 0; direct = false) {
    const inner: typeof next = [];
    for (const { orb, reference } of next) {
      const found = orb.source.kind === "registry" ? orb.source.found : undefined;
      if (found === undefined || uses.has(found.file)) continue;
      uses.set(found.file, { orb: found, reference, direct });
      inner.push(...[...orbsIn(found.library)].map((nested) => ({ orb: nested, reference })));
    }
    next = inner;
  }
  return uses;
}
