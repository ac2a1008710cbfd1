/**
 * What a script does, as far as its text tells. Rules ask these facts; none of them looks at script text by itself.
 * All spans are offsets into `ScriptFacts.text`.
 */
import type { Span } from "../source/span.ts";

export type ScriptLanguage = "bash" | "sh" | "powershell" | "cmd" | "python" | "node" | "other";

export interface ScriptFacts {
  /** The script that was read: templates already substituted, unknown ones masked. */
  readonly text: string;
  readonly language: ScriptLanguage;
  /**
   * Every simple command at any depth (functions, subshells, substitutions, conditions), in the order of their text. `[[`, `((`
   * and `case` stand here too, because what they read shows in a trace. Scripts given as text to `bash -c`, `eval`, `ssh host` and
   * the like follow the command that runs them, see `nestedIn`.
   */
  readonly commands: readonly CommandFact[];
  /** Every assignment in the same order: `X=…`, `export X=…`, `local`, `declare`, `read X` (no value), `for X in …`, `${X:=…}`. */
  readonly assignments: readonly AssignmentFact[];
  /** Where the parser lost its way. Facts before and after it still hold. */
  readonly errors: readonly { readonly span: Span; readonly message: string }[];
  /** Set when the script was not, or not fully, understood; the reason goes to coverage. */
  readonly notUnderstood: string | undefined;
  /** Options the shell starts with, from the `shell:` key, before the first command. */
  readonly initialOptions: ShellOptions;
  /** Every place that switches tracing on: `set -x`, `set -o xtrace`, `bash -x …`, or undefined span when `shell:` does. */
  readonly traceSwitches: readonly TraceSwitch[];
  /** What a Python, Node, Ruby or Perl script prints of its environment; empty for shells, see `environmentPrintsOf` there. */
  readonly environmentPrints: readonly EnvironmentPrint[];
}

/** Code that writes an environment variable, or all of them, to standard output. */
export interface EnvironmentPrint {
  /** Undefined for the whole environment. */
  readonly name: string | undefined;
  /** The expression that reads it. */
  readonly span: Span;
}

export interface ShellOptions {
  readonly xtrace: boolean;
  readonly errexit: boolean;
  readonly pipefail: boolean;
  /** `set -v`. */
  readonly verbose: boolean;
}

export interface TraceSwitch {
  readonly kind: "set" | "nested-shell" | "shell-key" | "shebang";
  /** The option word (`-x`, `-eux`, `xtrace`); undefined for `shell-key`. */
  readonly span: Span | undefined;
}

/** Where a command runs: in the job's own shell or machine, on another host (`ssh`), or in a container (`docker exec`). */
export type Place = "job" | "remote" | "container";

export type CommandRole = "plain" | "condition" | "excused";

export interface CommandFact {
  /** From the first word or assignment to the last word or redirection. */
  readonly span: Span;
  /**
   * Name of the program that does the work, without its folder: `curl` for `sudo -E /usr/bin/curl …`. Undefined when the word is not
   * literal. Wrappers (`sudo env command exec time nice nohup timeout xargs stdbuf builtin`) are peeled off, see `wrappers`. In
   * PowerShell and cmd it is in lower case and without `.exe`.
   */
  readonly name: string | undefined;
  /** The words from `name` on, so `words[0]` is the program. Wrapper words are not here. Empty when there are only redirections. */
  readonly words: readonly Word[];
  /** `words` after the first. */
  readonly args: readonly Word[];
  /** Names of the wrappers in front, outermost first. */
  readonly wrappers: readonly string[];
  /** All words in front of `words`: the wrappers with their options and their `NAME=value` words. */
  readonly wrapperWords: readonly Word[];
  /** `X=1 cmd` and `env X=1 cmd`. */
  readonly environment: readonly AssignmentFact[];
  readonly redirects: readonly Redirect[];
  readonly input: Input;
  /** Where standard output ends up, groups, functions and pipelines followed. */
  readonly output: Sink;
  readonly errorOutput: Sink;
  /** Shell options in force when it runs, as textual order tells. */
  readonly options: ShellOptions;
  /** Names of functions it stands in, outermost first. */
  readonly functions: readonly string[];
  /** The command whose substitution `$( )`, `<( )` or backticks it stands in, if any. */
  readonly substitutedInto: CommandFact | AssignmentFact | undefined;
  /** It decides a branch or is excused from failing: `if cmd`, `while cmd`, `cmd || …`, `! cmd`. */
  readonly role: CommandRole;
  /** The command that runs when it fails, for `cmd || other`. */
  readonly onFailure: CommandFact | undefined;
  /** Runs only when an earlier test allows it (inside if, case, &&, ||, loop). */
  readonly conditional: boolean;
  /** The subshell, substitution, pipeline element or nested script it runs in; what it changes, such as the folder, holds there only. */
  readonly within: Span | undefined;
  /**
   * The tests that have come out true when it runs, outermost first: of the `if`, `while` or `&&` it stands behind, and the subject of
   * `case` for patterns other than `*`. Known for Bourne shells only.
   */
  readonly allowedBy: readonly CommandFact[];
  /** The command that was given the script text this one stands in: `bash -c '…'`, `eval`, `ssh host '…'`, `bash <<EOF`, `trap`. */
  readonly nestedIn: CommandFact | undefined;
  readonly place: Place;
}

