/** Keys of clouds that commands of a script read, or hand on by name. */
import type { CommandFact, VariablePart, Word } from "../../../src/shell/facts.ts";
import type { Reader } from "../../../src/shell/origins.ts";
import { readsOf } from "../../../src/shell/variables.ts";
import { quote } from "../../../src/source/quote.ts";
import { isPrinter, type KeyFlow } from "../../data/cloud/key-flow.ts";
import { storedNamesOf, type KeyScript } from "../../data/cloud/key-sources.ts";
import { readWords } from "../../data/cloud/read-words.ts";
import { cloudVariable } from "../../data/cloud/variables.ts";
import { lastOption, optionsNamed, wordSet } from "../../data/options.ts";
import { containerClients } from "../../data/tools/containers.ts";
import { parseCommand } from "../../data/tools/option-specs.ts";
import type { ScriptUse } from "./use.ts";

/** `docker run -e NAME`, `docker build --build-arg NAME`, `--secret id=x,env=NAME`: the value comes from the environment. */
export function* usesByContainer(script: KeyScript, command: CommandFact): Iterable<ScriptUse> {
  const name = command.name ?? "";
  if (!containerClients.includes(name) && !name.endsWith("-compose")) return;
  for (const { value } of optionsNamed(parseCommand(command), "-e", "--env", "--build-arg", "--secret")) {
    const variable = /^(?:\S*\b(?:env|id)=)?(\w+)$/u.exec(value?.literal ?? "")?.[1];
    const known = variable === undefined ? undefined : cloudVariable(variable);
    if (value === undefined || variable === undefined || known === undefined) continue;
    const names = storedNamesOf(script, variable, command);
    if (names.length === 0) continue;
    const strength = known.part === "id" ? "name" : "read";
    yield {
      kind: "use",
      provider: known.provider,
      strength,
      what: `hands ${quote(variable)} to ${quote(name)}`,
      span: value.span,
      names,
    };
  }
}

export function* usesByReading(script: KeyScript, command: CommandFact, flow: KeyFlow): Iterable<ScriptUse> {
  const targets = command.redirects.flatMap(({ operator, target }) =>
    operator.startsWith("<<") || target === undefined ? [] : [target],
  );
  const purpose = purposeOf(command, flow);
  for (const word of [...command.words.slice(0, 1), ...readWords(command), ...targets])
    yield* readsIn(script, word, command, purpose);
}

/** What a command does with the keys it reads. */
interface Purpose {
  readonly isTest: boolean;
  /** Around the variable's name. */
  readonly words: readonly [before: string, after: string];
  readonly details: Pick<ScriptUse, "tool" | "region">;
}

export const plainRead: Purpose = { isTest: false, words: ["reads ", ""], details: {} };

function purposeOf(command: CommandFact, { file, consumer }: KeyFlow): Purpose {
  const isTest = command.name === "[" || command.name === "[[" || command.name === "test";
  if (isTest) return { isTest, words: ["looks for ", ""], details: {} };
  const region = command.name === "aws" ? lastOption(parseCommand(command), "--region")?.value?.literal : undefined;
  const details = { ...toolOf(consumer), ...(region !== undefined && { region }) };
  if (isPrinter(command) && file !== undefined) return { isTest, words: ["writes ", ` to ${quote(file)}`], details };
  return { isTest, words: ["reads ", consumer === undefined ? "" : ` for ${quote(consumer)}`], details };
}

export function* readsIn(script: KeyScript, word: Word, reader: Reader, purpose: Purpose): Iterable<ScriptUse> {
  for (const part of readsOf(word)) {
    const known = part.elsewhere ? undefined : cloudVariable(part.name);
    if (known === undefined) continue;
    const names = storedNamesOf(script, part.name, reader);
    if (names.length === 0) continue;
    const isTaken = carries(part) && !purpose.isTest;
    const [before, after] = isTaken ? purpose.words : ["looks for ", ""];
    yield {
      kind: "use",
      provider: known.provider,
      strength: known.part === "secret" && isTaken ? "read" : "name",
      what: `${before}${quote(`$${part.name}`)}${after}`,
      span: part.span,
      names,
      ...purpose.details,
    };
  }
}

function carries({ yields }: VariablePart): boolean {
  return yields === "value" || yields === "part";
}

/** Programs for which a replacement can be written; a shell or a script says nothing about what is behind it. */
const cloudTools = wordSet(
  "aws gcloud gsutil bq az terraform tofu terragrunt serverless sls cdk sam pulumi packer kubectl helm eksctl",
);

export function toolOf(name: string | undefined): { readonly tool?: string } {
  return name !== undefined && cloudTools.has(name) ? { tool: name } : {};
}
