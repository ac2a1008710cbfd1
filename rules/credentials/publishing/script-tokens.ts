/** Where a script gives a client of npm or PyPI a stored token. */
import type { CommandFact, ScriptFacts, Word } from "../../../src/shell/facts.ts";
import type { Span } from "../../../src/source/span.ts";
import { keyFlowOf } from "../../data/cloud/key-flow.ts";
import { storedNamesIn, type KeyScript } from "../../data/cloud/key-sources.ts";
import { readWords } from "../../data/cloud/read-words.ts";
import { credentialNamed } from "../../data/credentials.ts";
import { wordSet } from "../../data/options.ts";
import {
  isPublicRegistry,
  namesOtherRegistry,
  publishesTo,
  variableNamesOther,
  type Ecosystem,
} from "../../data/publishing/ecosystems.ts";
import { launchedBy } from "../../data/publishing/launched.ts";
import { leadingText, spanIn, wordFrom, wordText } from "../../data/word-text.ts";

export interface TokenSign {
  readonly ecosystem: Ecosystem;
  /**
   * `token`: a stored token is given to the client. `federated`: the job's OIDC token is, so there is no stored one. `elsewhere`: the
   * client is told of another registry.
   */
  readonly kind: "token" | "federated" | "elsewhere";
  readonly span: Span;
  /** `token`: whether the registry is named, and is the public one. */
  readonly isPublic: boolean;
}

const known = new WeakMap<ScriptFacts, readonly TokenSign[]>();
const marks = ["npm", "yarn", "auth", "pypi", "twine", "poetry", "publish", "NODE_", "UV_", "FLIT", "HATCH", "registry"];

/** Scripts are shared between job runs; each is looked at once. */
export function tokenSignsOf(facts: ScriptFacts): readonly TokenSign[] {
  let signs = known.get(facts);
  if (signs === undefined) {
    const isWorthALook = marks.some((mark) => facts.text.includes(mark) || facts.text.includes(mark.toUpperCase()));
    known.set(facts, (signs = isWorthALook ? [...readSigns(facts)] : []));
  }
  return signs;
}

function* readSigns(facts: ScriptFacts): Iterable<TokenSign> {
  const script: KeyScript = { facts, looks: new Map() };
  for (const command of facts.commands) if (command.place === "job") yield* ofCommand(script, command);
  for (const assignment of facts.assignments) {
    const { name, nameSpan: span, value } = assignment;
    for (const ecosystem of ["npm", "pypi"] as const) {
      const text = value && wordText(value);
      if (text !== undefined && variableNamesOther(name, text, ecosystem)) yield sign("elsewhere", ecosystem, span);
    }
    if (name === "NPM_ID_TOKEN") yield sign("federated", "npm", span);
    const ecosystem = tokenEcosystem(name);
    const isStored = value === undefined ? assignment.exported : storedNamesIn(script, value, assignment).length > 0;
    if (ecosystem !== undefined && isStored) yield sign("token", ecosystem, span);
  }
}

function sign(kind: TokenSign["kind"], ecosystem: Ecosystem, span: Span, isPublic = false): TokenSign {
  return { kind, ecosystem, span, isPublic };
}

/** The registry whose token a variable of this name holds. */
export function tokenEcosystem(name: string): Ecosystem | undefined {
  const found = credentialNamed(name);
  const id = found?.part === "secret" && !/TEST_?PYPI/iu.test(name) ? found.entry.id : undefined;
  return id === "npm" || id === "pypi" ? id : undefined;
}

function* ofCommand(script: KeyScript, command: CommandFact): Iterable<TokenSign> {
  const words = readWords(command);
  if (command.name === "circleci" && words.some(({ literal }) => literal === "oidc")) {
    const text = words.map(wordText).join(" ");
    if (/npm:/u.test(text)) yield sign("federated", "npm", command.span);
    if (/pypi/u.test(text)) yield sign("federated", "pypi", command.span);
    return;
  }
  const program = launchedBy(command).at(-1) ?? command;
  const { file } = keyFlowOf(command);
  const isClient = configurers.has(program.name ?? "");
  if (file !== undefined || isClient) for (const word of words) yield* ofSettings(script, command, word, isClient);
  if (file?.endsWith(".pypirc") === true) yield* ofPypirc(script, command, words);
  if (isClient) yield* ofPoetryConfig(program);
  yield* ofOptions(script, command, program);
}

const configurers = wordSet("npm yarn pnpm bun lerna npx semantic-release poetry hatch cnpm");