export type Sink =
  /** The job's log. */
  | { readonly kind: "log" }
  | { readonly kind: "discarded" }
  | { readonly kind: "file"; readonly target: Word; readonly append: boolean }
  /** The next command of the pipeline reads it. */
  | { readonly kind: "pipe"; readonly to: readonly CommandFact[] }
  /** Caught by `$( )` of an assignment or of another command's words. */
  | { readonly kind: "captured"; readonly by: CommandFact | AssignmentFact | undefined }
  /** It goes to several places, e.g. a function with several callers, or `tee`d groups. */
  | { readonly kind: "several"; readonly sinks: readonly Sink[] };

export type Input =
  | { readonly kind: "inherited" }
  | { readonly kind: "pipe"; readonly from: readonly CommandFact[] }
  | { readonly kind: "file"; readonly source: Word }
  | { readonly kind: "heredoc"; readonly body: Word; readonly delimiter: string; readonly expands: boolean }
  | { readonly kind: "here-string"; readonly body: Word };

export interface Redirect {
  readonly span: Span;
  readonly operator: string;
  readonly fd: number | undefined;
  /** The variable that takes the descriptor: `{log}>file`. */
  readonly variable: string | undefined;
  /** The file, descriptor (`1` of `2>&1`) or text of a here-string; the body for `<<` and `<<-`. */
  readonly target: Word | undefined;
}

export interface AssignmentFact {
  readonly span: Span;
  readonly name: string;
  readonly nameSpan: Span;
  /**
   * Undefined for `export X` and `read X`. The elements of an array, the list of a `for` and the words `printf -v` prints are one
   * word with blanks between; its `literal` is undefined when there are several.
   */
  readonly value: Word | undefined;
  readonly exported: boolean;
  readonly append: boolean;
  /** The command it is a prefix of (`X=1 cmd`): then it holds for that command only. */
  readonly scope: CommandFact | undefined;
  readonly from: "assignment" | "read" | "for" | "printf-v" | "default";
  readonly functions: readonly string[];
  /** As for commands; a `${X:=…}` is conditional too. */
  readonly conditional: boolean;
  /** The subshell, substitution, pipeline element or nested script in which it holds; undefined when it lasts to the end. */
  readonly within: Span | undefined;
  readonly place: Place;
}

export interface Word {
  readonly span: Span;
  readonly parts: readonly WordPart[];
  /** Its exact value when all of it is literal, quotes removed, patterns and `~` as they are; else undefined. */
  readonly literal: string | undefined;
}

export type Quote = "none" | "single" | "double" | "ansi" | "heredoc";

export type WordPart = LiteralPart | VariablePart | SubstitutionPart | ArithmeticPart | TemplatePart;

export interface LiteralPart {
  readonly kind: "literal";
  /** Without the quotes. */
  readonly span: Span;
  /** Escapes removed, so it may be shorter than the span. */
  readonly text: string;
  readonly quote: Quote;
}

export interface VariablePart {
  readonly kind: "variable";
  readonly span: Span;
  /** `1`, `@`, `#`, … for special ones; empty when an unknown template is part of the name. */
  readonly name: string;
  /** The unknown template that makes (part of) the name: `$<< parameters.variable >>`. */
  readonly nameHole: number | undefined;
  /** Expanded by a shell on another host or in a container, which does not have the job's variables. */
  readonly elsewhere: boolean;
  readonly quote: Quote;
  /** `${!X}`. */
  readonly indirect: boolean;
  /**
   * What the expansion yields: `value` for `$X`, `${X:-d}`, `${X}`; `part` when it is cut or changed (`${X%…}`, `${X:0:4}`, `${X^^}`);
   * `length` for `${#X}`; `presence` for `${X:+set}`.
   */
  readonly yields: "value" | "part" | "length" | "presence";
  /** The operand of `:-`, `:=`, `:+`, `:?`; the replacement of `${X/a/b}`. */
  readonly alternative: Word | undefined;
}

export interface SubstitutionPart {
  readonly kind: "substitution";
  readonly span: Span;
  readonly form: "command" | "process-in" | "process-out";
  readonly quote: Quote;
  /** The commands of its outermost level, in order. */
  readonly commands: readonly CommandFact[];
}

export interface ArithmeticPart {
  readonly kind: "arithmetic";
  readonly span: Span;
  readonly quote: Quote;
  /** Variables read inside. */
  readonly names: readonly string[];
}

/** A piece whose value is not known before the pipeline runs: `<< pipeline.git.branch >>` and the like. */
export interface TemplatePart {
  readonly kind: "template";
  readonly span: Span;
  readonly quote: Quote;
  /** Index into the holes that were given to the reader. */
  readonly hole: number;
}
