/** What a command fetches, and where it puts it. */
import type { CommandFact, Word } from "../../../src/shell/facts.ts";
import { optionsNamed, parseOptions, type ParsedArgs } from "../options.ts";
import { wordText } from "../word-text.ts";
import { downloaderNamed, type Downloader } from "./downloaders.ts";

export interface DownloadUse {
  readonly tool: Downloader;
  readonly parsed: ParsedArgs;
  readonly urls: readonly { readonly word: Word; readonly text: string }[];
  /** The file it writes: an option's value, or the last part of the URL (`remoteName`). Undefined when it goes to standard output. */
  readonly file: { readonly name: string; readonly word: Word } | undefined;
  readonly toStdout: boolean;
}

/** Undefined for commands that are no downloader. */
export function downloadsOf(command: CommandFact): DownloadUse | undefined {
  const tool = downloaderNamed(command.name);
  if (tool === undefined) return undefined;
  const parsed = parseOptions(command.args, tool.spec);
  const named = optionsNamed(parsed, ...tool.urls).flatMap(({ value }) => value ?? []);
  const urls = [...named, ...urlsAmong(parsed.operands)].map((word) => ({ word, text: wordText(word) }));
  const output = optionsNamed(parsed, ...tool.outputFile).at(-1)?.value;
  const first = urls[0];
  if (output !== undefined) {
    const name = wordText(output);
    const stdout = name === "-" || name === "/dev/stdout";
    return { tool, parsed, urls, file: stdout ? undefined : { name, word: output }, toStdout: stdout };
  }
  const writesNamed = optionsNamed(parsed, ...tool.remoteName).length > 0 || tool.writes === "file";
  if (writesNamed && first !== undefined)
    return { tool, parsed, urls, file: { name: lastSegment(first.text), word: first.word }, toStdout: false };
  return { tool, parsed, urls, file: undefined, toStdout: tool.writes !== "file" };
}

/** Beside a whole URL, a bare variable holds options: `curl $OPTIONS https://…`. */
function urlsAmong(operands: readonly Word[]): readonly Word[] {
  const likely = operands.filter(looksLikeUrl);
  const hasWhole = likely.some((word) => wordText(word).includes("://"));
  return hasWhole ? likely.filter((word) => !/^\$\{?\w+\}?$/u.test(wordText(word))) : likely;
}

/** Words such as `example.com/x` are URLs to a downloader too; file names and lone flags' leftovers have no dot or slash. */
function looksLikeUrl(word: Word): boolean {
  const text = wordText(word);
  return (
    text.includes("://") || text.startsWith("$") || /^[\w-]+(?:\.[\w-]+)+(?:[:/]|$)/u.test(text) || text.startsWith("localhost")
  );
}

function lastSegment(url: string): string {
  const path = url.split(/[?#]/u)[0] ?? "";
  return path.slice(path.lastIndexOf("/") + 1);
}
