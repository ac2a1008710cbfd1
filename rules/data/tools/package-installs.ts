/** Commands that install packages by name, and whether each name comes with an exact version. Sources: each tool's manual. */
import type { CommandFact, Word } from "../../../src/shell/facts.ts";
import { hasOption, optionsNamed, parseOptions, wordSet, type OptionSpec, type ParsedArgs } from "../options.ts";

export interface NamedPackage {
  readonly word: Word;
  readonly name: string;
  /** A range stands with it: `npm@8`, `-v "~> 2.3"`. */
  readonly isBounded: boolean;
}

export interface PackageInstall {
  /** As it is called: `npm install`. */
  readonly what: string;
  /** Those of which any release may come. */
  readonly loose: readonly NamedPackage[];
  /** It runs what the project has installed, if it has; only otherwise is the package fetched. */
  readonly prefersLocal: boolean;
}

type Kind = "npm" | "python" | "ruby" | "go" | "rust";

/** Undefined for commands that install nothing, and for those all of whose packages are exact, local, or not known by name. */
export function packageInstallOf(command: CommandFact): PackageInstall | undefined {
  const { name = "", args, place, wrappers } = command;
  if (place !== "job" || wrappers.includes("xargs")) return undefined;
  const python = /^(?:python|python3|py)(?:\.\d+)?$/.test(name) && args[0]?.literal === "-m" ? args[1]?.literal : undefined;
  const read = python === undefined ? name : python;
  const reader = Object.hasOwn(readers, read) ? readers[read] : undefined;
  return reader?.(python === undefined ? args : args.slice(2), read);
}

const values = (text: string): OptionSpec => ({ values: wordSet(text) });
const npmSpec = values(
  "--prefix -C --registry --cache --loglevel -w --workspace --userconfig --globalconfig -p --package -c --call --tag --scope --cwd --dir --filter -F",
);
const pipSpec = values(
  "-r --requirement -c --constraint -e --editable -i --index-url --extra-index-url -f --find-links -t --target --prefix --root -d --platform " +
    "--python-version --python --implementation --abi --cache-dir --proxy --timeout --retries --trusted-host --cert --client-cert --log --progress-bar " +
    "--upgrade-strategy --src -b --build --global-option --config-settings -C --no-binary --only-binary --exists-action --report --index --with --from --spec -p",
);
const gemSpec = values(
  "-v --version -i --install-dir -n --bindir -s --source -P --trust-policy --platform -p --http-proxy --document",
);
const goSpec: OptionSpec = { ...values("-C -tags -ldflags -gcflags -asmflags -mod -modfile -o -p"), style: "long" };
const cargoSpec = values(
  "--version --vers --git --branch --tag --rev --path --registry --index --root --target --target-dir --profile --features -F -j --jobs --bin --example --config -Z --color",
);

type Reader = (args: readonly Word[], name: string) => PackageInstall | undefined;

/** The packages behind a verb. */
function behind(kind: Kind, spec: OptionSpec, verbs: readonly string[], prefersLocal = false): Reader {
  return (args, program) => {
    const parsed = parseOptions(args, spec);
    const words = parsed.operands.map(({ literal = "" }) => literal);
    const verb = verbs.find((candidate) => candidate.split(" ").every((word, at) => words[at] === word));
    if (verb === undefined || isDry(parsed)) return undefined;
    const packages = parsed.operands.slice(verb.split(" ").length);
    return found(`${program} ${verb}`, kind, packages, parsed, prefersLocal);
  };
}

/** Programs whose first operand is a package, of which they run a program. */
function runner(kind: Kind, spec: OptionSpec, verb: string, named: readonly string[], prefersLocal: boolean): Reader {
  return (args, program) => {
    const parsed = parseOptions(args, { ...spec, stopAtOperand: true });
    const [first, ...rest] = parsed.operands;
    const words = verb === "" ? parsed : parseOptions(rest, { ...spec, stopAtOperand: true });
    if (verb !== "" && !verb.split("|").includes(first?.literal ?? "")) return undefined;
    if (isDry(words)) return undefined;
    const options = optionsNamed(words, ...named).flatMap(({ value }) => value ?? []);
    const packages = options.length > 0 ? options : words.operands.slice(0, 1);
    const insists = hasOption(words, "-y", "--yes", "-p", "--package") || hasOption(parsed, "-y", "--yes");
    const what = verb === "" ? program : `${program} ${first?.literal ?? ""}`;
    return found(what, kind, packages, words, prefersLocal && !insists);
  };
}

