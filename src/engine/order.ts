/** The one order in which everything is shown: by file, place, rule and fingerprint. Texts compare by code unit, not by language. */
import type { Location } from "../finding/location.ts";

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function comparePlaces(a: Location, b: Location): number {
  return compareText(a.file.path, b.file.path) || a.span.start - b.span.start || a.span.end - b.span.end;
}

/** Things without a place come first. */
export function compareOptionalPlaces(a: Location | undefined, b: Location | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return comparePlaces(a, b);
}

interface Placed {
  readonly ruleId: string;
  readonly location: Location;
}

export function compareFindings(a: Placed, b: Placed): number {
  return comparePlaces(a.location, b.location) || compareText(a.ruleId, b.ruleId);
}
