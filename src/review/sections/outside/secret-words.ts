/** Words of the register: kinds, homes and lists of names. */
import { distinct, quoted } from "../words.ts";
import { quote } from "../../../source/quote.ts";
import type { RegisteredSecret, SecretHome, SecretKind } from "../../../rule/secret-register.ts";

const kindsInWords: Readonly<Record<SecretKind, string>> = {
  password: "password",
  "api-key": "API key or token",
  "connection-string": "connection string",
  "ssh-key": "SSH key",
  certificate: "certificate or its key",
  "encryption-key": "encryption or signing key",
  "oauth-token": "OAuth secret",
  "cloud-credential": "cloud credential",
  unknown: "not known",
};

const forms: Readonly<Partial<Record<RegisteredSecret["form"], string>>> = {
  "checkout-key": "SSH key for the checkout",
  "deploy-key": "SSH key, a deploy key",
  "api-token": "API token",
  "runner-token": "runner token",
  "webhook-secret": "webhook secret",
};

/** OIDC can take its place. */
export function isByOidc({ oidc }: Pick<RegisteredSecret, "oidc">): boolean {
  return oidc === "native" || oidc === "generic";
}

export function kindInWords({ form, kind }: Pick<RegisteredSecret, "form" | "kind">): string {
  return forms[form] ?? kindsInWords[kind];
}

/** `an SSH key`, `2 SSH keys`. */
export function countKind(number: number, kind: string): string {
  if (number > 1) return `${String(number)} ${kind.replace(/key|token|secret/u, "$&s")}`;
  return `${/^(?:SSH|[aeiou])/iu.test(kind) ? "an" : "a"} ${kind}`;
}

/** Whether its name says something to people: that of a variable does, the fingerprint of a key does not. */
export function hasTellingName({ form }: Pick<RegisteredSecret, "form">): boolean {
  return forms[form] === undefined && form !== "ssh-key";
}

export function homeInWords(home: SecretHome): string {
  switch (home.kind) {
    case "context":
      return `context ${quote(home.name)}`;
    case "project":
      return "project";
    case "config":
      return "the file itself";
    case "manager":
      return home.name;
    case "repository":
      return "repository";
    case "runner":
      return `machines of ${quote(home.name)}`;
    case "unstored":
      return "neither project nor contexts";
    case "unknown":
      return home.contexts.length === 0 ? "not known" : `not known; perhaps ${orList(home.contexts)}`;
  }
}

function orList(contexts: readonly string[]): string {
  const shown = contexts.slice(0, 2).map((name) => quote(name));
  const rest = contexts.length - shown.length;
  return `context ${rest > 0 ? `${shown.join(", ")} or ${String(rest)} more` : shown.join(" or ")}`;
}

/** `` `A`, `B` and 3 more ``. */
export function namesInLine(rows: readonly Pick<RegisteredSecret, "name">[], most = 4): string {
  return quoted(distinct(rows.map(({ name }) => name)), most);
}
