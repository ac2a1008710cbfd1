/** What text filters hand on of what they read at standard input. Sources: each program's manual page. */
import type { CommandFact, Word } from "../../src/shell/facts.ts";
import { hasOption, optionsNamed, parseOptions, wordSet } from "./options.ts";
import type { OptionSpec, ParsedArgs } from "./options.ts";
import { awkHandsOn, interpreterHandsOn, jqHandsOn, sedHandsOn, trHandsOn } from "./filter-programs.ts";

/**
 * What becomes of a text: `kept` as it was (lines left out or added), `changed` into another form that can be turned back, or `cut`
 * to a part of it.
 */
export type HandedOn = "kept" | "changed" | "cut";

interface Filter {
  readonly spec: OptionSpec;
  readonly does: HandedOn | ((parsed: ParsedArgs) => HandedOn | undefined);
  /** How many operands stand in front of file names; with a file name it does not read standard input. */
  readonly operands: number | ((parsed: ParsedArgs) => number);
}

function filter(does: Filter["does"], values = "", operands: Filter["operands"] = 0): Filter {
  return { spec: values === "" ? {} : { values: wordSet(values) }, does, operands };
}

const anyOperands = Number.POSITIVE_INFINITY;
const unlessBytes = (parsed: ParsedArgs): HandedOn => (hasOption(parsed, "-c", "--bytes") ? "cut" : "kept");
const grep = filter(
  (parsed) => {
    if (hasOption(parsed, "-q", "-c", "-l", "-L", "--quiet", "--silent", "--count")) return undefined;
    return hasOption(parsed, "-o", "--only-matching") ? "changed" : "kept";
  },
  "-e -f -m -A -B -C --regexp --file --max-count --after-context --before-context --context --color",
  (parsed) => (hasOption(parsed, "-e", "-f", "--regexp", "--file") ? 0 : 1),
);
const sed = filter(
  (parsed) => (hasOption(parsed, "-i", "--in-place") ? undefined : sedHandsOn(programsOf(parsed))),
  "-e -f -l --expression --file",
  (parsed) => (hasOption(parsed, "-e", "-f", "--expression", "--file") ? 0 : 1),
);
const awk = filter(
  (parsed) => awkHandsOn(parsed.operands[0]),
  "-F -v -f --field-separator --assign --file",
  (parsed) => (hasOption(parsed, "-f", "--file") ? 0 : 1),
);
const jq = filter(
  (parsed) => (hasOption(parsed, "-n", "--null-input") ? undefined : jqHandsOn(parsed.operands[0])),
  "--indent",
  1,
);
const base = filter("changed", "-w -b -o --wrap");
const dump = filter("changed", "-A -t -N -j -w -e -n -s -l -c -g -o");
const openssl: Filter = {
  spec: { style: "long", values: wordSet("-in -out -pass -k -K -iv -md") },
  does: (parsed) => (hasOption(parsed, "-in", "-out") ? undefined : opensslHandsOn(parsed)),
  operands: anyOperands,
};
const cutter = filter(
  (parsed) => (takesTokenApart(parsed) ? undefined : "cut"),
  "-d -f -c -b --delimiter --fields --characters --bytes --output-delimiter",
);
const everything = filter("kept", "", anyOperands);
const packer = filter("changed", "-S");

