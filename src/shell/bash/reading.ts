/** What is carried along while one script is read: the facts found so far, where in the script we are, what the shell's state is. */
import type { Statement } from "unbash";
import type { Span } from "../../source/span.ts";
import type {
  AssignmentFact,
  CommandFact,
  CommandRole,
  Input,
  Place,
  ShellOptions,
  Sink,
  TraceSwitch,
  WordPart,
} from "../facts.ts";
import type { Draft } from "../drafts.ts";
import type { Source } from "../source.ts";

/** Both ends of a pipe, and the depth of substitutions at which it stands. */
export interface Pipe {
  readonly sink: { readonly kind: "pipe"; readonly to: CommandFact[] };
  readonly input: { readonly kind: "pipe"; readonly from: CommandFact[] };
  readonly substitution: number;
}

/** The descriptors of a command: standard ones by name, others by number or by `{variable}`. */
export interface Io {
  readonly input: Input;
  readonly output: Sink;
  readonly error: Sink;
  readonly more: ReadonlyMap<string, Sink>;
}

/** What the running shell changes as it goes; a subshell works on a copy. */
export interface ShellState {
  io: Io;
  options: ShellOptions;
  /** Options that were switched, on or off, since the script or the function began. */
  switched: Partial<ShellOptions>;
}

/** A function, however often it is defined. */
export interface ShellFunction {
  /** Stand-ins for what the call sites give; filled in when the whole script has been read. */
  readonly io: Io;
  /** The options objects that the bodies start with. */
  readonly entries: ShellOptions[];
  /** Options that a call changes; set when a body has been read. */
  effect: Partial<ShellOptions>;
}

/** Where in the script we are. Immutable; a construct reads its parts with a changed copy. */
export interface Frame {
  readonly reading: Reading;
  readonly shell: ShellState;
  readonly source: Source;
  readonly functions: readonly string[];
  readonly substitutedInto: CommandFact | AssignmentFact | undefined;
  /** Depth of substitutions. */
  readonly substitution: number;
  readonly nestedIn: CommandFact | undefined;
  readonly nesting: number;
  readonly place: Place;
  /** Variables of the job that a container is given. */
  readonly passed: ReadonlySet<string>;
  readonly role: CommandRole;
  readonly conditional: boolean;
  /** See `CommandFact.allowedBy`. */
  readonly allowedBy: readonly CommandFact[];
  readonly within: Span | undefined;
  /** Takes the commands that await the other side of `||`. */
  readonly failing: Draft<CommandFact>[] | undefined;
  /** Takes the commands at this level of substitution. */
  readonly level: CommandFact[];
}

export interface Reading {
  /** The whole script. */
  readonly text: string;
  readonly commands: Draft<CommandFact>[];
  readonly assignments: AssignmentFact[];
  readonly errors: { readonly span: Span; readonly message: string }[];
  readonly traceSwitches: TraceSwitch[];
  readonly functions: Map<string, ShellFunction>;
  /** Pipes by either end, and by the `<( )` or `>( )` that opens them. */
  readonly pipes: Map<Sink | Input | WordPart, Pipe>;
  /** What may still be spent on reading, see `budget.ts`. */
  nodes: number;
  characters: number;
  depth: number;
  /** The first thing that was given up on. */
  gaveUp: string | undefined;
  /** Reads statements; here because words hold statements and statements hold words. */
  readonly readStatements: (statements: readonly Statement[], frame: Frame) => void;
}
