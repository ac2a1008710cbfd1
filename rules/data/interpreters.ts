/** Programs that run what they are given, and programs that only read it. Sources: each program's manual page. */
import type { CommandFact, Word } from "../../src/shell/facts.ts";
import { leadingText } from "./word-text.ts";
import { hasOption, wordSet, optionsNamed, parseOptions } from "./options.ts";
import type { OptionSpec, ParsedArgs } from "./options.ts";

interface Interpreter {
  readonly names: RegExp;
  readonly spec: OptionSpec;
  /** Options that bring the code, or after which there is none to read: standard input is data then. */
  readonly code: readonly string[];
  /** Options that make it read its code from standard input although there are operands. */
  readonly stdin: readonly string[];
  /** Options that name a script file. */
  readonly file: readonly string[];
  /** Words in front of the script: `deno run`. */
  readonly verbs: readonly string[];
}

function defineInterpreter(names: RegExp, values: string, rest: Partial<Interpreter>): Interpreter {
  return { names, spec: { values: wordSet(values), stopAtOperand: true }, code: [], stdin: [], file: [], verbs: [], ...rest };
}

const interpreters: readonly Interpreter[] = [
  defineInterpreter(/^(?:ba|z|da|k|a|fi)?sh$/u, "-c -o -O --rcfile --init-file", { code: ["-c"], stdin: ["-s"] }),
  defineInterpreter(/^(?:python|pypy)(?:\d+(?:\.\d+)?)?$|^py$/u, "-c -m -W -X", { code: ["-c", "-m", "--version", "-V"] }),
  defineInterpreter(/^(?:node|nodejs|tsx|ts-node)$/u, "-e -p -r --eval --print --require --import --loader", {
    code: ["-e", "-p", "--eval", "--print", "--version", "-v"],
  }),
  defineInterpreter(/^(?:deno|bun)$/u, "-e -p -c --config --import-map --eval --print", {
    code: ["-e", "-p", "--eval", "--print", "--version"],
    verbs: ["run", "x"],
  }),
  defineInterpreter(/^php(?:\d+(?:\.\d+)?)?$/u, "-r -B -R -F -E -f -d -c -z", {
    code: ["-r", "-R", "-i", "-m", "-v", "--version"],
    file: ["-f"],
  }),
  defineInterpreter(/^(?:ruby|perl|lua|Rscript|groovy|osascript)(?:\d+(?:\.\d+)?)?$/u, "-e -E -r -I -M -C", {
    code: ["-e", "-E", "--version", "-v"],
  }),
  {
    ...defineInterpreter(/^(?:pwsh|powershell)$/iu, "", { code: ["-encodedcommand", "-command", "-c"], file: ["-file", "-f"] }),
    spec: {
      values: wordSet("-command -c -file -f -encodedcommand -executionpolicy -ep -workingdirectory"),
      style: "powershell",
      stopAtOperand: true,
    },
  },
];

/** Programs that read data and never run it, so that piping a download into them is no execution. */
const dataReaders: ReadonlySet<string> = wordSet(
  [
    "jq yq xq jc grep egrep fgrep rg sed awk gawk cut tr sort uniq head tail wc tee cat tar bsdtar unzip gunzip gzip zcat",
    "bzip2 bunzip2 xz unxz xzcat zstd unzstd cpio funzip 7z base64 xxd hexdump od md5sum sha1sum sha256sum sha512sum shasum",
    "openssl gpg gpg2 gpgv xmllint tidy column diff less more pv tac rev nl fold iconv dos2unix convertfrom-json",
    "select-string out-file out-null expand-archive set-content select-object",
  ].join(" "),
);

/** Data readers that hand on what they read, changed or not: what follows them in a pipeline still sees the download. */
const passesOn: ReadonlySet<string> = wordSet(
  [
    "tee cat sed awk gawk tr head tail grep pv gunzip gzip zcat bzip2 bunzip2 xz xzcat unxz zstd base64 xxd dos2unix iconv",
    "openssl gpg gpg2 funzip tac rev select-object out-string",
  ].join(" "),
);

