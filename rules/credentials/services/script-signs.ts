/** What a script does with stored credentials of services that trust CircleCI's OIDC issuer. */
import type { CommandFact, ScriptFacts, Word } from "../../../src/shell/facts.ts";
import type { Reader } from "../../../src/shell/origins.ts";
import { readsOf } from "../../../src/shell/variables.ts";
import type { Span } from "../../../src/source/span.ts";
import { federationOfAssignment, federationOfCommand } from "../../data/cloud/federation.ts";
import { isForLaterSteps, isPrintedOnly, keyFlowOf } from "../../data/cloud/key-flow.ts";
import { isStoredName, storedNamesIn, storedNamesOf, type KeyScript } from "../../data/cloud/key-sources.ts";
import { readWords } from "../../data/cloud/read-words.ts";
import { credentialNamed } from "../../data/credentials.ts";
import { isServiceName, type ServiceName } from "../../data/oidc/service-logins.ts";
import { isTokenLogin } from "../../data/oidc/token-logins.ts";
import { optionsNamed, wordSet } from "../../data/options.ts";
import { containerClients } from "../../data/tools/containers.ts";
import { parseCommand } from "../../data/tools/option-specs.ts";
import { wordText } from "../../data/word-text.ts";

export type ServiceSign =
  | {
      readonly kind: "use";
      readonly service: ServiceName;
      readonly span: Span;
      /** `login`: only a stored credential works there. `read`: a command takes one. */
      readonly strength: "login" | "read";
      /** To follow `it`. */
      readonly what: string;
      /** The variables on which it rests. */
      readonly names: readonly string[];
    }
  /** The job's OIDC token is used, and not to log in to a cloud. */
  | { readonly kind: "federated"; readonly span: Span }
  /** From the next step on, the name holds something that was made in this job. */
  | { readonly kind: "rebinding"; readonly span: Span; readonly name: string }
  /** Vault runs in this job. */
  | { readonly kind: "dev-server"; readonly span: Span };

const known = new WeakMap<ScriptFacts, readonly ServiceSign[]>();
/** In lower case; a script without any of these has nothing to do with such a service. */
const marks = [
  "vault",
  "pulumi",
  "infisical",
  "doppler",
  "artifactory",
  "jfrog",
  "jf_",
  "cloudsmith",
  "snow",
  "databricks",
  "oidc",
];

/** In the order of the text. Scripts are shared between job runs; each is looked at once. */
export function serviceSignsOf(facts: ScriptFacts): readonly ServiceSign[] {
  let signs = known.get(facts);
  if (signs === undefined) {
    const lower = facts.text.toLowerCase();
    const found = marks.some((mark) => lower.includes(mark)) ? [...readSigns(facts)] : [];
    known.set(facts, (signs = found.sort((a, b) => a.span.start - b.span.start)));
  }
  return signs;
}

/** The service whose stored credential a variable of this name holds. */
export function serviceOfVariable(name: string): ServiceName | undefined {
  const found = credentialNamed(name);
  if (found?.part !== "secret" || !isServiceName(found.entry.id)) return undefined;
  // Short-lived, or that of a development server.
  return /^VAULT_DEV_|SESSION_TOKEN/u.test(name) ? undefined : found.entry.id;
}

function* readSigns(facts: ScriptFacts): Iterable<ServiceSign> {
  const script: KeyScript = { facts, looks: new Map() };
  for (const command of facts.commands) if (command.place === "job") yield* ofCommand(script, command);
  for (const assignment of facts.assignments) {
    const { name, nameSpan: span, value, exported } = assignment;
    if (federationOfAssignment(assignment) === "any") yield { kind: "federated", span };
    if (name === "VAULT_ADDR" && value !== undefined && isLocal(wordText(value))) yield { kind: "dev-server", span };
    if (value !== undefined) yield* readsIn(script, value, assignment, "reads");
    const service = serviceOfVariable(name);
    if (service === undefined || (value === undefined && !exported)) continue;
    const names = value === undefined ? storedNamesOf(script, name, assignment) : storedNamesIn(script, value, assignment);
    if (names.length > 0) yield { kind: "use", service, span, strength: "read", what: `sets \`${name}\``, names };
  }
}

