/** Section `outside`. */
import { section } from "../document/build.ts";
import type { Section } from "../document/document.ts";
import type { ReviewFacts } from "../review-input.ts";

export function outsideSection(_facts: ReviewFacts): Section {
  return section("outside", "Outside the configuration", []);
}
