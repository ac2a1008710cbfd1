/** A mistake in how the tool was called: the user can put it right, so one line says where and how. */

/** Printed as `circleci-secaudit: <message>` on standard error; exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
