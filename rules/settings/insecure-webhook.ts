import type { PathSegment } from "../../src/finding/location.ts";
import { defineSettingsRule, type Reported } from "../../src/rule/rule.ts";
import type { Fetched } from "../../src/snapshot/fetched.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import type { Webhook } from "../../src/snapshot/project.ts";
import { sheetOf, type SheetSubject } from "../../src/snapshot/sheet.ts";
import { quote } from "../../src/source/quote.ts";
import { projectName, repositoryName } from "./wording.ts";

export const insecureWebhook = defineSettingsRule({
  meta: {
    id: "insecure-webhook",
    title: "A webhook can be read or forged",
    summary: "A webhook of CircleCI or GitHub uses http, does not verify TLS, or is not signed.",
    rationale:
      "Webhooks carry branches, authors and results, and make their receivers act: deploy, merge, close. Over http, or without checking the certificate, whoever is on the way " +
      "reads and changes them. Without a secret the receiver cannot tell a real one from one that anybody on the internet sends it.",
    remediation:
      "Use an https address, verify the certificate, set a secret and let the receiver check the signature " +
      "(`circleci-signature`, `X-Hub-Signature-256`). At CircleCI: Project Settings, Webhooks; at GitHub: Settings, Webhooks.",
    limits:
      "Whether the receiver checks signatures is not known. An address may itself be a secret; only its host is looked at, and hosts whose receivers are known to check no signature are not asked for one.",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-7"], cwe: ["CWE-295", "CWE-319", "CWE-345"] },
    references: [
      { title: "CircleCI: webhooks", url: "https://circleci.com/docs/guides/integration/outbound-webhooks/" },
      {
        title: "GitHub: validating webhook deliveries",
        url: "https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries",
      },
    ],
    since: "0.3.0",
  },
  *checkProject(audit) {
    const { project } = audit;
    yield* faultsIn(
      project.webhooks,
      project,
      ({ name }) => `The webhook ${quote(name)} of ${projectName(project)}`,
      cures.circleci,
    );
    const { repository } = audit;
    if (repository === undefined) return;
    const sender = `A webhook of ${repositoryName(audit)} at GitHub`;
    yield* faultsIn(repository.webhooks, repository, () => sender, cures.repository);
  },
  *checkOrganization({ githubOrganization }) {
    if (githubOrganization === undefined) return;
    const sender = `A webhook of the GitHub organisation ${quote(githubOrganization.login)}`;
    yield* faultsIn(githubOrganization.webhooks, githubOrganization, () => sender, cures.organization);
  },
});

const mend = "use an https address, have its certificate verified, set a secret, and let the receiver check the signature";

const cures = {
  circleci: `Under Project Settings, Webhooks: ${mend} in the header \`circleci-signature\`.`,
  repository: `Under the repository's Settings, Webhooks: ${mend} in the header \`X-Hub-Signature-256\`.`,
  organization: `Under the organisation's Settings, Webhooks: ${mend} in the header \`X-Hub-Signature-256\`.`,
};

function* faultsIn(
  webhooks: Fetched<readonly Webhook[]>,
  subject: SheetSubject,
  sender: (hook: Webhook) => string,
  remediation: string,
): Iterable<Reported> {
  for (const [index, hook] of (valueOf(webhooks) ?? []).entries()) {
    const [first, ...others] = faultsOf(hook);
    if (first === undefined) continue;
    const at = (...field: readonly PathSegment[]): Reported["at"] => sheetOf(subject).at("webhooks", index, ...field);
    const all = [first, ...others];
    yield {
      at: at(first.field),
      message: `${sender(hook)} to ${quote(hook.origin)} ${all.map(({ says }) => says).join(", and ")}.`,
      remediation,
      related: others.map(({ field, says }) => ({ ...at(field), label: `it ${says}` })),
    };
  }
}

interface Fault {
  readonly field: keyof Webhook;
  readonly says: string;
}

function faultsOf({ origin, verifiesTls, hasSecret }: Webhook): readonly Fault[] {
  const isPlain = /^http:/i.test(origin);
  return [
    ...(isPlain
      ? [{ field: "origin", says: "goes over http, where whoever is on the way can read and change it" } as const]
      : []),
    ...(isPlain || verifiesTls
      ? []
      : [{ field: "verifiesTls", says: "takes any certificate, so whoever is on the way can pose as the receiver" } as const]),
    ...(hasSecret || checksNoSignature(origin)
      ? []
      : [{ field: "hasSecret", says: "is not signed, so anybody can send the receiver a forged one" } as const]),
  ];
}

/** CircleCI sets up its own webhook at GitHub, without a secret; the others know their senders by the address alone. */
const unsignedReceivers = new Set(["circleci.com", "hooks.slack.com", "discord.com", "discordapp.com"]);

function checksNoSignature(origin: string): boolean {
  const host = /^https?:\/\/([^/:]+)/i.exec(origin)?.[1]?.toLowerCase();
  return host !== undefined && unsignedReceivers.has(host);
}
