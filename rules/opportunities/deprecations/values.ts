/** Pipeline values and variables that end. Source: CircleCI's lists of pipeline values and of built-in variables. */
import { environmentOf } from "../../../src/expand/plan-of.ts";
import type { Audit, ScriptRun } from "../../../src/rule/audit.ts";
import { readsOf } from "../../../src/shell/variables.ts";
import { locationOf } from "../../../src/yaml/node.ts";
import { scalarsIn } from "../../credentials/parameter-values.ts";
import { wordsOfScript } from "../../data/script-words.ts";
import type { Deprecated, Finder, Use } from "./deprecation.ts";

export const oldValues: Finder = function* (audit, today) {
  const { config } = audit;
  for (const scalar of scalarsIn(config.root)) {
    const name = endedValue.exec(scalar.text)?.[0];
    if (name !== undefined) yield { of: ended(name, today), at: locationOf(scalar) };
  }
  yield* compareUrl(audit);
};

/** The body of a custom webhook stays. */
const endedValue = /\bpipeline\.(?:trigger_source\b|trigger_parameters\.(?!webhook\.body)[a-z_]+(?:\.[a-z_]+)?)/u;
const endOfLife = "2026-08-01";

function ended(name: string, today: string | undefined): Deprecated {
  const isOver = today !== undefined && today >= endOfLife;
  const isSource = name === "pipeline.trigger_source";
  return {
    says: `\`${name}\` ${isOver ? "has ended" : "ends"} on 1 August 2026.`,
    advice: isSource
      ? "Use `pipeline.event.name` for `pipeline.trigger_source` (`push`, `pull_request`, `schedule`, `api`, `custom_webhook`). Go through every condition on it: a guard on a value that is gone keeps nothing out, or lets nothing through."
      : `Use the \`pipeline.event.*\` or \`pipeline.git.*\` value that says what \`${name}\` did.`,
    effect: isOver ? "makes what depends on it work again" : "keeps what depends on it working after that day",
    effort: isSource ? "medium" : "small",
  };
}

const compareVariable = "CIRCLE_COMPARE_URL";

const removedVariable: Deprecated = {
  says: `CircleCI no longer sets \`${compareVariable}\`: what reads it gets nothing.`,
  advice:
    "Compare `<< pipeline.git.base_revision >>` with `<< pipeline.git.revision >>`, handed over through `environment`; path filtering does it without a script.",
  effect: "makes the comparison work again",
  effort: "medium",
};

/** Where nothing in the configuration sets it. */
function* compareUrl({ scripts }: Audit): Iterable<Use> {
  for (const script of scripts) {
    if (script.run.workflow === undefined || !script.facts.text.includes(compareVariable) || isSet(script)) continue;
    for (const [word] of wordsOfScript(script.facts)) {
      const read = [...readsOf(word)].find(({ name, alternative }) => name === compareVariable && alternative === undefined);
      if (read !== undefined) yield { of: removedVariable, at: script.locate(read.span), runs: [script.run] };
    }
  }
}

function isSet({ run, facts }: ScriptRun): boolean {
  return (
    facts.assignments.some(({ name }) => name === compareVariable) ||
    [...environmentOf(run)].some(({ name }) => name === compareVariable)
  );
}
