/** A snapshot that cannot be used. Whoever gave it must act; the message says how. */
export class SnapshotError extends Error {
  override readonly name = "SnapshotError";
}
