/** Which package indexes a command names. */
import type { CommandFact, Word } from "../../../src/shell/facts.ts";
import type { Span } from "../../../src/source/span.ts";
import { wordText } from "../word-text.ts";
import { indexCommands, indexOptions, indexSettings, type IndexRole } from "./package-indexes.ts";
import { parseCommand } from "./option-specs.ts";
import type { ParsedArgs } from "../options.ts";

export interface IndexUse {
  readonly role: IndexRole;
  /** The offending token: the option for an extra index, else the address. */
  readonly at: Span;
  /** How to name it: `pip --extra-index-url`. */
  readonly what: string;
  readonly address: string;
}

/** Programs that can be told where to take packages from. */
export const indexTools: ReadonlySet<string> = new Set([
  ...indexOptions.flatMap(({ tools }) => tools),
  ...indexSettings.flatMap(({ tools }) => tools),
  ...indexCommands.map(({ tool }) => tool),
]);

/** `command` is what does the work: `pip` for `python -m pip`, see `launchedBy`. */
export function indexUsesOf(command: CommandFact): readonly IndexUse[] {
  const { name } = command;
  if (name === undefined || !indexTools.has(name)) return [];
  const parsed = parseCommand(command);
  return [...byOption(name, parsed), ...bySetting(name, parsed), ...byOperand(name, parsed)];
}

function byOption(name: string, parsed: ParsedArgs): readonly IndexUse[] {
  return indexOptions
    .filter(({ tools }) => tools.includes(name))
    .flatMap(({ options, role }) =>
      parsed.options.flatMap((option) => {
        if (!options.includes(option.name) || option.value === undefined) return [];
        const at = role === "extra" ? option.span : option.value.span;
        return [{ role, at, what: `${name} ${option.name}`, address: wordText(option.value) }];
      }),
    );
}

/** `npm config set registry http://…`, `npm set registry=http://…`. */
function bySetting(name: string, { operands }: ParsedArgs): readonly IndexUse[] {
  const settings = indexSettings.filter(({ tools }) => tools.includes(name));
  if (settings.length === 0 || !operands.slice(0, 2).some((word) => word.literal === "set")) return [];
  return operands.flatMap((word, index) => {
    const text = wordText(word);
    const sign = text.indexOf("=");
    const key = (sign === -1 ? text : text.slice(0, sign)).toLowerCase();
    const setting = settings.find((candidate) => key === candidate.key || key.endsWith(`:${candidate.key}`));
    const value: Word | undefined = sign === -1 ? operands[index + 1] : word;
    if (setting === undefined || value === undefined) return [];
    const address = sign === -1 ? wordText(value) : text.slice(sign + 1);
    return [{ role: setting.role, at: value.span, what: `${name} config set ${key}`, address }];
  });
}

function byOperand(name: string, { operands }: ParsedArgs): readonly IndexUse[] {
  const words = indexCommands.find((entry) => entry.tool === name)?.words;
  if (words === undefined || !words.every((word, index) => operands[index]?.literal === word)) return [];
  return operands
    .slice(words.length)
    .filter((word) => wordText(word).includes("://"))
    .map((word) => ({ role: "only", at: word.span, what: [name, ...words].join(" "), address: wordText(word) }));
}
