/** Signs that a script logs in to a cloud with the job's OIDC token. */
import type { AssignmentFact, CommandFact, Word } from "../../../src/shell/facts.ts";
import { readsOf } from "../../../src/shell/variables.ts";
import type { CloudProvider } from "../oidc/use.ts";
import { wordSet } from "../options.ts";
import { wordText } from "../word-text.ts";
import { readWords } from "./read-words.ts";

/** `any`: the token is used, and only the rest of the job tells for which cloud. */
export type Federation = CloudProvider | "any";

/** What only a login by OIDC mentions. */
const marks: readonly (readonly [CloudProvider, RegExp])[] = [
  ["aws", /assume-role-with-web-identity|web[-_]identity[-_]token/iu],
  ["gcp", /create-cred-config|workload-?identity-?pool|external_account/iu],
  ["azure", /--federated-token|ARM_USE_OIDC|ARM_OIDC_TOKEN|AZURE_FEDERATED_TOKEN/u],
];

/** They sign and publish with the token. */
const otherUsers = wordSet("cosign gitsign npm twine");

const byProgram: Readonly<Record<string, CloudProvider>> = { aws: "aws", gcloud: "gcp", az: "azure" };

export function isOidcToken(name: string): boolean {
  return name === "CIRCLE_OIDC_TOKEN" || name === "CIRCLE_OIDC_TOKEN_V2";
}

/** Also for a name in `environment`, or an argument of an orb. */
export function federationInText(text: string): CloudProvider | undefined {
  return marks.find(([, mark]) => mark.test(text))?.[0];
}

export function federationOfCommand(command: CommandFact): Federation | undefined {
  const words = readWords(command);
  for (const word of words) {
    const found = federationInText(wordText(word));
    if (found !== undefined) return found;
  }
  if (otherUsers.has(command.name ?? "") || (!words.some(readsToken) && !mintsToken(command))) return undefined;
  return byProgram[command.name ?? ""] ?? "any";
}

export function federationOfAssignment({ name, value }: AssignmentFact): Federation | undefined {
  return federationInText(name) ?? (value !== undefined && readsToken(value) ? "any" : undefined);
}

function readsToken(word: Word): boolean {
  for (const { name } of readsOf(word)) if (isOidcToken(name)) return true;
  return false;
}

/** `circleci run oidc get`, but not for those who check signatures and publishers. */
function mintsToken({ name, args }: CommandFact): boolean {
  if (name !== "circleci" || args[0]?.literal !== "run" || args[1]?.literal !== "oidc") return false;
  return !args.some((word) => /sigstore|npm:|pypi/u.test(wordText(word)));
}
