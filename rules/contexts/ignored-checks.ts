/** Security checks of a script whose outcome nothing asks for. */
import type { CommandFact, ScriptFacts, Word } from "../../src/shell/facts.ts";
import type { Span } from "../../src/source/span.ts";
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
    const fault = softOption(check) ?? excuse(command, facts) ?? switchedOff(command, facts);
    if (fault !== undefined) ignored.push({ check, command, ...fault });
    else enforced.push({ check, command });
  }
  return { ignored, enforced };
}

type Fault = Pick<IgnoredCheck, "span" | "how">;

function softOption({ soft }: SecurityCheck): Fault | undefined {
  return soft && { span: soft.span, how: soft.text };
}

const saysOnly = new Set(["echo", "printf", "write-host", "write-output"]);
const passes = new Set(["true", ":"]);

/** `|| true`, `|| exit 0`, `|| echo "never mind"`. */
function excuse({ onFailure }: CommandFact, facts: ScriptFacts): Fault | undefined {
  if (onFailure === undefined) return undefined;
  const { name = "", args, span } = onFailure;
  const [code] = args;
  const isPass = passes.has(name) || (isExit(onFailure) && code?.literal === "0");
  if (!isPass && !(saysOnly.has(name) && !failsSoonAfter(onFailure, facts))) return undefined;
  const text = [name, ...(isExit(onFailure) ? ["0"] : saysOnly.has(name) ? ["…"] : [])].join(" ");
  return { span, how: `|| ${text}` };
}

function isExit({ name }: CommandFact): boolean {
  return name === "exit" || name === "return";
}

/** `|| { echo "found something"; exit 1; }`. */
function failsSoonAfter(command: CommandFact, { commands }: ScriptFacts): boolean {
  const at = commands.indexOf(command);
  return commands
    .slice(at + 1, at + 4)
    .some((next) => next.conditional && ((isExit(next) && next.args[0]?.literal !== "0") || next.name === "false"));
}

/** After `set +e` the next command's success hides the check's failure, unless something asks for `$?`. */
function switchedOff(command: CommandFact, facts: ScriptFacts): Fault | undefined {
  if (command.role !== "plain" || command.options.errexit || !facts.initialOptions.errexit) return undefined;
  const later = facts.commands.filter(({ span }) => span.start >= command.span.end);
  const asks =
    later.some(({ words }) => words.some(readsStatus)) ||
    facts.assignments.some(({ value }) => value !== undefined && readsStatus(value));
  if (later.length === 0 || asks) return undefined;
  const off = facts.commands.findLast(
    ({ name, args, span }) => name === "set" && span.end <= command.span.start && args.some(switchesOff),
  );
  return off === undefined ? undefined : { span: off.span, how: "set +e" };
}

function switchesOff({ literal }: Word, index: number, args: readonly Word[]): boolean {
  return literal !== undefined && (/^\+[a-z]*e/u.test(literal) || (literal === "errexit" && args[index - 1]?.literal === "+o"));
}

function readsStatus({ parts }: Word): boolean {
  return parts.some((part) => part.kind === "variable" && (part.name === "?" || part.name === "PIPESTATUS"));
}
