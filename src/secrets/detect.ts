/** Provider-format secrets in a text, found by a maintained detector. */
import type { Location } from "../finding/location.ts";

export interface DetectedSecret {
  readonly at: Location;
  /** What it is, for people: `GitHub personal access token`. */
  readonly kind: string;
}
