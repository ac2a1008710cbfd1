import type { ScriptRun } from "../../src/rule/audit.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import { scriptsByFacts } from "../data/scripts-by-facts.ts";
import { trustedKeysOf, type TrustedKey } from "./trusted-keys.ts";

export const remoteSigningKey = defineRule({
  meta: {
    id: "remote-signing-key",
    title: "A signing key is trusted unseen",
    summary: "A key for packages is fetched from a URL and trusted at once, without a look at its fingerprint.",
    rationale:
      "Signed packages are worth as much as the key that they are checked with. A key that comes fresh from a server each time proves nothing: whoever controls that " +
      "server, its domain or its storage hands out a key of their own, and packages signed with it, which are then installed as root.",
    remediation:
      "Keep the key in the repository or in the image, or compare its fingerprint with one that stands in the configuration before it is trusted.",
    limits:
      "A script that is run to add the key is not looked into. Keys fetched from a key server by their full fingerprint are fine.",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-3"], cwe: ["CWE-494", "CWE-347"] },
    references: [
      {
        title: "Debian: third-party repositories and their keys",
        url: "https://wiki.debian.org/DebianRepository/UseThirdParty",
      },
    ],
    since: "0.2.0",
  },
  *check({ scripts }) {
    for (const [facts, runs] of scriptsByFacts(scripts)) {
      for (const key of trustedKeysOf(facts)) for (const script of runs) yield report(script, key);
    }
  },
});

function report({ run, step, locate }: ScriptRun, { url, how, by }: TrustedKey): Reported {
  const plain = url.text.startsWith("http://");
  return {
    at: locate(url.word.span),
    ...(plain ? { severity: "high" } : {}),
    message:
      `The key at \`${url.text}\` is ${how} as it comes: ` +
      `${plain ? "whoever sits on the way, or controls the server," : "whoever controls that server"} ${gains(how)} in the job \`${run.jobName}\`.`,
    replacement: [
      "- run: |",
      `    curl -fsSLo key.asc ${plain ? `https://${url.text.slice(7)}` : url.text}`,
      "    gpg --show-keys --with-colons key.asc | grep -q '^fpr:::::::::<the fingerprint you have checked>:'",
      "    sudo install -m 644 key.asc /etc/apt/keyrings/<vendor>.asc",
    ].join("\n"),
    related: by === undefined ? [] : [{ ...locate(by), label: "it is trusted here" }],
    route: { run, hops: step.hops },
  };
}

function gains(how: string): string {
  return how.startsWith("imported") ? "can sign what is then taken for genuine" : "can have packages of their own installed";
}
