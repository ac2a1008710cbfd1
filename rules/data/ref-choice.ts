/** Whether a job looks at its branch or tag: one that does is meant to run on both and to tell them apart by itself. */
import { environmentOf } from "../../src/expand/plan-of.ts";
import type { JobRun } from "../../src/expand/plan.ts";
import type { Text, UnknownPart } from "../../src/expand/text.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import type { CommandFact, Word, WordPart } from "../../src/shell/facts.ts";

export interface RefUse {
  /** It tests the tag, gives it a fallback, or uses the branch's name at all. */
  readonly chooses: boolean;
  /** It uses the tag's name. */
  readonly usesTag: boolean;
}

/** What the scripts, the environment and the orb arguments of a job run say of refs. `scripts` are those of the run. */
export function refUseOf(run: JobRun, scripts: readonly ScriptRun[]): RefUse {
  const tagNames = new Set(["CIRCLE_TAG"]);
  for (const { name, value } of environmentOf(run)) if (textUses(value).usesTag) tagNames.add(name);
  const all = [...scripts.map((script) => scriptUses(script, tagNames)), ...textsOf(run).map(textUses)];
  return { chooses: all.some(({ chooses }) => chooses), usesTag: all.some(({ usesTag }) => usesTag) };
}

/** Arguments of orbs whose source is not at hand: `tag: ${CIRCLE_TAG:-$CIRCLE_SHA1}`. */
function textsOf(run: JobRun): readonly Text[] {
  const ofSteps = run.steps.flatMap((step) => (step.kind === "orb-command" ? [...step.args.values()] : []));
  return [...run.args.values(), ...ofSteps].flatMap(({ text }) => text ?? []);
}

function textUses({ parts }: Text): RefUse {
  const uses = parts.map((part) => {
    if (part.kind === "unknown") return unknownUses(part);
    const usesTag = part.text.includes("CIRCLE_TAG");
    return { chooses: part.text.includes("CIRCLE_BRANCH") || (usesTag && /CIRCLE_TAG:?[-+=]/u.test(part.text)), usesTag };
  });
  return { chooses: uses.some(({ chooses }) => chooses), usesTag: uses.some(({ usesTag }) => usesTag) };
}

function unknownUses({ reason }: UnknownPart): RefUse {
  if (reason.kind === "expression") {
    const usesTag = reason.names.includes("pipeline.git.tag");
    return { chooses: usesTag || reason.names.some(isBranch), usesTag };
  }
  const name = reason.kind === "pipeline-value" ? reason.name : "";
  return { chooses: isBranch(name), usesTag: name === "pipeline.git.tag" };
}

function isBranch(name: string): boolean {
  return name.startsWith("pipeline.git.branch");
}

/** Adds the variables that are set from the tag to `tagNames`. */
function scriptUses({ facts, holes }: ScriptRun, tagNames: Set<string>): RefUse {
  let [chooses, usesTag] = [false, false];
  const look = (word: Word | undefined, inTest: boolean): boolean => {
    const uses = (word?.parts ?? []).map((part) => partUses(part, holes, tagNames));
    const tag = uses.some((use) => use.usesTag);
    usesTag ||= tag;
    chooses ||= uses.some((use) => use.chooses) || (tag && inTest);
    return tag;
  };
  for (const { name, value } of facts.assignments) if (look(value, false)) tagNames.add(name);
  for (const command of facts.commands) {
    for (const word of command.words) look(word, decides(command));
    chooses ||= asksGitForTag(command);
  }
  return { chooses, usesTag };
}

function partUses(part: WordPart, holes: ScriptRun["holes"], tagNames: ReadonlySet<string>): RefUse {
  if (part.kind === "template") {
    const hole = holes[part.hole];
    return hole === undefined ? { chooses: false, usesTag: false } : unknownUses(hole.part);
  }
  if (part.kind !== "variable") return { chooses: false, usesTag: false };
  const usesTag = tagNames.has(part.name);
  const hasFallback = usesTag && (part.alternative !== undefined || part.yields === "presence");
  return { chooses: part.name === "CIRCLE_BRANCH" || hasFallback, usesTag };
}

const tests = new Set(["[", "[[", "test", "case", "((", "expr", "if"]);

function decides({ name, role }: CommandFact): boolean {
  return role !== "plain" || tests.has(name ?? "");
}

/** `git describe --exact-match`, `git tag --points-at HEAD`. */
function asksGitForTag({ name, args }: CommandFact): boolean {
  return name === "git" && args.some(({ literal }) => literal === "--exact-match" || literal === "--points-at");
}
