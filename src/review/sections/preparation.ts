/** Section `preparation`. */
import { section } from "../document/build.ts";
import type { Section } from "../document/document.ts";
import type { ReviewFacts } from "../review-input.ts";

export function preparationSection(_facts: ReviewFacts): Section {
  return section("preparation", "Preparation", []);
}
