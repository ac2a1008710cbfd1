/** What a command says of where packages come from that lets somebody else decide over them. */
import type { Severity } from "../../src/finding/severity.ts";
import type { CommandFact } from "../../src/shell/facts.ts";
import type { Span } from "../../src/source/span.ts";
import { parseTarget } from "../data/network-targets.ts";
import { insecureUsesOf, inWords } from "../data/tools/insecure-use.ts";
import { insecureOptions, insecureSettings } from "../data/tools/insecure-options.ts";
import { indexTools, indexUsesOf, type IndexUse } from "../data/tools/package-index-use.ts";
import { launchedBy } from "../data/publishing/launched.ts";
import { wordText } from "../data/word-text.ts";

export interface PackageFault {
  readonly at: Span;
  /** In the job of this name. */
  readonly message: (job: string) => string;
  /** Where it is not the rule's usual one. */
  readonly severity?: Severity;
  /** The host that it is about; a container of the job does no harm. */
  readonly host: string | undefined;
  readonly replacement?: string;
}

/** The message for a switch, setting or variable that turns a check off. */
export function uncheckedMessage(what: string): (job: string) => string {
  return (job) =>
    `${inWords(what)} in the job \`${job}\` turns off the check of where packages come from: whoever answers in the server's place decides what is installed and run.`;
}

export function packageFaultsOf(command: CommandFact): readonly PackageFault[] {
  // What another host installs is not this job's matter.
  if (command.place === "remote") return [];
  if (!command.words.some(({ literal = "" }) => isPackageTool(literal)))
    return [...uncheckedIn(command), ...trustedSources(command)];
  const inner = launchedBy(command).flatMap((each) => [...uncheckedIn(each), ...indexUsesOf(each).flatMap(faultOf)]);
  return [...inner, ...trustedSources(command)];
}

/** `/opt/venv/bin/pip` and `pip@24` are pip. */
function isPackageTool(word: string): boolean {
  const name = word.slice(word.lastIndexOf("/") + 1);
  return packageTools.has(name) || packageTools.has(name.split("@")[0] ?? "");
}

const packageTools: ReadonlySet<string> = new Set([
  ...indexTools,
  ...insecureOptions.filter(({ kind }) => kind === "package-source").flatMap(({ tools }) => tools),
  ...insecureSettings.filter(({ kind }) => kind === "package-source").flatMap(({ tools }) => tools),
]);

function uncheckedIn(command: CommandFact): readonly PackageFault[] {
  return insecureUsesOf(command)
    .filter(({ kind }) => kind === "package-source")
    .map(({ at, what, value }) => {
      const host = value === undefined ? undefined : parseTarget(wordText(value))?.host;
      return { at, message: uncheckedMessage(what), host: what.includes("host") ? host : undefined };
    });
}

/** `deb [trusted=yes] …` given to add-apt-repository or written to a list of sources. */
function trustedSources(command: CommandFact): readonly PackageFault[] {
  const target =
    command.output.kind === "file" ? command.output.target : command.name === "tee" ? command.args.at(-1) : undefined;
  const isList =
    command.name === "add-apt-repository" || (target !== undefined && /sources\.list|\.sources$/u.test(wordText(target)));
  if (!isList) return [];
  const piped = command.input.kind === "pipe" ? command.input.from.flatMap(({ args }) => args) : [];
  const body = command.input.kind === "heredoc" || command.input.kind === "here-string" ? [command.input.body] : [];
  return [...command.args, ...piped, ...body].flatMap((word) => {
    const text = wordText(word);
    if (!/\[[^\]]*\btrusted=yes\b[^\]]*\]|^Trusted: yes$/mu.test(text)) return [];
    const host = parseTarget(/\]\s+(\S+)/u.exec(text)?.[1] ?? "")?.host;
    return [{ at: word.span, message: uncheckedMessage("trusted=yes"), host }];
  });
}

function faultOf(use: IndexUse): readonly PackageFault[] {
  const fault = judgeIndex(use);
  return fault === undefined ? [] : [{ ...fault, at: use.at }];
}

/** An index over http, or one beside another. */
export function judgeIndex({ role, what, address }: Omit<IndexUse, "at">): Omit<PackageFault, "at"> | undefined {
  const host = parseTarget(address)?.host;
  if (address.startsWith("http://")) {
    return {
      host,
      message: (job) =>
        `\`${what}\` makes the job \`${job}\` take packages from \`${host ?? address}\` over plain http: whoever sits on the way replaces them with code of their own.`,
    };
  }
  if (role === "only" || address === "") return undefined;
  return {
    host,
    severity: "medium",
    ...(what.startsWith("pip ")
      ? { replacement: "pip install --index-url https://<one index that serves both kinds>/simple …" }
      : {}),
    message: (job) =>
      `\`${what}\` adds a second index to the job \`${job}\`: of two packages with one name the higher version is installed, so whoever registers the name on the other index runs code here.`,
  };
}
