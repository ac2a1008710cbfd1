/** Lists whose later items are made when they are asked for. */
import type { Listing } from "./types.ts";

interface Named {
  readonly id: string;
  readonly name: string;
  readonly slug?: string;
}

export interface Maker<T> {
  readonly make: (index: number) => T;
  /** The index that an id, name or slug belongs to, if it is one of those that are made. */
  readonly indexOf: (key: string) => number | undefined;
}

/** The written ones first, then as many made ones as are still needed; fewer than are written cuts the list. */
export function listingOf<T extends Named>(written: readonly T[], count: number, maker?: Maker<T>): Listing<T> {
  const fixed = written.slice(0, count);
  const at = (index: number): T | undefined => {
    if (index < fixed.length) return fixed[index];
    return index < count ? maker?.make(index) : undefined;
  };
  return {
    count: maker === undefined ? fixed.length : count,
    at,
    find(key) {
      const found = fixed.find(({ id, name, slug }) => key === id || key === name || key === slug);
      const index = found === undefined ? maker?.indexOf(key) : undefined;
      return found ?? (index === undefined || index < fixed.length ? undefined : at(index));
    },
  };
}

export function* itemsOf<T>(listing: Listing<T>, from: number, to: number): Generator<T> {
  for (let index = from; index < Math.min(to, listing.count); index += 1) {
    const item = listing.at(index);
    if (item !== undefined) yield item;
  }
}
