/** Section `inside`. */
import { section } from "../document/build.ts";
import type { Section } from "../document/document.ts";
import type { ReviewFacts } from "../review-input.ts";

export function insideSection(_facts: ReviewFacts): Section {
  return section("inside", "Inside the configuration", []);
}
