/** Commands that log in to services with an OIDC token. Sources: the manuals of vault, infisical and pulumi. */
import type { CommandFact } from "../../../src/shell/facts.ts";
import { wordSet } from "../options.ts";
import { wordText } from "../word-text.ts";

const clients = wordSet("vault bao infisical pulumi doppler jf jfrog esc curl");
const login = /\bauth\/[\w-]*(?:jwt|oidc|circleci)[\w-]*\/login|\boidc-auth\b|^--?oidc-/u;

/** `vault write auth/jwt/login`, `vault login -method=jwt`, `infisical login --method=oidc-auth`, `pulumi login --oidc-token`. */
export function isTokenLogin({ name, args }: CommandFact): boolean {
  if (!clients.has(name ?? "")) return false;
  return args.some((word, index) => {
    const text = wordText(word);
    if (login.test(text) || /^--?method=(?:jwt|oidc)$/u.test(text)) return true;
    return /^--?method$/u.test(text) && /^(?:jwt|oidc)$/u.test(args[index + 1]?.literal ?? "");
  });
}
