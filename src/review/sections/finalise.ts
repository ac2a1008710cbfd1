/** Section `finalise`. */
import { section } from "../document/build.ts";
import type { Section } from "../document/document.ts";
import type { ReviewFacts } from "../review-input.ts";

export function finaliseSection(_facts: ReviewFacts): Section {
  return section("finalise", "Finalise", []);
}
