/** Every rule, by id. Written by `npm run docs`; do not edit. */
import type { Rule } from "../src/rule/rule.ts";
import { addSshKeysAll } from "./credentials/add-ssh-keys-all.ts";
import { hardcodedRegistryPassword } from "./credentials/hardcoded-registry-password.ts";
import { ipRangesUnsupported } from "./network/ip-ranges-unsupported.ts";
import { setupWorkflowWithContext } from "./contexts/setup-workflow-with-context.ts";
import { templateInjection } from "./injection/template-injection.ts";
import { unguardedContext } from "./contexts/unguarded-context.ts";
import { volatileOrb } from "./supply-chain/volatile-orb.ts";

export const rules: readonly Rule[] = [
  addSshKeysAll,
  hardcodedRegistryPassword,
  ipRangesUnsupported,
  setupWorkflowWithContext,
  templateInjection,
  unguardedContext,
  volatileOrb,
];
