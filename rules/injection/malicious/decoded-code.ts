/** Code that stands in the file in a form nobody reads, decoded and run on the spot. */
import type { CommandFact, ScriptFacts, Word } from "../../../src/shell/facts.ts";
import { pipelineAfter } from "../../../src/shell/sinks.ts";
import { quote } from "../../../src/source/quote.ts";
import { isInterpreter, passesInputOn, stdinRole } from "../../data/interpreters.ts";
import { hasOption, parseOptions, wordSet } from "../../data/options.ts";
import { wordText } from "../../data/word-text.ts";
import type { Indicator } from "./indicator.ts";

export function* decodedCodeIn(facts: ScriptFacts): Iterable<Indicator> {
  for (const command of facts.commands) {
    const found = decodedBy(command) ?? decodesItself(command);
    if (found !== undefined) yield found;
  }
}

/** `echo … | base64 -d | sh`, `eval "$(base64 -d <<< …)"`, `bash <(xxd -r -p blob)`. What comes from a URL or a variable is not hidden here. */
function decodedBy(command: CommandFact): Indicator | undefined {
  const blob = decodes(command) ? blobOf(command) : undefined;
  if (blob === undefined) return undefined;
  let last = command;
  for (const next of pipelineAfter(command)) {
    if (stdinRole(next) === "runs") return writesTextOnly(blob) ? undefined : runs(blob, next.name);
    if (!passesInputOn(next)) return undefined;
    last = next;
  }
  const taker = last.substitutedInto;
  return taker !== undefined && "words" in taker && takesCode(taker, command) ? runs(blob, taker.name) : undefined;
}

function runs(blob: Word, name: string | undefined): Indicator {
  return {
    span: blob.span,
    says: `This text is decoded and run by ${quote(name ?? "a shell")} at once, so nobody sees what it does`,
  };
}

/** A licence that is wrapped up to keep its line breaks is no attack: `printf "…" > license.txt` and nothing else. */
function writesTextOnly({ literal }: Word): boolean {
  const code = Buffer.from(literal ?? "", "base64").toString("latin1");
  return /^(?:printf|echo)(?: -[en]+)? (?:"[^"$`]*"|'[^']*') >>? ?[\w./~-]*\.(?:txt|lic|license)\s*$/u.test(code);
}

const spec = { values: wordSet("-w --wrap -c -l -s") };

/** `base64 -d`, `base32 -d`, `xxd -r`, `openssl base64 -d`, `openssl enc -base64 -d`. */
function decodes({ name, args }: CommandFact): boolean {
  if (name === undefined || !/^(?:xxd|openssl|g?base(?:64|32))$/u.test(name)) return false;
  const parsed = parseOptions(args, spec);
  if (name === "xxd") return hasOption(parsed, "-r", "-p") && args.some(({ literal }) => /^-\w*r/u.test(literal ?? ""));
  if (name === "openssl") return /^(?:base64|enc)$/u.test(args[0]?.literal ?? "") && args.some(({ literal }) => literal === "-d");
  return hasOption(parsed, "-d", "-D", "--decode");
}

/** The blob as it is written: a here-string, what `echo` prints into it, or a file. */
function blobOf({ name, input, args }: CommandFact): Word | undefined {
  if (input.kind === "heredoc" || input.kind === "here-string") return isBlob(input.body) ? input.body : undefined;
  if (input.kind === "file") return input.source.literal === undefined ? undefined : input.source;
  if (input.kind === "pipe") {
    const writer = input.from.find((from) => from.name === "echo" || from.name === "printf");
    return writer?.args.find(isBlob);
  }
  const file = name === "openssl" ? undefined : args.find(({ literal }) => literal !== undefined && !literal.startsWith("-"));
  return file;
}

/** Long enough to be a command, and of the alphabet of base64, base32 or hexadecimal. */
function isBlob({ literal }: Word): boolean {
  return literal !== undefined && literal.length >= 16 && /^[A-Za-z0-9+/=\s_-]+$/u.test(literal);
}

/** The word that holds the decoding is code to the command: `eval "$( )"`, `bash -c "$( )"`, `bash <( )`. */
function takesCode(taker: CommandFact, command: CommandFact): boolean {
  if (!isInterpreter(taker)) return false;
  const at = taker.args.findIndex(({ span }) => span.start <= command.span.start && command.span.end <= span.end);
  if (at === -1) return false;
  const before = taker.args[at - 1]?.literal ?? "";
  const isFirst = taker.args.slice(0, at).every(({ literal }) => literal?.startsWith("-") === true);
  return taker.name === "eval" || /^-\w*[ce]$/u.test(before) || isFirst;
}

/** `python -c "exec(base64.b64decode('…'))"`, `powershell -EncodedCommand …`. */
function decodesItself({ name = "", args }: CommandFact): Indicator | undefined {
  if (/^(?:powershell|pwsh)$/iu.test(name)) {
    const at = args.findIndex(({ literal }) => /^-e(?:c|nc\w*)?$/iu.test(literal ?? ""));
    const blob = at === -1 ? undefined : args[at + 1];
    return blob !== undefined && isBlob(blob) ? runs(blob, name) : undefined;
  }
  if (!/^(?:python|perl|ruby|node|php)[\d.]*$/u.test(name)) return undefined;
  const code = args.find((word) => {
    const text = wordText(word);
    return (
      text.length <= 20_000 &&
      /(?:exec|eval|system|instance_eval|Function)\b[^'"]{0,80}(?:b64decode|decode64|decode_base64|base64_decode|fromhex|atob|Buffer\.from)[^'"]{0,20}['"][A-Za-z0-9+/=]{16}/u.test(
        text,
      )
    );
  });
  return code && { span: code.span, says: `This ${quote(name)} code decodes a text and runs it, so nobody sees what it does` };
}
