/** Section `picture`. */
import { section } from "../document/build.ts";
import type { Section } from "../document/document.ts";
import type { ReviewFacts } from "../review-input.ts";

export function pictureSection(_facts: ReviewFacts): Section {
  return section("picture", "Picture", []);
}
