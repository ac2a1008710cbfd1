/** Scripts that do something privileged only when somebody's name is right. */
import type { ScriptRun } from "../../src/rule/audit.ts";
import type { CommandFact, ScriptFacts, Word } from "../../src/shell/facts.ts";
import { publicationOf } from "../data/publishing/commands.ts";
import { wordText } from "../data/word-text.ts";

export interface ActorTest {
  /** The command that tests the name. */
  readonly test: CommandFact;
  /** What stands behind it: `npm publish`. */
  readonly action: string;
  /** The variable or value that holds the name. */
  readonly name: string;
}

/** Who somebody says to be: the owner of the account, or whatever a commit names as its author. */
const actorVariables = new Set(["CIRCLE_USERNAME", "CIRCLE_PR_USERNAME"]);

/** Values that CircleCI fills in with somebody's name. */
export function isActorValue(name: string): boolean {
  return /^pipeline\.(?:event\.github\.sender\.(?:login|type)|git\.commit\.author_login)$|^pipeline\.trigger_parameters\.(?:github_app|gitlab)\.(?:user_username|user_name|commit_author_(?:name|email))$/u.test(
    name,
  );
}

export function* actorTestsIn({ facts, holes }: ScriptRun): Iterable<ActorTest> {
  const mayAsk = facts.text.includes("USERNAME") || facts.text.includes("git ") || holes.length > 0;
  if (!mayAsk || !facts.commands.some(isTest)) return;
  const names = new Set(actorVariables);
  const actorIn = (word: Word): string | undefined => {
    for (const part of word.parts) {
      if (part.kind === "variable" && names.has(part.name)) return part.name;
      const reason = part.kind === "template" ? holes[part.hole]?.part.reason : undefined;
      if (reason?.kind === "pipeline-value" && isActorValue(reason.name)) return reason.name;
      if (part.kind === "substitution" && part.commands.some(printsAuthor)) return "the author of a commit";
    }
    return undefined;
  };
  for (const { name, value } of facts.assignments) if (value !== undefined && actorIn(value) !== undefined) names.add(name);
  for (const test of facts.commands) {
    const name = isTest(test) ? test.args.map(actorIn).find((found) => found !== undefined) : undefined;
    const action = name === undefined ? undefined : actionBehind(test, facts);
    if (name !== undefined && action !== undefined) yield { test, action, name };
  }
}

/** `git log -1 --format=%an`. */
function printsAuthor({ name, args }: CommandFact): boolean {
  return name === "git" && args.some((word) => /%[ac][neEN]/u.test(wordText(word)));
}

function isTest({ name }: CommandFact): boolean {
  return name === "[" || name === "[[" || name === "test" || name === "case";
}

/** Asks whether the name is not the one. */
function isNegative({ args }: CommandFact): boolean {
  return args.some(({ literal }) => literal === "!=" || literal === "!");
}

/** What runs only for the right name: behind the test itself, or after a way out for all others. */
function actionBehind(test: CommandFact, { commands }: ScriptFacts): string | undefined {
  const leaves = isNegative(test)
    ? commands.some((command) => command.allowedBy.includes(test) && isWayOut(command))
    : isExcuse(test);
  const behind = commands.filter((command) =>
    leaves ? command.span.start > test.span.end : !isNegative(test) && command.allowedBy.includes(test),
  );
  return behind.map(privilegedAction).find((action) => action !== undefined);
}

function isExcuse({ onFailure }: CommandFact): boolean {
  return onFailure !== undefined && isWayOut(onFailure);
}

/** `exit 1`, `circleci-agent step halt`. */
function isWayOut({ name, args }: CommandFact): boolean {
  return (
    name === "exit" || name === "return" || ((name === "circleci-agent" || name === "circleci") && args[1]?.literal === "halt")
  );
}

function privilegedAction(command: CommandFact): string | undefined {
  const [group, verb] = command.args.map(({ literal }) => literal);
  if (
    command.name === "gh" &&
    group === "pr" &&
    (verb === "merge" || command.args.some(({ literal }) => literal === "--approve"))
  ) {
    return `gh pr ${verb ?? ""}`;
  }
  return publicationOf(command)?.what;
}
