/** Every secret that a project's jobs can read or that is stored for it. */
import type { Scene } from "../../src/rule/scene.ts";
import type { RegisteredSecret } from "../../src/rule/secret-register.ts";
import { keysIn } from "./secrets/keys.ts";
import { kindOfName, type NamedKind } from "./secrets/kind.ts";
import { storesFor } from "./secrets/stores.ts";
import { secretVariablesIn, type SecretVariable } from "./secrets/variables.ts";
import { fetchedIn, writtenIn } from "./secrets/written.ts";

/** What to do first stands first. */
export function secretsIn(scene: Scene): readonly RegisteredSecret[] {
  const variables = secretVariablesIn(scene);
  const rows = [...writtenIn(scene), ...variables.map(registered), ...keysIn(scene), ...fetchedIn(scene)];
  if (rows.length === 0) return [];
  const stores = storesFor(
    scene,
    variables.map(({ name }) => name),
  );
  return rows
    .map((row): RegisteredSecret => ({ ...row, stores: row.form === "variable" && !isByOidc(row) ? stores : [] }))
    .sort((a, b) => rank(a) - rank(b) || compare(a.name, b.name));
}

function isByOidc({ oidc }: Pick<RegisteredSecret, "oidc">): boolean {
  return oidc === "native" || oidc === "generic";
}

function registered(variable: SecretVariable): Omit<RegisteredSecret, "stores"> {
  const named = kindOfName(variable.name);
  const { kind, service, oidc } = named;
  return { ...variable, kind, service, oidc, advice: adviceFor(variable, named) };
}

function adviceFor({ home }: SecretVariable, { credential, kind }: NamedKind): string {
  if (credential !== undefined) return `${credential.advice.charAt(0).toUpperCase()}${credential.advice.slice(1)}.`;
  if (home.kind === "unstored") return "Find out what sets it; if nothing does, take the name out.";
  return byKind[kind];
}

const byKind: Readonly<Record<RegisteredSecret["kind"], string>> = {
  password: "Use an account that is CI's alone and may do no more than the job.",
  "api-key": "Look whether its service takes OIDC.",
  "connection-string": "Use an account that is CI's alone; for a database, the cloud's short-lived tokens where it has them.",
  "ssh-key": "Store it as an additional SSH key of the project and load it by its fingerprint.",
  certificate: "Keep the private half in a KMS or a secrets manager, and let it expire.",
  "encryption-key": "Keep it in a KMS that the job may ask to sign or decrypt, so that the key itself never enters the job.",
  "oauth-token": "Use a client that is CI's alone, with the fewest scopes and an expiry date.",
  "cloud-credential": "Look whether its service takes OIDC.",
  unknown: "Its name does not tell what it opens: find out, and give it an owner.",
};

const formRanks: Readonly<Record<RegisteredSecret["form"], number>> = {
  literal: 0,
  variable: 1,
  "ssh-key": 5,
  "checkout-key": 6,
  "deploy-key": 7,
  "api-token": 8,
  "runner-token": 9,
  "webhook-secret": 10,
  fetched: 11,
};

const oidcRanks: Readonly<Record<RegisteredSecret["oidc"], number>> = { native: 0, generic: 1, none: 2, unknown: 3 };

function rank({ form, oidc }: RegisteredSecret): number {
  return formRanks[form] + (form === "variable" ? oidcRanks[oidc] : 0);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
