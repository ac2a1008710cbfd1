/** Names of shells whose scripts are read as bash. */
const shells: ReadonlySet<string> = new Set(["bash", "sh", "dash", "ash", "zsh", "ksh", "bash.exe", "sh.exe"]);

export function isShell(name: string): boolean {
  return shells.has(name);
}
