/** Commands and expansions whose result holds no character that means anything to a shell, whatever they are given. */
import type { CommandFact, VariablePart, Word } from "../../../src/shell/facts.ts";
import { hasOption, optionsNamed, parseOptions, wordSet } from "../options.ts";
import { programsOf } from "../text-filters.ts";

const digests = wordSet(
  "md5sum md5 sha1sum sha224sum sha256sum sha384sum sha512sum shasum b2sum cksum sum wc base64 gbase64 base32 xxd od hexdump hd",
);

/** True when nothing of what the command reads or is given gets out but letters, digits and harmless signs, or quoted for a shell. */
export function isHarmlessOutput(command: CommandFact): boolean {
  const { name, args } = command;
  if (name === undefined) return false;
  if (digests.has(name)) return !args.some(({ literal }) => /^-\w*[dDr]$|^--decode$/u.test(literal ?? ""));
  switch (name) {
    case "tr":
      return trKeepsLittle(args);
    case "sed":
    case "gsed":
      return programsOf(parseOptions(args, { values: wordSet("-e -f -l --expression --file") })).some(
        (program) => program?.literal !== undefined && sedKeepsLittle(program.literal),
      );
    case "grep":
    case "egrep":
    case "ggrep":
    case "rg":
      return grepKeepsLittle(args);
    case "printf":
      return printsQuoted(args);
    case "jq":
      return args.some(({ literal }) => literal !== undefined && /@(?:sh|uri|base64|base32)\b|tonumber|\blength$/u.test(literal));
    case "openssl":
      return /^(?:dgst|md5|sha\d+|base64)$/u.test(args[0]?.literal ?? "");
    default:
      return false;
  }
}

/** `tr -cd 'a-z0-9-'`, `tr -c '[:alnum:]' -`. */
function trKeepsLittle(args: readonly Word[]): boolean {
  const parsed = parseOptions(args, {});
  if (!hasOption(parsed, "-c", "-C", "--complement")) return false;
  const [kept, replacement] = parsed.operands;
  const replaced = hasOption(parsed, "-d", "--delete") || (replacement?.literal !== undefined && isPlain(replacement.literal));
  return kept?.literal !== undefined && isPlain(kept.literal.replaceAll(/\\[nrt]/gu, "")) && replaced;
}

/** Harmless between double quotes and without: no quote, no `$`, no backtick, no separator. */
function isPlain(set: string): boolean {
  return /^[\w.,:@%+=/ -]*$/u.test(withoutClasses(set));
}

/** `[:alnum:]` as a letter; `[:print:]` and `[:graph:]` hold signs and stay as they are. */
function withoutClasses(set: string): string {
  return set.replaceAll(/\[:(?:alnum|alpha|digit|lower|upper|xdigit|blank|space):\]/gu, "a");
}

/** `s/[^a-z0-9]/-/g`: what is not in the list goes, everywhere. */
function sedKeepsLittle(program: string): boolean {
  const substitution = /s([^\w\s\\])\[\^([^\]]{1,200})\](?:\\?\+|\*)?\1([^\n]{0,200}?)\1[0-9a-zA-Z]{0,10}/gu;
  for (const match of withoutClasses(program).matchAll(substitution)) {
    const [whole, , kept = "", replacement = ""] = match;
    const flags = /[0-9a-zA-Z]*$/u.exec(whole)?.[0] ?? "";
    if (flags.includes("g") && isPlain(kept.replaceAll(/\\(.)/gu, "$1")) && isPlain(replacement)) return true;
  }
  return false;
}

/** `grep -oE '[0-9]+'` and `grep -E '^v[0-9.]+$'`. */
function grepKeepsLittle(args: readonly Word[]): boolean {
  const parsed = parseOptions(args, { values: wordSet("-e -f -m -A -B -C --regexp --file --max-count --color") });
  const given = optionsNamed(parsed, "-e", "--regexp").map(({ value }) => value?.literal);
  const patterns = given.length > 0 ? given : [parsed.operands[0]?.literal];
  const whole = hasOption(parsed, "-o", "--only-matching", "-x", "--line-regexp");
  return patterns.every((pattern) => pattern !== undefined && isNarrowPattern(pattern) && (whole || /^\^.*\$$/u.test(pattern)));
}

/** True for a regular expression that only plain text matches: no `.`, no `[^…]`, no `\S`, no sign that a shell knows. */
export function isNarrowPattern(pattern: string): boolean {
  const plain = withoutClasses(pattern)
    .replaceAll(/\\[dwbBAzZK]|\\[.\-/_:@+]/gu, "a")
    .replaceAll(/\[[\w.,:@%+=/-]*\]/gu, "a");
  return /^[\w,:@%=/ \-^$?*+(){}|]*$/u.test(plain.replaceAll(/\(\?(?:[:=!]|<[=!])/gu, "("));
}

/** `printf '%q'` and `printf '%d'`: every value is quoted or a number. */
function printsQuoted([format]: readonly Word[]): boolean {
  const text = format?.literal;
  return text !== undefined && /%[-+0 #]*\d*[qdiuxXo]/u.test(text) && !/%[-+0 #]*\d*(?:\.\d+)?[sbc]/u.test(text);
}

/** `${X//[^a-z]/}`, `${X@Q}`. */
export function isHarmlessExpansion({ span, yields }: VariablePart, text: string): boolean {
  if (yields === "length" || yields === "presence") return true;
  if (yields !== "part") return false;
  const written = text.slice(span.start, span.end);
  if (/@[QKk]\}$/u.test(written)) return true;
  const removed = /^\$\{\w+\/\/\[[\^!]([^\]]*)\][+*]?(?:\/([^}]*))?\}$/u.exec(withoutClasses(written));
  return removed !== null && isPlain(removed[1] ?? "") && isPlain(removed[2] ?? "");
}
