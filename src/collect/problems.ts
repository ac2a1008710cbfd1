/** Problems that the file system makes. */
import type { Problem } from "../finding/report.ts";
import { quote } from "../source/quote.ts";

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EISDIR: "it is a folder",
  ELOOP: "its links go round in a circle",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "its name is too long",
  ENOENT: "it is gone",
  ENOSPC: "the disk is full",
  ENOTDIR: "a part of its path is no folder",
  EROFS: "the file system is read-only",
};

/** Why the file system refused, in words; unknown reasons keep its code. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return reasons[code] ?? (code === "" ? "unknown reason" : code);
}

export function unreadable(path: string, error: unknown): Problem {
  return { code: "unreadable-file", message: `${quote(path, 200)} cannot be read: ${reasonOf(error)}.`, level: "error" };
}
