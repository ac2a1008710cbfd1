/** What scripts do with the key that continues a pipeline. */
import type { AuditPolicy } from "../../src/rule/audit.ts";
import type { CommandFact, ScriptFacts, Word } from "../../src/shell/facts.ts";
import { isClient } from "../../src/rule/continuation/script-calls.ts";
import { pipelineAfter } from "../../src/shell/sinks.ts";
import type { Span } from "../../src/source/span.ts";
import { functionNames, startsProgram } from "../data/processes.ts";
import { printedWords } from "../data/printed-words.ts";
import { possibleSecretsIn } from "../data/secret-reads.ts";
import { wordSet } from "../data/options.ts";
import { handedOn } from "../data/text-filters.ts";
import { wordText } from "../data/word-text.ts";

export const continuationKey = "CIRCLE_CONTINUATION_KEY";

export interface KeyTaker {
  /** The command that gets the key. */
  readonly command: CommandFact;
  /** Where the key is read or named. */
  readonly span: Span;
}

/** Programs that only make the body of the request. */
const builders = wordSet("jq yq jo gojq sed awk tr cut envsubst cat tee printf echo base64");

/** Commands that get the key and are not among those that continue the pipeline. */
export function* keyTakersIn(
  facts: ScriptFacts,
  policy: AuditPolicy,
  continues: (command: CommandFact) => boolean,
): Iterable<KeyTaker> {
  const functions = functionNames(facts);
  const isHarmless = (command: CommandFact): boolean =>
    command.place === "job" &&
    (!startsProgram(command, facts.language, functions) ||
      builders.has(command.name ?? "") ||
      handedOn(command) !== undefined ||
      continues(command) ||
      asksUnknownHost(command));
  for (const command of facts.commands) {
    const span = readIn(wordsOf(command), command, facts, policy) ?? namedIn(command);
    if (span === undefined) continue;
    if (!isHarmless(command)) yield { command, span };
    else {
      const isPrinted = printedWords(command, facts).some(({ word }) => readIn([word], command, facts, policy) !== undefined);
      const reader = isPrinted ? pipelineAfter(command).find((next) => !isHarmless(next)) : undefined;
      if (reader !== undefined) yield { command: reader, span };
    }
  }
}

function wordsOf({ args, environment, input, wrapperWords }: CommandFact): readonly Word[] {
  const body = "body" in input ? [input.body] : [];
  return [...wrapperWords, ...args, ...environment.flatMap(({ value }) => value ?? []), ...body];
}

/** The expansion that carries the key itself; what other commands made of it inside `$( )` is theirs. */
function readIn(words: readonly Word[], command: CommandFact, facts: ScriptFacts, policy: AuditPolicy): Span | undefined {
  for (const word of words) {
    if (word.literal !== undefined) continue;
    for (const { part, candidates } of possibleSecretsIn(word, command, facts, policy)) {
      if (candidates.some(({ by, variable }) => by === "value" && variable === continuationKey)) return part.span;
    }
  }
  return undefined;
}

/** `docker run -e CIRCLE_CONTINUATION_KEY`, `--env=CIRCLE_CONTINUATION_KEY`: the name is enough. */
function namedIn({ name, args }: CommandFact): Span | undefined {
  if (!/^(?:docker|podman|nerdctl|docker-compose|sudo)$/u.test(name ?? "")) return undefined;
  return args.find(
    ({ literal }, index) =>
      (literal === continuationKey && /^(?:-e|--env|--build-arg)$/u.test(args[index - 1]?.literal ?? "")) ||
      literal === `-e${continuationKey}` ||
      literal === `--env=${continuationKey}` ||
      literal === `--build-arg=${continuationKey}`,
  )?.span;
}

/** A request whose address nobody knows, or that goes to CircleCI. */
function asksUnknownHost(command: CommandFact): boolean {
  if (!isClient(command)) return false;
  const hosts = command.args
    .map(wordText)
    .flatMap((text) => /^https?:\/\/(?<host>[^/?#\s]*)/u.exec(text)?.groups?.["host"] ?? []);
  return hosts.every((host) => host.startsWith("$") || host.startsWith("<<") || /(?:^|\.)circleci\.com$/u.test(host));
}
