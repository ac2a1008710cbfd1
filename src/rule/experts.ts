/** What knows more than the plan: opportunities and surveys. They live with the rules and are handed over, so that a review can be tested with others. */
import type { Inventory } from "./inventory.ts";
import type { Migration } from "./migration.ts";
import type { Opportunity } from "./opportunity.ts";
import type { Scene } from "./scene.ts";
import type { RegisteredSecret } from "./secret-register.ts";
import type { SettingState } from "./setting-state.ts";

export interface Experts {
  readonly opportunities: readonly Opportunity[];
  /** In the order in which they should be done. */
  migrations(scene: Scene): readonly Migration[];
  secrets(scene: Scene): readonly RegisteredSecret[];
  settings(scene: Scene): readonly SettingState[];
  inventory(scene: Scene): Inventory;
}
