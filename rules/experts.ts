/** What a review asks beside the rules. */
import type { Experts } from "../src/rule/experts.ts";
import { opportunities } from "./opportunities/index.ts";
import { inventoryOf } from "./surveys/inventory.ts";
import { migrationsIn } from "./surveys/migrations.ts";
import { secretsIn } from "./surveys/secret-register.ts";
import { settingsIn } from "./surveys/settings.ts";

export const experts: Experts = {
  opportunities,
  migrations: migrationsIn,
  secrets: secretsIn,
  settings: settingsIn,
  inventory: inventoryOf,
};
