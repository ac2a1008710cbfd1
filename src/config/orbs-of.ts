/** Every orb a configuration names, inside inline orbs too. */
import type { Config, Library, OrbReference } from "./config.ts";

export function* orbsOf(config: Config): Iterable<OrbReference> {
  yield* orbsIn(config.library);
}

function* orbsIn(library: Library): Iterable<OrbReference> {
  for (const orb of library.orbs.values()) {
    yield orb;
    if (orb.source.kind === "inline") yield* orbsIn(orb.source.library);
  }
}
