/** Commands that install tools into the machine itself; what a lockfile lists belongs to the project. */
import type { CommandFact, ScriptFacts } from "../../../src/shell/facts.ts";
import { downloadsOf } from "../../data/tools/download-use.ts";
import { extractionOf } from "../../data/tools/installers.ts";
import { wordText } from "../../data/word-text.ts";

const packageTools = new Set(
  "apt apt-get aptitude yum dnf apk brew choco snap scoop sdkmanager rustup nvm pyenv rbenv conda mamba gem add-apt-repository dpkg installer".split(
    " ",
  ),
);

const byScript = new WeakMap<ScriptFacts, readonly CommandFact[]>();

export function installsOf(facts: ScriptFacts): readonly CommandFact[] {
  let found = byScript.get(facts);
  if (found === undefined) byScript.set(facts, (found = facts.commands.filter(isInstall)));
  return found;
}

function isInstall(command: CommandFact): boolean {
  const { name = "", args, place, conditional } = command;
  if (place !== "job" || conditional) return false;
  if (packageTools.has(name))
    return args.some(({ literal = "" }) => /^(?:install|add|-i|--install|-pkg|ppa:.*)$/u.test(literal)) || name === "sdkmanager";
  if (/^g?make$/u.test(name) && args.some(({ literal }) => literal === "install")) return true;
  if (name === "configure" || extractionOf(command) !== undefined) return true;
  const download = downloadsOf(command);
  return (
    download !== undefined &&
    (download.file !== undefined || command.output.kind === "pipe") &&
    download.urls.some(({ word }) => /^https?:/u.test(wordText(word)))
  );
}
