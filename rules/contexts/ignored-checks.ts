/** Security checks of a script whose outcome nothing asks for. */
import type { CommandFact, ScriptFacts } from "../../src/shell/facts.ts";
import type { Span } from "../../src/source/span.ts";
import { lostFailure } from "../data/lost-failures.ts";
import { securityCheckOf, type SecurityCheck } from "../data/tools/scanners.ts";

export interface IgnoredCheck {
  readonly check: SecurityCheck;
  readonly command: CommandFact;
  /** What makes it so, in the script. */
  readonly span: Span;
  /** Follows "`trivy image` is run with". */
  readonly how: string;
}

export interface ScriptChecks {
  readonly ignored: readonly IgnoredCheck[];
  /** Checks whose failure fails the step, as far as this script tells. */
  readonly enforced: readonly { readonly check: SecurityCheck; readonly command: CommandFact }[];
}

const byFacts = new WeakMap<ScriptFacts, ScriptChecks>();

/** Scripts are shared between jobs; each is judged once. */
export function checksIn(facts: ScriptFacts): ScriptChecks {
  let found = byFacts.get(facts);
  if (found === undefined) byFacts.set(facts, (found = judge(facts)));
  return found;
}

function judge(facts: ScriptFacts): ScriptChecks {
  const ignored: IgnoredCheck[] = [];
  const enforced: { check: SecurityCheck; command: CommandFact }[] = [];
  for (const command of facts.commands) {
    const check = securityCheckOf(command);
    if (check === undefined) continue;
    const fault = softOption(check) ?? lost(command, facts);
    if (fault !== undefined) ignored.push({ check, command, ...fault });
    else enforced.push({ check, command });
  }
  return { ignored, enforced };
}

type Fault = Pick<IgnoredCheck, "span" | "how">;

function softOption({ soft }: SecurityCheck): Fault | undefined {
  return soft && { span: soft.span, how: soft.text };
}

function lost(command: CommandFact, facts: ScriptFacts): Fault | undefined {
  const failure = lostFailure(command, facts);
  return failure && { span: failure.by ?? command.span, how: failure.how };
}