const readers: Readonly<Record<string, Reader>> = {
  npm: firstOf(behind("npm", npmSpec, ["install", "i", "add"]), runner("npm", npmSpec, "exec|x", ["-p", "--package"], true)),
  npx: runner("npm", npmSpec, "", ["-p", "--package"], true),
  yarn: firstOf(behind("npm", npmSpec, ["global add", "add"]), runner("npm", npmSpec, "dlx", ["-p", "--package"], false)),
  pnpm: firstOf(behind("npm", npmSpec, ["add", "install", "i"]), runner("npm", npmSpec, "dlx", ["--package"], false)),
  pnpx: runner("npm", npmSpec, "", ["--package"], false),
  bun: firstOf(behind("npm", npmSpec, ["add", "install", "i"]), runner("npm", npmSpec, "x", ["-p", "--package"], true)),
  bunx: runner("npm", npmSpec, "", ["-p", "--package"], true),
  pip: behind("python", pipSpec, ["install"]),
  pip3: behind("python", pipSpec, ["install"]),
  pipx: firstOf(behind("python", pipSpec, ["install"]), runner("python", pipSpec, "run", ["--spec"], false)),
  uv: firstOf(behind("python", pipSpec, ["pip install", "tool install"]), (args, name) =>
    args[0]?.literal === "tool" ? runner("python", pipSpec, "run", ["--from"], false)(args.slice(1), `${name} tool`) : undefined,
  ),
  uvx: runner("python", pipSpec, "", ["--from"], false),
  gem: behind("ruby", gemSpec, ["install", "i"]),
  go: behind("go", goSpec, ["install", "get"]),
  cargo: behind("rust", cargoSpec, ["install"]),
};

function firstOf(...all: readonly Reader[]): Reader {
  return (args, name) => {
    for (const read of all) {
      const install = read(args, name);
      if (install !== undefined) return install;
    }
    return undefined;
  };
}

function isDry(parsed: ParsedArgs): boolean {
  return (
    hasOption(parsed, "--help", "-h", "--dry-run", "--version") &&
    optionsNamed(parsed, "--version").every(({ value }) => value === undefined)
  );
}

function found(
  what: string,
  kind: Kind,
  words: readonly Word[],
  parsed: ParsedArgs,
  prefersLocal: boolean,
): PackageInstall | undefined {
  const isExact = exactly[kind];
  const hasVersion = kind === "ruby" && hasOption(parsed, "-v", "--version");
  const loose = words.flatMap((word): readonly NamedPackage[] => {
    const name = word.literal === undefined ? undefined : isExact(word.literal, parsed);
    const range = word.literal?.slice(name?.length) ?? "";
    return name === undefined ? [] : [{ word, name, isBounded: hasVersion || /\d/.test(range) }];
  });
  return loose.length === 0 ? undefined : { what, loose, prefersLocal };
}

const version = /^[v=]?\d+\.\d+\.\d+(?:[-+.][\w.+-]*)?$/;
/** What pip needs to install anything; pinning it by hand is rarely worth the trouble. */
const seeds = wordSet("pip setuptools wheel");

/** The name of a package that comes without an exact version; undefined for paths, addresses and exact ones. */
const exactly: Readonly<Record<Kind, (text: string, parsed: ParsedArgs) => string | undefined>> = {
  npm(text) {
    const [, name, wanted] = /^((?:@[\w.~-]+\/)?[\w.~-]+)(?:@([\w.^~<>=*|+ -]*))?$/.exec(text) ?? [];
    if (name === undefined || /^\.|\.tgz$/.test(name)) return undefined;
    return version.test(wanted ?? "") ? undefined : name;
  },
  python(text, parsed) {
    if (hasOption(parsed, "--no-index", "--require-hashes")) return undefined;
    const [, name, rest = ""] = /^([A-Za-z0-9][\w.-]*)(?:\[[\w,. -]*\])?\s*([^;]*)/.exec(text) ?? [];
    if (name === undefined || seeds.has(name.toLowerCase()) || /\.(?:whl|zip|tar\.gz)$|[/\\]/.test(text) || /^[@:+]/.test(rest))
      return undefined;
    return /^={2,3}\s*[^,*<>~!\s]+$/.test(rest.trim()) || version.test(rest.replace("@", "")) ? undefined : name;
  },
  ruby(text, parsed) {
    const [, name, wanted] = /^([\w-]+(?:\.[\w-]+)*)(?::(.+))?$/.exec(text) ?? [];
    if (name === undefined || name.endsWith(".gem") || /^\d+(?:\.\w+)*$/.test(wanted ?? "")) return undefined;
    const options = optionsNamed(parsed, "-v", "--version");
    return options.some(({ value }) => value?.literal === undefined || /^=?\s*\d+(?:\.\w+)*$/.test(value.literal))
      ? undefined
      : name;
  },
  go(text) {
    const [, name, wanted] = /^([\w-]+\.[\w.-]+\/[\w./~-]+)(?:@(.+))?$/.exec(text) ?? [];
    // Without a version the module's own go.mod decides.
    if (name === undefined || wanted === undefined) return undefined;
    return /^v\d+\.\d+\.\d+/.test(wanted) || /^[0-9a-f]{7,40}$/.test(wanted) ? undefined : name;
  },
  rust(text, parsed) {
    const [, name, wanted] = /^([A-Za-z][\w-]*)(?:@(.+))?$/.exec(text) ?? [];
    if (name === undefined || hasOption(parsed, "--version", "--vers", "--path", "--git")) return undefined;
    return /^=?\d+\.\d+\.\d+/.test(wanted ?? "") ? undefined : name;
  },
};
