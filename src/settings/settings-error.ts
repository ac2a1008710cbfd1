/** A settings file that cannot be used: the user can put it right. */

export interface SettingsIssue {
  /** Path of the settings file. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Its message has one line for each issue, `file:line:column: what`. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
  readonly issues: readonly SettingsIssue[];

  constructor(issues: readonly SettingsIssue[]) {
    super(issues.map(({ file, line, column, message }) => `${file}:${String(line)}:${String(column)}: ${message}`).join("\n"));
    this.issues = issues;
  }
}
