/** Section `summary`. */
import { section } from "../document/build.ts";
import type { Section } from "../document/document.ts";
import type { ReviewFacts } from "../review-input.ts";

export function summarySection(_facts: ReviewFacts): Section {
  return section("summary", "Summary", []);
}
