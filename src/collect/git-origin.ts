/** Where a checkout was cloned from, as its `.git/config` says. The file is a stranger's: it is read as text, and nothing it names is opened. */
import { lstatSync, readFileSync } from "node:fs";
import path from "node:path";

/** Far more than a clone's own settings. */
const largest = 64 * 1024;

/** The address of the remote `origin` of the checkout in a folder; undefined for worktrees and submodules, whose `.git` is a file. */
export function originOf(home: string): string | undefined {
  const file = path.join(home, ".git", "config");
  try {
    // Neither the folder nor the file may be a link: it would lead out of the repository.
    if (!lstatSync(path.dirname(file)).isDirectory()) return undefined;
    const stat = lstatSync(file);
    if (!stat.isFile() || stat.size > largest) return undefined;
    return urlOfOrigin(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function urlOfOrigin(text: string): string | undefined {
  let section = "";
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[([^\]]{1,200})\]/.exec(line)?.[1];
    if (header !== undefined) section = header.trim();
    else if (section === 'remote "origin"') {
      const url = /^\s*url\s*=\s*(\S{1,500})\s*$/i.exec(line)?.[1];
      // Whoever clones with a token leaves it here.
      if (url !== undefined) return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)?[^/]*@/i, "$1");
    }
  }
  return undefined;
}
