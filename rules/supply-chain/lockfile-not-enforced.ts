import type { Fix } from "../../src/finding/fix.ts";
import type { Audit, ScriptRun } from "../../src/rule/audit.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import type { CommandFact, ScriptFacts } from "../../src/shell/facts.ts";
import { folderOf } from "../data/script-folder.ts";
import { scriptsByFacts } from "../data/scripts-by-facts.ts";
import { lockfileInstallOf, type LockfileInstall } from "../data/tools/lockfile-installs.ts";
import { enforcing, isEnforcedElsewhere } from "./enforced-lockfiles.ts";

export const lockfileNotEnforced = defineRule({
  meta: {
    id: "lockfile-not-enforced",
    title: "The lockfile is not enforced",
    summary: "Dependencies are installed by a command that goes on, and takes newer ones, where the lockfile does not fit.",
    rationale:
      "The lockfile names the exact releases, with checksums, that somebody has looked at. A command that may change it takes a newer release of any " +
      "dependency, at any depth, as soon as the two files differ, and nobody notices. Whoever takes over one package runs code in the job that way.",
    remediation:
      "Use the command that fails instead: `npm ci`, `yarn install --immutable` (`--frozen-lockfile` in Yarn 1), `pnpm install --frozen-lockfile`, " +
      "`bundle install` with `BUNDLE_FROZEN=true`.",
    limits:
      "Whether a lockfile is there is known only where the checkout is at hand. Settings in `.npmrc`, `.yarnrc` and `.bundle/config` are not read, and scripts that the job runs are not followed.",
    severity: "low",
    confidence: "high",
    profile: "pedantic",
    data: "config",
    tags: { owasp: ["CICD-SEC-3"], cwe: ["CWE-1357"] },
    references: [
      {
        title: "OWASP: npm security",
        url: "https://cheatsheetseries.owasp.org/cheatsheets/NPM_Security_Cheat_Sheet.html",
      },
      { title: "Yarn: install", url: "https://yarnpkg.com/cli/install" },
      { title: "Bundler: bundle install", url: "https://bundler.io/man/bundle-install.1.html" },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    for (const [facts, scripts] of scriptsByFacts(audit.scripts)) {
      for (const { command, install } of installsIn(facts)) {
        const cases = scripts.map((script) => ({ script, lockfile: lockfileFor(install, command, script, audit) }));
        // The script is the same for all jobs that run it, so it must be right for all to change it.
        const isForAll = cases.every(({ lockfile }) => lockfile !== "none");
        for (const { script, lockfile } of cases) {
          if (lockfile !== "none") yield report(install, command, script, { lockfile, audit, isForAll });
        }
      }
    }
  },
});

interface Found {
  readonly command: CommandFact;
  readonly install: LockfileInstall;
}

function* installsIn({ commands }: ScriptFacts): Iterable<Found> {
  for (const command of commands) {
    const install = lockfileInstallOf(command);
    if (install !== undefined) yield { command, install };
  }
}

type Lockfile = "known" | "unknown" | "none";

/** `none` where there is no lockfile to enforce, or something else enforces it. */
function lockfileFor(install: LockfileInstall, command: CommandFact, script: ScriptRun, audit: Audit): Lockfile {
  if (isEnforcedElsewhere(install, command, script, audit)) return "none";
  const folder = folderOf(script, command, install.folder);
  if (folder === undefined)
    return install.lockfiles.some((name) => audit.repository.hasFile(name) !== false) ? "unknown" : "none";
  const answers = install.lockfiles.map((name) => audit.repository.hasFile(folder === "" ? name : `${folder}/${name}`));
  return answers.includes(true) ? "known" : answers.includes("unknown") ? "unknown" : "none";
}

interface Circumstances {
  readonly lockfile: Lockfile;
  readonly audit: Audit;
  readonly isForAll: boolean;
}

function report(
  install: LockfileInstall,
  command: CommandFact,
  script: ScriptRun,
  { lockfile, audit, isForAll }: Circumstances,
): Reported {
  const { facts, locate, run, step } = script;
  const end = (install.verb ?? command.words[0] ?? command).span.end;
  const span = install.loosened?.span ?? { start: command.words[0]?.span.start ?? command.span.start, end };
  const written = facts.text.slice(command.words[0]?.span.start ?? 0, end);
  const [name = ""] = install.lockfiles;
  const what = install.loosened === undefined ? `\`${written}\`` : `\`${facts.text.slice(span.start, span.end)}\``;
  const cure = enforcing(install, command, script, audit);
  return {
    at: locate(span),
    ...(lockfile === "known" ? {} : { confidence: "medium" }),
    message: `Where \`${name}\` does not fit what is wanted, ${what} lets newer dependencies in, and the job \`${run.jobName}\` runs them.`,
    replacement: `- run: ${cure.line}`,
    fixes: isForAll ? fixesOf(cure.title, cure.edits, cure.isSafe && lockfile === "known") : [],
    route: { run, hops: step.hops },
  };
}

function fixesOf(title: string, edits: Fix["edits"] | undefined, isSafe: boolean): readonly Fix[] {
  return edits === undefined ? [] : [{ title, safety: isSafe ? "safe" : "unsafe", edits }];
}
