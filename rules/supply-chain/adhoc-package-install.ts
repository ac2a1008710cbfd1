import type { Audit, ScriptRun } from "../../src/rule/audit.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import type { ScriptFacts } from "../../src/shell/facts.ts";
import { quote } from "../../src/source/quote.ts";
import { scriptsByFacts } from "../data/scripts-by-facts.ts";
import { scriptsByRun } from "../data/scripts-by-run.ts";
import { packageInstallOf, type PackageInstall } from "../data/tools/package-installs.ts";

export const adhocPackageInstall = defineRule({
  meta: {
    id: "adhoc-package-install",
    title: "A package is installed without a version",
    summary:
      "A script installs a package by name and takes whatever release is the newest: `npm i -g x`, `pip install x`, `npx x`, `go install x@latest`.",
    rationale:
      "Each run takes the release that stands in the registry at that moment, with its install scripts. Whoever takes over the package or its " +
      "author's account runs code in the job with the next pipeline, and no change of yours, no review and no lockfile stands in between.",
    remediation:
      "Name the exact version, or better: make it a dependency of the project, so that a lockfile holds its checksum and those of all it needs.",
    limits:
      "Exact versions are taken as they are, though what they depend on still floats. Packages of the operating system, names that come from variables, and programs that scripts run are not looked at.",
    severity: "low",
    confidence: "high",
    profile: "pedantic",
    data: "config",
    tags: { owasp: ["CICD-SEC-3"], cwe: ["CWE-829", "CWE-1357"] },
    references: [
      {
        title: "CWE-829: inclusion of functionality from untrusted control sphere",
        url: "https://cwe.mitre.org/data/definitions/829.html",
      },
      {
        title: "OWASP: npm security",
        url: "https://cheatsheetseries.owasp.org/cheatsheets/NPM_Security_Cheat_Sheet.html",
      },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    for (const [facts, scripts] of scriptsByFacts(audit.scripts)) {
      for (const install of installsIn(facts)) {
        for (const script of scripts) {
          if (!install.prefersLocal || !mayHaveDependencies(script, audit)) yield report(install, script);
        }
      }
    }
  },
});

function installsIn({ commands }: ScriptFacts): readonly PackageInstall[] {
  return commands.flatMap((command) => packageInstallOf(command) ?? []);
}

/** The project's dependencies may be there, and the program among them: installed here, by an orb, or brought along. */
function mayHaveDependencies({ run }: ScriptRun, audit: Audit): boolean {
  const brought = run.steps.some((step) => {
    return step.kind === "orb-command" || (step.kind === "builtin" && /^(?:attach_workspace|restore_cache)$/.test(step.name));
  });
  return brought || run.kind !== "build" || (scriptsByRun(audit).get(run) ?? []).some(({ facts }) => installsDependencies(facts));
}

function installsDependencies({ commands }: ScriptFacts): boolean {
  return commands.some(({ name = "", args }) => {
    const [verb] = args.filter(({ literal = "-" }) => !literal.startsWith("-"));
    return (
      /^(?:npm|yarn|pnpm|bun|lerna|make|task|just)$/.test(name) &&
      !/^(?:run|test|exec|x|dlx|publish|version)$/.test(verb?.literal ?? "")
    );
  });
}

const mostNames = 3;

function report({ what, loose }: PackageInstall, { run, step, locate }: ScriptRun): Reported {
  const [first] = loose;
  const names = loose.slice(0, mostNames).map(({ name }) => quote(name));
  const more = loose.length - names.length;
  const list = more > 0 ? `${names.join(", ")} and ${more} more` : new Intl.ListFormat("en-GB").format(names);
  const fits = loose.some(({ isBounded }) => isBounded) ? " that fits" : "";
  return {
    at: locate(first?.word.span ?? { start: 0, end: 0 }),
    message: `${quote(what)} takes whatever release of ${list} is the newest${fits} at that moment, and the job \`${run.jobName}\` runs it.`,
    related: loose
      .slice(1)
      .map(({ word, name }) => ({ ...locate(word.span), label: `${quote(name)} has no exact version either` })),
    route: { run, hops: step.hops },
  };
}
