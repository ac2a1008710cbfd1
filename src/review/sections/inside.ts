/** What is to be said of the configuration as a whole. */
import { section } from "../document/build.ts";
import type { Section } from "../document/document.ts";
import type { ReviewFacts } from "../review-input.ts";
import { configSecuritySection } from "./inside/config-security.ts";
import { dynamicSection } from "./inside/dynamic.ts";
import { reusableSection } from "./inside/reusable.ts";
import { wholeSection } from "./inside/whole.ts";

export function insideSection(facts: ReviewFacts): Section {
  return section("inside", "Inside the configuration", [
    configSecuritySection(facts),
    ...wholeSection(facts),
    reusableSection(facts),
    dynamicSection(facts),
  ]);
}
