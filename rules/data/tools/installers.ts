/** Commands that put a file where programs are found, or make it one. Sources: each command's manual page. */
import type { CommandFact, Word } from "../../../src/shell/facts.ts";
import { optionsNamed, parseOptions, wordSet } from "../options.ts";
import { wordText } from "../word-text.ts";

/** Folders whose files are found by name, or that hold software. */
const programFolder =
  /^(?:\/usr(?:\/local)?(?:\/s?bin|\/lib)?|\/opt(?:\/[\w.-]+)?|\/s?bin|(?:~|\$\{?HOME\}?|\/root|\/home\/\w+)\/(?:\.local\/)?bin|\$\{?GOPATH\}?\/bin)(?:\/|$)/u;

export function isProgramFolder(path: string): boolean {
  return programFolder.test(path);
}

/** What a command installs or makes executable: the files, as written. Empty for everything else. */
export function installedFiles(command: CommandFact): readonly Word[] {
  const read = Object.hasOwn(installers, command.name ?? "") ? installers[command.name ?? ""] : undefined;
  return read === undefined
    ? []
    : read(
        command.args,
        command.args.filter((word) => !wordText(word).startsWith("-")),
      );
}

type Installer = (args: readonly Word[], operands: readonly Word[]) => readonly Word[];

const intoProgramFolder: Installer = (_, operands) => {
  const target = operands.at(-1);
  return target !== undefined && isProgramFolder(wordText(target)) ? operands.slice(0, -1) : [];
};
const packageFiles: Installer = (_, operands) => operands.filter((word) => /\.(?:deb|rpm|apk|snap)$/u.test(wordText(word)));

const installers: Readonly<Record<string, Installer>> = {
  chmod: (_, [mode, ...files]) => (makesExecutable(mode?.literal ?? "") ? files : []),
  mv: intoProgramFolder,
  cp: intoProgramFolder,
  install: intoProgramFolder,
  ln: intoProgramFolder,
  dpkg: (args, operands) => (args.some(({ literal }) => literal === "-i" || literal === "--install") ? operands : []),
  rpm: (args, operands) =>
    args.some(({ literal = "" }) => /^-[a-z]*[iUF]|^--(?:install|upgrade)$/u.test(literal)) ? operands : [],
  apt: packageFiles,
  "apt-get": packageFiles,
  gdebi: packageFiles,
  yum: packageFiles,
  dnf: packageFiles,
  apk: packageFiles,
  snap: packageFiles,
  installer: (args) => args.slice(args.findIndex(({ literal }) => literal === "-pkg") + 1).slice(0, 1),
};

function makesExecutable(mode: string): boolean {
  return /^[ugoa]*\+[rwXst]*x|^0?[0-7]?[1357][0-7]{2}$|^0?[0-7]?[0-7][1357][0-7]$/u.test(mode);
}

export interface Extraction {
  /** Undefined when the archive comes through a pipe. */
  readonly archive: Word | undefined;
  /** Where to; undefined for the current folder. */
  readonly folder: Word | undefined;
}

const tarSpec = {
  values: wordSet("-f -C -b --file --directory --exclude --transform --strip-components --use-compress-program -I"),
};
const zipSpec = { values: wordSet("-d -x -P") };

/** Set for a command that unpacks an archive. */
export function extractionOf(command: CommandFact): Extraction | undefined {
  const { name = "", args } = command;
  if (name === "unzip") {
    const parsed = parseOptions(args, zipSpec);
    return { archive: parsed.operands[0], folder: optionsNamed(parsed, "-d")[0]?.value };
  }
  if (name !== "tar" && name !== "bsdtar" && name !== "gtar") return undefined;
  // The first word may be letters without a dash: `tar xzf file`.
  const [first, second] = args;
  const bundled = /^[a-zA-Z]+$/u.test(first?.literal ?? "") ? (first?.literal ?? "") : undefined;
  const parsed = parseOptions(bundled === undefined ? args : args.slice(1), tarSpec);
  const extracts = bundled?.includes("x") ?? parsed.options.some((option) => ["-x", "--extract", "--get"].includes(option.name));
  if (!extracts) return undefined;
  const file =
    bundled === undefined ? optionsNamed(parsed, "-f", "--file").at(-1)?.value : bundled.includes("f") ? second : undefined;
  const isStdin = file === undefined || file.literal === "-";
  return { archive: isStdin ? undefined : file, folder: optionsNamed(parsed, "-C", "--directory").at(-1)?.value };
}
