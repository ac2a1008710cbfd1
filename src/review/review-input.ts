/** Everything that a review is made from. */
import type { Location } from "../finding/location.ts";
import type { Report } from "../finding/report.ts";
import type { Found, OpportunityMeta } from "../rule/opportunity.ts";
import type { Migration } from "../rule/migration.ts";
import type { Inventory } from "../rule/inventory.ts";
import type { Scene } from "../rule/scene.ts";
import type { RegisteredSecret } from "../rule/secret-register.ts";
import type { SettingState } from "../rule/setting-state.ts";
import type { Experts } from "../rule/experts.ts";
import type { ReviewState } from "./state/state.ts";

export interface ReviewRequest {
  readonly scene: Scene;
  /** Of the same configurations. */
  readonly report: Report;
  /** Where secrets stand in the files: they are hidden in all that is said. */
  readonly secrets: readonly Location[];
  readonly experts: Experts;
  /** `gh/acme/app`, the repository's address or its folder: what the title names. */
  readonly name: string;
  /** ISO date of the review. */
  readonly date: string | undefined;
  /** Revision of the checkout, where it is known. */
  readonly revision?: string | undefined;
  /** What an earlier review has kept, to be held beside this one. */
  readonly earlier?: ReviewState | undefined;
}

/** What was asked of the experts, once for all sections. */
export interface ReviewFacts extends Omit<ReviewRequest, "experts"> {
  /** Findings that are left to another page. */
  readonly elsewhere?: { readonly count: number; readonly page: string };
  readonly opportunities: readonly FoundOpportunity[];
  readonly migrations: readonly Migration[];
  readonly register: readonly RegisteredSecret[];
  readonly settings: readonly SettingState[];
  readonly inventory: Inventory;
}

export interface FoundOpportunity extends Omit<Found, "gain" | "effort" | "batch" | "advice"> {
  readonly meta: OpportunityMeta;
  readonly gain: OpportunityMeta["gain"];
  readonly effort: OpportunityMeta["effort"];
  readonly batch: OpportunityMeta["batch"];
  readonly advice: string;
}
