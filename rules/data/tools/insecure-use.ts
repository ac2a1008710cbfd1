/** Where a command switches off a check of who is at the other end. */
import type { CommandFact, Word } from "../../../src/shell/facts.ts";
import type { Span } from "../../../src/source/span.ts";
import { parseCommand } from "./option-specs.ts";
import type { ParsedArgs, ParsedOption } from "../options.ts";
import { wordText } from "../word-text.ts";
import { disablesHostKeys, insecureFiles, insecureOptions, insecureSettings } from "./insecure-options.ts";
import type { InsecureKind } from "./insecure-options.ts";

export interface InsecureUse {
  readonly kind: InsecureKind;
  /** The offending token. */
  readonly at: Span;
  /** How to name it in a message: `curl -k`, `git config http.sslVerify false`. */
  readonly what: string;
  /** Set for an option whose value says what it is about: `--trusted-host` names the host. */
  readonly value: Word | undefined;
}

const sshUsers: ReadonlySet<string> = new Set([
  "ssh",
  "scp",
  "sftp",
  "rsync",
  "autossh",
  "ssh-copy-id",
  "git",
  "ansible",
  "ansible-playbook",
  "mosh",
]);

/** Tools that have such options or settings; the words of others need not be read. */
const judgedTools: ReadonlySet<string> = new Set([
  ...insecureOptions.flatMap(({ tools }) => tools),
  ...insecureSettings.flatMap(({ tools }) => tools),
  ...sshUsers,
]);

/** Every such place in one command; variables set in front of it are not looked at, see `insecureVariable`. */
export function insecureUsesOf(command: CommandFact): readonly InsecureUse[] {
  const name = command.name;
  if (name === undefined) return [];
  if (!judgedTools.has(name.toLowerCase())) return byFile(command);
  const parsed = parseCommand(command);
  return [...byOption(name, parsed), ...bySetting(name, parsed), ...byHostKeyOption(name, parsed), ...byFile(command)];
}

function byOption(name: string, parsed: ParsedArgs): readonly InsecureUse[] {
  const tool = name.toLowerCase();
  const entries = insecureOptions.filter((entry) => entry.tools.includes(tool));
  if (entries.length === 0) return [];
  return parsed.options.flatMap((option) => {
    const entry = entries.find((candidate) => candidate.options.includes(option.name));
    if (entry === undefined || !isOn(option, entry.values)) return [];
    return [{ kind: entry.kind, at: option.span, what: `${name} ${option.name}`, value: option.value }];
  });
}

function isOn(option: ParsedOption, values: readonly string[]): boolean {
  const value = option.value?.literal?.toLowerCase();
  return values.length === 0 ? value !== "false" : value !== undefined && values.includes(value);
}

/** `git config --global http.sslVerify false`, `npm set strict-ssl=false`, `git -c http.sslVerify=false …`. */
function bySetting(name: string, parsed: ParsedArgs): readonly InsecureUse[] {
  const settings = insecureSettings.filter((setting) => setting.tools.includes(name));
  if (settings.length === 0) return [];
  const inline = parsed.options.flatMap((option) => (option.name === "-c" && option.value !== undefined ? [option.value] : []));
  const isConfig = parsed.operands.slice(0, 2).some((word) => word.literal === "config" || word.literal === "set");
  const words = isConfig ? parsed.operands : [];
  return settings.flatMap((setting) => [
    ...inline.flatMap((word) => settingIn(name, setting, word, undefined)),
    ...words.flatMap((word, index) => settingIn(name, setting, word, words[index + 1])),
  ]);
}

function settingIn(
  name: string,
  setting: (typeof insecureSettings)[number],
  word: Word,
  next: Word | undefined,
): readonly InsecureUse[] {
  const text = wordText(word);
  const sign = text.indexOf("=");
  const key = (sign === -1 ? text : text.slice(0, sign)).toLowerCase();
  const value = sign === -1 ? next?.literal : text.slice(sign + 1);
  if (!isKey(key, setting.key) || value === undefined) return [];
  if (setting.values.length > 0 && !setting.values.includes(value.toLowerCase())) return [];
  const at = { start: word.span.start, end: (sign === -1 ? next : word)?.span.end ?? word.span.end };
  return [
    { kind: setting.kind, at, what: `${name} ${sign === -1 ? `${text} ${value}` : text}`, value: sign === -1 ? next : undefined },
  ];
}

/** `http.sslVerify` is meant by `http.https://example.com/.sslVerify` too. */
function isKey(key: string, wanted: string): boolean {
  const dot = wanted.indexOf(".");
  if (key === wanted) return true;
  return dot > 0 && wanted.startsWith("http.") && key.startsWith(wanted.slice(0, dot + 1)) && key.endsWith(wanted.slice(dot));
}

/** `ssh -o StrictHostKeyChecking=no`, also inside `rsync -e "ssh -o …"` and `git -c core.sshCommand=…`. */
function byHostKeyOption(name: string, parsed: ParsedArgs): readonly InsecureUse[] {
  if (!sshUsers.has(name)) return [];
  return parsed.options.flatMap((option) => {
    if (option.value === undefined || !disablesHostKeys(wordText(option.value))) return [];
    return [
      {
        kind: "host-key" as const,
        at: option.value.span,
        what: `${name} ${option.name} ${wordText(option.value)}`,
        value: option.value,
      },
    ];
  });
}

/** `echo "StrictHostKeyChecking no" >> ~/.ssh/config`, `cat > ~/.npmrc <<EOF`. */
function byFile(command: CommandFact): readonly InsecureUse[] {
  const target =
    command.output.kind === "file" ? command.output.target : command.name === "tee" ? command.args.at(-1) : undefined;
  if (target === undefined) return [];
  const path = wordText(target);
  const file = insecureFiles.find((candidate) => path.endsWith(candidate.path));
  if (file === undefined) return [];
  const heredoc = command.input.kind === "heredoc" || command.input.kind === "here-string" ? [command.input.body] : [];
  const hit = [...command.args, ...heredoc].find((word) =>
    file.texts.some((text) => wordText(word).toLowerCase().includes(text)),
  );
  return hit === undefined ? [] : [{ kind: file.kind, at: hit.span, what: `text written to ${path}`, value: hit }];
}

/** A use's `what` at the beginning of a sentence: `curl -k` as code, "text written to ~/.ssh/config" as words around the file's name. */
export function inWords(what: string): string {
  const words = "text written to ";
  return what.startsWith(words) ? `Text written to \`${what.slice(words.length)}\`` : `\`${what}\``;
}