function isLocal(address: string): boolean {
  return /^(?:https?:\/\/)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|vault)(?:[:/]|$)/u.test(address);
}

const quiet = wordSet("[ [[ test export declare typeset local readonly");

function* ofCommand(script: KeyScript, command: CommandFact): Iterable<ServiceSign> {
  const { name, span } = command;
  if (federationOfCommand(command) === "any" || isTokenLogin(command)) yield { kind: "federated", span };
  const words = readWords(command);
  const flow = keyFlowOf(command);
  if (isForLaterSteps(flow)) yield* rebindingsIn(words);
  if (startsVault(command)) yield { kind: "dev-server", span };
  if (quiet.has(name ?? "") || isPrintedOnly(command)) return;
  yield* vaultLogin(script, command);
  if (containerClients.includes(name ?? "")) {
    for (const { value } of optionsNamed(parseCommand(command), "-e", "--env")) {
      const variable = value?.literal ?? "";
      const service = serviceOfVariable(variable);
      if (value === undefined || service === undefined || storedNamesOf(script, variable, command).length === 0) continue;
      yield {
        kind: "use",
        service,
        span: value.span,
        strength: "read",
        what: `hands \`${variable}\` to a container`,
        names: [variable],
      };
    }
  }
  for (const word of words) yield* readsIn(script, word, command, "reads");
}

function* readsIn(script: KeyScript, word: Word, reader: Reader, verb: string): Iterable<ServiceSign> {
  for (const part of readsOf(word)) {
    const service =
      part.elsewhere || part.yields === "length" || part.yields === "presence" ? undefined : serviceOfVariable(part.name);
    if (service === undefined) continue;
    const names = storedNamesOf(script, part.name, reader);
    if (names.length > 0) {
      yield { kind: "use", service, span: part.span, strength: "read", what: `${verb} \`$${part.name}\``, names };
    }
  }
}

/** `export VAULT_TOKEN=…` written to `$BASH_ENV`. */
function* rebindingsIn(words: readonly Word[]): Iterable<ServiceSign> {
  for (const { parts } of words) {
    for (const part of parts) {
      if (part.kind !== "literal") continue;
      for (const [, name = ""] of part.text.matchAll(/(?<![\w$])([A-Za-z_]\w{0,99})=/gu)) {
        if (serviceOfVariable(name) !== undefined) yield { kind: "rebinding", span: part.span, name };
      }
    }
  }
}

function startsVault({ name, args }: CommandFact): boolean {
  if (name === "vault") return args[0]?.literal === "server";
  return (
    containerClients.includes(name ?? "") && args.some(({ literal }) => /^(?:hashicorp\/)?vault(?::|$)/u.test(literal ?? ""))
  );
}

const appRole = /\bauth\/[\w-]*approle[\w-]*\/login/u;

/** With a secret id, a password or a token that is stored; what another command gives is made in this job. */
function* vaultLogin(script: KeyScript, command: CommandFact): Iterable<ServiceSign> {
  const { name, args, words: all } = command;
  const isLogin = name === "vault" && (args[0]?.literal === "login" || args[0]?.literal === "auth");
  const path = args.find((word) => appRole.test(wordText(word)));
  if (path === undefined && !isLogin) return;
  const names = readWords(command)
    .flatMap((word) => storedNamesIn(script, word, command))
    .filter(isStoredName);
  if (names.length === 0) return;
  const what =
    path === undefined ? "logs in with `vault login` and a stored credential" : "logs in by AppRole with a stored secret id";
  const span = (path ?? args[0] ?? all[0])?.span ?? command.span;
  yield { kind: "use", service: "vault", span, strength: "login", what, names };
}
