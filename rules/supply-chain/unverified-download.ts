import { defineRule, type Reported } from "../../src/rule/rule.ts";
import { scriptsByRun } from "../data/scripts-by-run.ts";
import { downloadedCodeOf } from "./downloaded-code.ts";
import { installedDownloadsOf, type InstalledDownload } from "./installed-downloads.ts";
import { mayChange, shortUrl } from "./saved-downloads.ts";

export const unverifiedDownload = defineRule({
  meta: {
    id: "unverified-download",
    title: "A downloaded program is installed unchecked",
    summary:
      "A binary, package or archive is fetched from a URL, then installed or made executable with no checksum or signature.",
    rationale:
      "Release files can be replaced under the same address by the project's owner, by a thief of the owner's token, or by whoever controls the storage. " +
      "The tool then runs in this job, and in later ones, with their contexts and keys.",
    remediation:
      "Keep the checksum of the version you use in the configuration and check it before the file is installed, or take the tool from an image or a package manager that checks signatures.",
    limits:
      "A program that a script downloads by itself is not seen. What is unpacked and later moved in the same step is taken to be from the one archive unpacked there. Files that are run at once are reported by `remote-script-execution`.",
    severity: "low",
    confidence: "medium",
    profile: "pedantic",
    data: "config",
    tags: { owasp: ["CICD-SEC-3"], cwe: ["CWE-494"] },
    references: [
      { title: "CWE-494: download of code without integrity check", url: "https://cwe.mitre.org/data/definitions/494.html" },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    for (const [run, steps] of scriptsByRun(audit)) {
      const installed = [...installedDownloadsOf(steps)].filter(({ url }) => mayChange(url.text, run));
      if (installed.length === 0) continue;
      const runAtOnce = new Set([...downloadedCodeOf(steps)].map(({ url }) => url.word));
      for (const download of installed) if (!runAtOnce.has(download.url.word)) yield report(download);
    }
  },
});

function report({ script, url, installer }: InstalledDownload): Reported {
  const { run, step } = script;
  const file = /([\w.+-]+)\/?(?:[?#].*)?$/u.exec(url.text)?.[1] ?? "tool";
  return {
    at: script.locate(url.word.span),
    message:
      `What \`${shortUrl(url.text)}\` returns is ${verb(installer.command.name)} without a check: whoever can replace that file runs ` +
      `code in the job \`${run.jobName}\`.`,
    replacement: [
      "- run: |",
      `    curl -fsSLo ${file} ${url.text}`,
      `    echo "<sha256 of the version you have checked>  ${file}" | sha256sum -c -`,
    ].join("\n"),
    related: [{ ...installer.script.locate(installer.command.span), label: "it is installed here" }],
    route: { run, hops: step.hops },
  };
}

function verb(name: string | undefined): string {
  if (name === "chmod") return "made executable";
  return name === "tar" || name === "unzip" || name === "bsdtar" ? "unpacked among the programs" : "installed";
}