function interpreterOf(command: CommandFact): Interpreter | undefined {
  const name = command.name;
  return name === undefined ? undefined : interpreters.find((candidate) => candidate.names.test(name));
}

/** True for programs that run scripts: shells, Python, Node, Ruby, Perl, PHP, PowerShell, and `source`, `eval`, `iex`. */
export function isInterpreter(command: CommandFact): boolean {
  return interpreterOf(command) !== undefined || isBuiltinRunner(command.name);
}

function isBuiltinRunner(name: string | undefined): boolean {
  return name !== undefined && ["source", ".", "eval", "iex", "invoke-expression"].includes(name.toLowerCase());
}

/**
 * What a command does with its standard input: `runs` it as code, or takes it as `data`. Undefined for programs we do not know.
 * `python -m json.tool` and `bash -c '…'` read data, `bash -s`, `python -` and `sh` run it.
 */
export function stdinRole(command: CommandFact): "runs" | "data" | undefined {
  const name = command.name?.toLowerCase() ?? "";
  if (name === "iex" || name === "invoke-expression") return "runs";
  if (name === "source" || name === ".") return isStdin(command.args[0]) ? "runs" : "data";
  const interpreter = interpreterOf(command);
  if (interpreter === undefined) return dataReaders.has(name) ? "data" : undefined;
  const parsed = readArguments(command, interpreter);
  if (optionsNamed(parsed, "-command", "-c").some((option) => isStdin(option.value))) return "runs";
  if (hasOption(parsed, ...interpreter.code, ...interpreter.file)) return "data";
  return hasOption(parsed, ...interpreter.stdin) || scriptOf(parsed) === undefined ? "runs" : "data";
}

/** Its options and operands, without the verb of `deno run`. */
function readArguments(command: CommandFact, { spec, verbs }: Interpreter): ParsedArgs {
  const parsed = parseOptions(command.args, spec);
  const verb = parsed.operands[0];
  if (verb?.literal === undefined || !verbs.includes(verb.literal)) return parsed;
  return parseOptions(command.args.slice(command.args.indexOf(verb) + 1), spec);
}

/** The script among the operands; not the `-` of `python -`, and not an argument as in `curl … | php -- --install-dir=bin`. */
function scriptOf(parsed: ParsedArgs): Word | undefined {
  const first = parsed.operands[0];
  return first === undefined || isStdin(first) || leadingText(first).startsWith("-") ? undefined : first;
}

function isStdin(word: Word | undefined): boolean {
  return word?.literal === "-" || word?.literal === "/dev/stdin" || word?.literal === "/proc/self/fd/0";
}

/** True when what the command reads comes out again at its standard output. */
export function passesInputOn(command: CommandFact): boolean {
  return command.name !== undefined && passesOn.has(command.name.toLowerCase());
}

/**
 * The file that a command runs: `x.sh` in `bash -e x.sh`, `source x.sh`, `python3 x.py`, and `./x` itself. Undefined when it runs
 * none, or a program found by its name.
 */
export function executedFile(command: CommandFact): Word | undefined {
  const name = command.name?.toLowerCase() ?? "";
  if (name === "source" || name === ".") return command.args.find((word) => !isStdin(word));
  const interpreter = interpreterOf(command);
  if (interpreter !== undefined) {
    const parsed = readArguments(command, interpreter);
    const named = optionsNamed(parsed, ...interpreter.file)[0]?.value;
    if (named !== undefined) return named;
    return hasOption(parsed, ...interpreter.code, ...interpreter.stdin) ? undefined : scriptOf(parsed);
  }
  const program = command.words[0];
  return program?.literal?.includes("/") === true ? program : undefined;
}

/** Package managers that check what they download against signatures or recorded hashes. */
export const packageManagers: ReadonlySet<string> = wordSet(
  [
    "apt apt-get aptitude dnf yum microdnf zypper apk pacman brew port snap flatpak npm npx yarn pnpm pip pip3 pipx poetry",
    "pipenv uv uvx conda mamba gem bundle bundler cargo go composer mvn gradle nuget dotnet mix choco winget scoop",
  ].join(" "),
);