const npmToken = /(?:(\/\/[^\s"']{0,300}?)\/?:)?(?:_authToken|_auth|npmAuthToken)(?=[=\s"':]|$)/gu;
const npmRegistry =
  /(?:^|[\n\s"'])(?:@[\w-]+:)?(?:registry|npmPublishRegistry|npmRegistryServer)\s{0,3}[=:]\s{0,3}["']?(https?:\/\/[^\s"']{1,300})/gu;

/** `//host/:_authToken=$TOKEN` in a file or given to the client, and `registry=` beside it. */
function* ofSettings(script: KeyScript, command: CommandFact, word: Word, isClient: boolean): Iterable<TokenSign> {
  const text = wordText(word);
  for (const [, url = ""] of text.matchAll(npmRegistry)) {
    if (!isPublicRegistry(url, "npm")) yield sign("elsewhere", "npm", word.span);
  }
  if (
    isClient &&
    command.args.some(({ literal }) => literal === "set") &&
    /(?:^|:)registry$|npm(?:Publish)?Registry/u.test(text)
  ) {
    const value = command.args[command.args.indexOf(word) + 1];
    if (value !== undefined && !isPublicRegistry(wordText(value), "npm")) yield sign("elsewhere", "npm", word.span);
  }
  for (const [, host] of text.matchAll(npmToken)) {
    const isPublic = host !== undefined && isPublicRegistry(host, "npm");
    if (host !== undefined && !isPublic) continue;
    const value = isClient && !text.includes("=") ? command.args[command.args.indexOf(word) + 1] : word;
    const span = value && tokenIn(script, command, value);
    if (span !== undefined) yield sign("token", "npm", span, isPublic);
  }
}

/** The variable, its mention where the client fills it in itself, or an unknown that stands for a token. */
function tokenIn(script: KeyScript, command: CommandFact, word: Word): Span | undefined {
  const part = word.parts.find(({ kind }) => kind === "variable" || kind === "template");
  if (part?.kind === "template") return part.span;
  if (part !== undefined) return storedNamesIn(script, word, command).length > 0 ? part.span : undefined;
  const mention = /=\s{0,3}["']?(\$\{?\w{1,300}\}?)/u.exec(word.literal ?? "");
  if (mention?.[1] === undefined) return undefined;
  return spanIn(word, mention.index + mention[0].length - mention[1].length, mention[1].length);
}

function* ofPypirc(script: KeyScript, command: CommandFact, words: readonly Word[]): Iterable<TokenSign> {
  for (const word of words) {
    const text = wordText(word);
    const [, url] = /repository\s{0,3}[=:]\s{0,3}(\S{1,300})/u.exec(text) ?? [];
    if (url !== undefined && !isPublicRegistry(url, "pypi")) yield sign("elsewhere", "pypi", word.span);
    const at = word.parts.findIndex((part) => part.kind === "literal" && /password\s{0,3}[=:]\s{0,3}$/u.test(part.text));
    const next = word.parts[at + 1];
    const isStored = next !== undefined && storedNamesIn(script, { ...word, parts: [next] }, command).length > 0;
    if (at !== -1 && next !== undefined && isStored) yield sign("token", "pypi", next.span);
  }
}

/** `poetry config pypi-token.pypi …`; other names are other registries. */
function* ofPoetryConfig({ name, args }: CommandFact): Iterable<TokenSign> {
  if (name !== "poetry" || args[0]?.literal !== "config") return;
  for (const word of args) {
    if (/^(?:pypi-token|http-basic)\.pypi$/u.test(word.literal ?? "")) yield sign("token", "pypi", word.span, true);
  }
}

const tokenOptions = wordSet("-p --password -t --token --auth --api-token");

/** `twine upload -p $TOKEN`, `uv publish --token $TOKEN`; a registry beside it is looked at as part of the command. */
function* ofOptions(script: KeyScript, command: CommandFact, program: CommandFact): Iterable<TokenSign> {
  if (!publishesTo("pypi", program.name ?? "") || namesOtherRegistry(command, "pypi")) return;
  for (const [index, word] of program.args.entries()) {
    const text = leadingText(word);
    const mark = text.indexOf("=");
    const name = mark === -1 ? (word.literal ?? "") : text.slice(0, mark);
    const attached = /^-p(?=$)/u.test(text) && word.literal === undefined ? wordFrom(word, 2) : undefined;
    if (attached === undefined && !tokenOptions.has(name)) continue;
    const value = attached ?? (mark === -1 ? program.args[index + 1] : wordFrom(word, mark + 1));
    const span = value && tokenIn(script, command, value);
    if (span !== undefined) yield sign("token", "pypi", span);
  }
}
