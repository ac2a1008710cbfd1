/** The shape of the command line: commands, their options, and what `--help` says of them. */

export interface OptionSpec {
  readonly name: string;
  readonly short?: string;
  /** What stands for the value in the help, e.g. `<file>`; a flag has none. */
  readonly value?: string;
  /** The value may be left out, and stands behind `=` when it is there. */
  readonly optional?: boolean;
  /** The words it takes, when there are only these. */
  readonly choices?: readonly string[];
  readonly repeatable?: boolean;
  readonly default?: string;
  readonly summary: string;
}

export interface Explained {
  readonly name: string;
  readonly summary: string;
}

export interface CommandSpec {
  readonly name: string;
  /** What follows the tool's name, e.g. `explain <rule>`. */
  readonly usage: string;
  readonly summary: string;
  readonly positionals: readonly Explained[];
  /** How many positionals it takes at most. */
  readonly most: number;
  readonly options: readonly OptionSpec[];
  readonly environment: readonly Explained[];
  readonly exitCodes: readonly Explained[];
  readonly examples: readonly Explained[];
}

/** A command line as understood. Values of an option stand in the order given; a flag has one empty value each time. */
export interface CommandLine {
  readonly command: CommandSpec;
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly positionals: readonly string[];
}
