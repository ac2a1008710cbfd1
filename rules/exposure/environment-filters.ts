/** What filters leave of a list of `NAME=value` lines. */
import type { CommandFact, Word } from "../../src/shell/facts.ts";
import { sedSubstitutions } from "../data/filter-programs.ts";
import { credentials } from "../data/credentials.ts";
import { hasOption, optionsNamed, parseOptions, wordSet } from "../data/options.ts";
import { secretName } from "../data/secret-names.ts";
import { programsOf } from "../data/text-filters.ts";

/** `some`: lines that fit a pattern, secrets among them; `unknown`: lines that fit a pattern which cannot be told. */
export type EnvironmentLeft = "all" | "some" | "unknown";

/** Undefined when only names, or lines of harmless variables, come out. For filters only: see `handedOn`. */
export function environmentLeftBy(filter: CommandFact): EnvironmentLeft | undefined {
  switch (filter.name) {
    case "cut":
      return cutsToNames(filter) ? undefined : "all";
    case "sed":
    case "gsed":
      return sedToNames(filter) ? undefined : "all";
    case "awk":
    case "gawk":
    case "mawk":
      return awkToNames(filter) ? undefined : "all";
    case "grep":
    case "egrep":
    case "fgrep":
    case "rg":
    case "findstr":
    case "select-string":
      return grepLeaves(filter);
    case "jq":
    case "yq":
      return takesField(filter) ? undefined : "all";
    default:
      return "all";
  }
}

/** `yq '.services.*.image'`, other than what is about `environment`. */
function takesField({ args }: CommandFact): boolean {
  return args.some(({ literal }) => literal !== undefined && /^\.["[]?\w/u.test(literal) && !/env/iu.test(literal));
}

/** `cut -d= -f1`. */
function cutsToNames({ args }: CommandFact): boolean {
  const parsed = parseOptions(args, { values: wordSet("-d -f -c -b --delimiter --fields --characters --bytes") });
  const value = (...names: string[]): string | undefined => optionsNamed(parsed, ...names)[0]?.value?.literal;
  return value("-d", "--delimiter") === "=" && value("-f", "--fields") === "1";
}

/** A substitution from `=` to the end of the line, also with asterisks in the value's place. */
function sedToNames({ args }: CommandFact): boolean {
  const parsed = parseOptions(args, { values: wordSet("-e -f -l --expression --file") });
  return programsOf(parsed).some(
    (program) =>
      program?.literal !== undefined &&
      sedSubstitutions(program.literal.slice(0, 4000)).some(({ pattern, replacement }) => dropsValue(pattern, replacement)),
  );
}

function dropsValue(pattern: string, replacement: string): boolean {
  const value = pattern.search(/=\\?\(?\.(?:\*|\\?\+)/u);
  return (
    value !== -1 && !/&|\\[2-9]/u.test(replacement) && (!replacement.includes("\\1") || pattern.slice(0, value).includes("("))
  );
}

/** `awk -F= '{print $1}'`. */
function awkToNames({ args }: CommandFact): boolean {
  const parsed = parseOptions(args, { values: wordSet("-F -v -f --field-separator --assign --file") });
  const separator = optionsNamed(parsed, "-F", "--field-separator")[0]?.value?.literal;
  const program = parsed.operands[0]?.literal ?? "";
  const fields = program.match(/\$\w+/gu) ?? [];
  return separator === "=" && fields.length > 0 && fields.every((field) => field === "$1");
}

interface GrepMode {
  readonly onlyMatch: boolean;
  readonly anyCase: boolean;
}

function grepLeaves({ args }: CommandFact): EnvironmentLeft | undefined {
  const parsed = parseOptions(args, {
    values: wordSet("-e -f -m -A -B -C --regexp --file --max-count --after-context --before-context --context"),
  });
  if (hasOption(parsed, "-v", "--invert-match")) return "some";
  const given = optionsNamed(parsed, "-e", "--regexp").flatMap(({ value }) => value ?? []);
  const patterns =
    given.length > 0 ? given : parsed.operands.filter(({ literal }) => literal?.startsWith("/") !== true).slice(0, 1);
  if (patterns.length === 0) return "unknown";
  const mode = { onlyMatch: hasOption(parsed, "-o", "--only-matching"), anyCase: hasOption(parsed, "-i", "--ignore-case") };
  return worstOf(patterns.map((pattern) => patternLeaves(pattern, mode)));
}

function worstOf(left: readonly (EnvironmentLeft | undefined)[]): EnvironmentLeft | undefined {
  if (left.includes("some")) return "some";
  return left.includes("unknown") ? "unknown" : undefined;
}

/** A pattern is looked at as words with marks around them; others are not understood. */
function patternLeaves({ literal }: Word, { onlyMatch, anyCase }: GrepMode): EnvironmentLeft | undefined {
  if (literal === undefined || literal.length > 200) return "unknown";
  if (onlyMatch && /^\^?\(?\[\^=\][*+]/u.test(literal)) return undefined;
  const words = literal.replaceAll(/\\[bB<>]/gu, "").split(/\\?\|/u);
  return worstOf(
    words.map((text) => {
      const [, begins, word] = /^["'(]*(\^?)[(]*(\w+)(?:[=:)$"'\s]|\.[*+])*$/u.exec(text.trim()) ?? [];
      if (word === undefined) return "unknown";
      return fitsSecret(anyCase ? word.toUpperCase() : word, begins === "^") ? "some" : undefined;
    }),
  );
}

/** CircleCI sets these in every job, so a pattern that fits one certainly shows it. */
const alwaysThere = ["CIRCLE_OIDC_TOKEN", "CIRCLE_OIDC_TOKEN_V2"];

/** First words of secrets' names under which far more settings stand. */
const ordinary = new Set(["NODE", "APP", "NEW", "RELEASE", "TLS", "SSH", "GO", "CI"]);

/** `TOKEN`, `CIRCLE` and `AWS_` let secrets through, `CIRCLE_BRANCH` and `NODE_` do not. */
function fitsSecret(word: string, atStart: boolean): boolean {
  if (secretName(word) !== undefined) return true;
  if (alwaysThere.some((name) => (atStart ? name.startsWith(word) : name.includes(word)))) return true;
  const prefix = word.endsWith("_") ? word : `${word}_`;
  return (
    !ordinary.has(prefix.slice(0, -1)) &&
    credentials.some(({ secrets }) => secrets.some((name) => (name.startsWith("*_") ? name.slice(2) : name).startsWith(prefix)))
  );
}
