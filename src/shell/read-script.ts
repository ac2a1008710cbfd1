/** Turns a script into facts, whatever language it is written in. */
import type { Span } from "../source/span.ts";
import { readBash } from "./bash/read-bash.ts";
import { withChanges } from "./options.ts";
import { readCmd } from "./cmd/read-cmd.ts";
import { environmentPrints } from "./embedded-code.ts";
import type { ScriptFacts, ScriptLanguage, ShellOptions, TraceSwitch } from "./facts.ts";
import { readPowerShell } from "./powershell/read-powershell.ts";
import { readShebang, readShellKey } from "./shell-key.ts";

export interface ScriptInput {
  readonly text: string;
  /**
   * The unknown templates in `text`, in order. Each is masked: a stretch of word characters (`____`) of the length that stands
   * there.
   */
  readonly holes: readonly Span[];
  /** Value of the `shell:` key; undefined for CircleCI's default. */
  readonly shell: string | undefined;
}

/** Reads a script. Never throws: what cannot be read is said in `notUnderstood` and `errors`. */
export function readScript({ text, holes, shell }: ScriptInput): ScriptFacts {
  const key = readShellKey(shell);
  const shebang = readShebang(text);
  const language = shebang?.language ?? key.language;
  const changes = shebang?.changes ?? [];
  const initialOptions = withChanges(key.options, changes);
  const traceSwitches: TraceSwitch[] = key.options.xtrace && isPosix(language) ? [{ kind: "shell-key", span: undefined }] : [];
  for (const { option, on, span } of changes) if (option === "xtrace" && on) traceSwitches.push({ kind: "shebang", span });
  const facts = readSafely(language, text, holes, initialOptions);
  return { ...facts, text, language, initialOptions, traceSwitches: [...traceSwitches, ...facts.traceSwitches] };
}

type ReadFacts = Omit<ScriptFacts, "text" | "language" | "initialOptions">;

/** The readers meet hostile text; should one fail all the same, the script counts as not read. */
function readSafely(language: ScriptLanguage, text: string, holes: readonly Span[], options: ShellOptions): ReadFacts {
  try {
    return readAs(language, text, holes, options);
  } catch {
    return { ...nothing, notUnderstood: "the script could not be read" };
  }
}

function readAs(language: ScriptLanguage, text: string, holes: readonly Span[], options: ShellOptions): ReadFacts {
  switch (language) {
    case "bash":
    case "sh":
      return { ...readBash(text, holes, options), environmentPrints: [] };
    case "powershell":
      return { ...nothing, ...readPowerShell(text, holes, options) };
    case "cmd":
      return { ...nothing, ...readCmd(text, holes, options) };
    case "python":
    case "node":
      return {
        ...nothing,
        notUnderstood: `the script is written in ${language}`,
        environmentPrints: environmentPrints(language, text),
      };
    case "other":
      return { ...nothing, notUnderstood: "the script is written in a language that is not read" };
  }
}

const nothing: ReadFacts = {
  commands: [],
  assignments: [],
  errors: [],
  notUnderstood: undefined,
  traceSwitches: [],
  environmentPrints: [],
};

function isPosix(language: ScriptLanguage): boolean {
  return language === "bash" || language === "sh";
}
