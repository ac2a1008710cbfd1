/** Where a script sends the job's OIDC token, and to which files it writes it. */
import type { CommandFact, ScriptFacts, Word } from "../../../src/shell/facts.ts";
import { originsOf, type Reader } from "../../../src/shell/origins.ts";
import { sourcesOf } from "../../../src/shell/variables.ts";
import type { Span } from "../../../src/source/span.ts";
import { isOidcToken } from "../../data/cloud/federation.ts";
import { isPrinter, keyFlowOf } from "../../data/cloud/key-flow.ts";
import { isDecoder } from "../../data/cloud/key-sources.ts";
import { readWords } from "../../data/cloud/read-words.ts";
import { parseTarget } from "../../data/network-targets.ts";
import { maybeIdentityProvider } from "../../data/oidc/identity-providers.ts";
import { optionsNamed, wordSet } from "../../data/options.ts";
import { downloaderNamed } from "../../data/tools/downloaders.ts";
import { parseCommand } from "../../data/tools/option-specs.ts";
import { wordText } from "../../data/word-text.ts";

export type TokenFlow =
  | { readonly kind: "sent"; readonly span: Span; readonly program: string; readonly host: string }
  | {
      readonly kind: "written" | "removed";
      readonly span: Span;
      /** As text with variables as `${NAME}`. */
      readonly path: string;
      /** After a `cd`, so that nobody knows where a relative path lies. */
      readonly movesAbout: boolean;
    };

const known = new WeakMap<ScriptFacts, readonly TokenFlow[]>();

/** In the order of the text. Scripts are shared between job runs; each is looked at once. */
export function tokenFlowsOf(facts: ScriptFacts): readonly TokenFlow[] {
  let flows = known.get(facts);
  if (flows === undefined) {
    const isWorthALook = /oidc|\brm\b/iu.test(facts.text);
    known.set(facts, (flows = isWorthALook ? readFlows(facts) : []));
  }
  return flows;
}

function readFlows(facts: ScriptFacts): readonly TokenFlow[] {
  const firstMove = facts.commands.find(({ name }) => name === "cd" || name === "pushd")?.span.start ?? Infinity;
  return facts.commands.flatMap((command) => [...flowsOf(command, facts, firstMove)]);
}

function* flowsOf(command: CommandFact, facts: ScriptFacts, firstMove: number): Iterable<TokenFlow> {
  const { name = "", args, span, place } = command;
  if (place !== "job") return;
  if (name === "rm") {
    for (const word of args) yield { kind: "removed", span, path: wordText(word), movesAbout: span.start > firstMove };
    return;
  }
  const token = mints(command) ? (command.words[0]?.span ?? span) : tokenInCommand(command, facts);
  if (token === undefined) return;
  const { file } = keyFlowOf(command);
  if (file !== undefined && (isPrinter(command) || mints(command) || isDecoder(name))) {
    yield { kind: "written", span: token, path: file, movesAbout: span.start > firstMove };
    return;
  }
  for (const receiver of [command, ...pipedTo(command)]) {
    const host = receiverOf(receiver, receiver === command);
    if (host !== undefined) yield { kind: "sent", span: token, program: receiver.name ?? "", host };
  }
}

/** `circleci run oidc get`, and `circleci-agent` alike. */
function mints({ name, args }: CommandFact): boolean {
  return (
    (name === "circleci" || name === "circleci-agent") &&
    args[0]?.literal === "run" &&
    args[1]?.literal === "oidc" &&
    args[2]?.literal === "get"
  );
}

function tokenInCommand(command: CommandFact, facts: ScriptFacts): Span | undefined {
  for (const word of readWords(command)) {
    const found = tokenIn(word, command, facts);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The expansion that carries the token: the variable itself, a copy, or what a command just minted. */
function tokenIn({ parts }: Word, reader: Reader, facts: ScriptFacts): Span | undefined {
  for (const part of parts) {
    if (part.kind === "substitution" && part.commands.some(mints)) return part.span;
    if (part.kind !== "variable" || part.elsewhere || part.yields !== "value") continue;
    if (isOidcToken(part.name)) return part.span;
    const carried = sourcesOf(facts, part.name, reader).some(
      ({ name, derivedThrough }) => isOidcToken(name) && derivedThrough.every((step) => isDecoder(step.name ?? "")),
    );
    if (carried || isMinted(part.name, reader, facts)) return part.span;
  }
  return undefined;
}

function isMinted(name: string, reader: Reader, facts: ScriptFacts): boolean {
  return originsOf(facts, name, reader).assignments.some(
    ({ value }) => value?.parts.some((part) => part.kind === "substitution" && part.commands.some(mints)) === true,
  );
}

function pipedTo({ output }: CommandFact): readonly CommandFact[] {
  return output.kind === "pipe" ? output.to : [];
}

const connectors = wordSet("ssh nc ncat netcat telnet socat");

/** The host to which a command gives what it is given, when that is no identity provider; undefined as well when it is not known. */
function receiverOf(command: CommandFact, isOwn: boolean): string | undefined {
  const { name = "" } = command;
  const tool = downloaderNamed(name);
  if (tool !== undefined) {
    const parsed = parseCommand(command);
    if (!isOwn && !optionsNamed(parsed, ...tool.sends).some(({ value }) => /@-|=@-|^-$/u.test(value?.literal ?? "")))
      return undefined;
    const urls = [...parsed.operands, ...optionsNamed(parsed, ...tool.urls).flatMap(({ value }) => value ?? [])];
    const url = urls.map(wordText).find((text) => /^(?:https?:\/\/|[\w-]+(?:\.[\w-]+)+[:/])/iu.test(text));
    const target = url === undefined ? undefined : parseTarget(url);
    return url === undefined || target === undefined || maybeIdentityProvider(target, url) ? undefined : target.host;
  }
  if (!connectors.has(name)) return undefined;
  const operand = parseCommand(command).operands[0];
  const target = operand && parseTarget(wordText(operand));
  return target === undefined || maybeIdentityProvider(target, target.host) ? undefined : target.host;
}