const filters: Readonly<Record<string, Filter>> = {
  ...{ cat: filter("kept"), tac: filter("kept"), uniq: filter("kept", "-f -s -w"), nl: filter("kept", "-b -w -s -v -n") },
  ...{ sort: filter("kept", "-k -t -S -T --key --field-separator"), column: filter("kept", "-c -s --separator") },
  ...{ fmt: filter("kept", "-w"), strings: filter("kept", "-n"), iconv: filter("kept", "-f -t"), pv: filter("kept") },
  ...{ less: filter("kept"), more: filter("kept"), ts: everything, envsubst: everything, dos2unix: filter("kept") },
  ...{ tee: everything, head: filter(unlessBytes, "-n -c --lines --bytes"), tail: filter(unlessBytes, "-n -c --lines --bytes") },
  ...{ grep, egrep: grep, fgrep: grep, rg: grep, sed, gsed: sed, awk, gawk: awk, mawk: awk, jq, gojq: jq, yq: jq },
  ...{
    tr: filter(
      ({ operands, options }) =>
        trHandsOn(
          operands,
          options.map(({ name }) => name),
        ),
      "",
      anyOperands,
    ),
  },
  ...{ base64: base, gbase64: base, base32: base, basenc: base, rev: filter("changed"), xxd: dump, od: dump, hexdump: dump },
  ...{ hd: dump, fold: filter("changed", "-w --width"), cut: cutter, openssl, gzip: packer, gunzip: packer, zcat: packer },
  ...{ bzip2: packer, xz: packer, zstd: packer, uuencode: filter("changed", "", anyOperands), paste: filter("changed", "-d") },
  // PowerShell and cmd.
  ...{ "out-string": everything, "out-host": everything, "out-default": everything, "tee-object": everything },
  ...{ "format-list": everything, "format-table": everything, fl: everything, ft: everything, "sort-object": everything },
  ...{ "write-host": everything, "write-output": everything, "select-string": everything, findstr: everything },
};

/** Undefined when nothing of what it reads comes out, when it reads files, and for programs that are no text filters. */
export function handedOn(command: CommandFact): HandedOn | undefined {
  const { name, wrappers, args } = command;
  if (name === undefined) return undefined;
  // `xargs` puts what it reads into the words of another command; alone it echoes.
  if (name === "xargs" || wrappers.includes("xargs"))
    return name === "xargs" || name === "echo" || name === "printf" ? "kept" : undefined;
  const known = Object.hasOwn(filters, name) ? filters[name] : undefined;
  if (known === undefined) return interpreterHandsOn(command);
  const parsed = parseOptions(name.endsWith("q") ? withoutArguments(args) : args, known.spec);
  const leading = typeof known.operands === "number" ? known.operands : known.operands(parsed);
  if (parsed.operands.slice(Math.min(leading, parsed.operands.length)).some(({ literal }) => literal !== "-")) return undefined;
  return typeof known.does === "string" ? known.does : known.does(parsed);
}

/** jq's `--arg name value` takes two words. */
function withoutArguments(args: readonly Word[]): readonly Word[] {
  const kept: Word[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at];
    if (word?.literal !== undefined && /^--(?:arg|argjson|slurpfile|rawfile)$/u.test(word.literal)) at += 2;
    else if (word !== undefined) kept.push(word);
  }
  return kept;
}

/** The programs of sed: the values of `-e`, else the first operand. */
export function programsOf(parsed: ParsedArgs): readonly (Word | undefined)[] {
  const given = optionsNamed(parsed, "-e", "--expression").map(({ value }) => value);
  return given.length > 0 ? given : [parsed.operands[0]];
}

/** `base64` and `enc -d` can be read by anybody, `enc -aes-256-cbc` cannot; digests and keys' public data are no secret. */
function opensslHandsOn(parsed: ParsedArgs): HandedOn | undefined {
  const [subcommand] = parsed.operands;
  if (subcommand?.literal === "base64") return "changed";
  if (subcommand?.literal !== "enc") return undefined;
  const encrypts = parsed.options.some(({ name }) => /^-(?:aes|des|camellia|chacha|aria|sm4|bf|rc\d)/u.test(name));
  return encrypts && !hasOption(parsed, "-d") ? undefined : "changed";
}

/** `cut -d. -f2`: the claims of a JSON web token, which without its signature opens nothing. */
function takesTokenApart(parsed: ParsedArgs): boolean {
  const value = (...names: string[]): string => optionsNamed(parsed, ...names)[0]?.value?.literal ?? "";
  return value("-d", "--delimiter") === "." && /^[12]$/u.test(value("-f", "--fields"));
}
