import type { RelatedLocation } from "../../src/finding/location.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import { scriptsByRun } from "../data/scripts-by-run.ts";
import { downloadedCodeOf, type DownloadedCode } from "./downloaded-code.ts";
import { mayChange, shortUrl } from "./saved-downloads.ts";

export const remoteScriptExecution = defineRule({
  meta: {
    id: "remote-script-execution",
    title: "Downloaded code is run unchecked",
    summary:
      "What a URL returns is run: piped into a shell, substituted into one, or saved and run, with nothing that checks it.",
    rationale:
      "Whoever controls the server, its domain, its storage bucket or, over http, the network in between, decides what runs in this job with its " +
      "contexts and keys. That is how the Codecov uploader stole secrets from thousands of pipelines in 2021.",
    remediation:
      "Install the tool from an image, a package with a lockfile, or an orb at an exact version. Or download it, check it against a checksum that stands in the repository, and run it only then.",
    limits:
      "Binaries that are installed into a directory of the path and called by name are another rule's matter. What the script downloads by itself is not seen.",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-3"], cwe: ["CWE-494", "CWE-829"] },
    references: [
      { title: "CWE-494: download of code without integrity check", url: "https://cwe.mitre.org/data/definitions/494.html" },
      { title: "Codecov: bash uploader security update", url: "https://about.codecov.io/security-update/" },
    ],
    since: "0.1.0",
  },
  *check(audit) {
    for (const [run, steps] of scriptsByRun(audit)) {
      for (const code of downloadedCodeOf(steps)) if (mayChange(code.url.text, run)) yield report(code);
    }
  },
});

function report(code: DownloadedCode): Reported {
  const { script, url, runner, how } = code;
  const { run, step } = script;
  const plain = url.text.startsWith("http://");
  const who = plain
    ? "Whoever sits on the way, or controls the server,"
    : "Whoever controls the server, its domain or its storage";
  return {
    at: script.locate(url.word.span),
    ...(plain ? { severity: "high" } : {}),
    message: `What \`${shortUrl(url.text)}\` returns is ${verb(how, runner.command.name)} without a check. ${who} runs commands in the job \`${run.jobName}\`.`,
    replacement: replacementFor(url.text, runner.command.name),
    related: how === "saved" ? [runnerLocation(code)] : [],
    route: { run, hops: step.hops },
  };
}

function verb(how: DownloadedCode["how"], name: string | undefined): string {
  if (how === "saved") return "saved and run";
  return name === undefined ? "run" : `run by \`${name}\``;
}

function runnerLocation({ runner }: DownloadedCode): RelatedLocation {
  return { ...runner.script.locate(runner.command.span), label: "it is run here" };
}

function replacementFor(url: string, interpreter: string | undefined): string {
  const file = /([\w.-]+)\/?(?:[?#].*)?$/u.exec(url)?.[1] ?? "script";
  const name = file.includes(".") && !/^\w+\.(?:com|org|io|net|sh|dev)$/u.test(file) ? file : "install.sh";
  const shell =
    interpreter !== undefined && /^(?:ba|z|da|k)?sh$|^python\d*|^node$|^ruby$|^perl$/u.test(interpreter) ? interpreter : "bash";
  return [
    "- run: |",
    `    curl -fsSLo ${name} ${url.startsWith("http://") ? `https://${url.slice(7)}` : url}`,
    `    echo "<sha256 of the version you have read>  ${name}" | sha256sum -c -`,
    `    ${shell} ${name}`,
  ].join("\n");
}
