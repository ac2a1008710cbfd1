/** Trusted publishing to npm and PyPI, and Vault's JWT login. Sources: CircleCI's deploy guides; Vault's JWT auth documentation. */
import { issuer } from "./placeholders.ts";
import type { PublishUse, Replacement, VaultUse } from "./use.ts";
import { toYaml } from "./yaml-text.ts";

/** The audience names the registry's host, which npm knows. */
const npm = `registry="$(npm config get registry | cut -d/ -f3)"
NPM_ID_TOKEN="$(circleci run oidc get --claims "{\\"aud\\": \\"npm:$registry\\"}")"
export NPM_ID_TOKEN
npm publish
`;

const pypi = `python -m pip install 'twine==6.1.0'
python -m twine upload dist/*
`;

/** npm 11.5.1 and twine 6.1.0 are the first versions that can. */
export function publishReplacement(use: PublishUse): Replacement {
  const isNpm = use.provider === "npm";
  const explanation = isNpm
    ? "npm 11.5.1 or later on Node 22.14.0 or later publishes with the job's OIDC token. On npm, make the CircleCI organisation, project and pipeline definition a trusted publisher of the package, which must exist already. The token is taken for five minutes only, and never from a job that was rerun with SSH. Remove every `_authToken` and delete the stored token."
    : "twine 6.1.0 or later notices that it runs on CircleCI and publishes with the job's OIDC token. On PyPI, make the CircleCI project a trusted publisher; this is a preview. Then delete the stored token.";
  return {
    yaml: toYaml([{ run: { name: "Publish with OIDC", command: isNpm ? npm : pypi } }]),
    explanation,
  };
}

const vault = `umask 077
printf '%s' "$CIRCLE_OIDC_TOKEN_V2" | vault write -field=token auth/jwt/login "role=<role>" jwt=- > "$HOME/.vault-token"
`;

export function vaultReplacement(_use: VaultUse): Replacement {
  return {
    yaml: toYaml([{ run: { name: "Log in to Vault with OIDC", command: vault } }]),
    explanation: `The vault CLI finds the short-lived token in its usual file. In Vault, enable the jwt auth method with ${issuer} as discovery URL and bound issuer, and a role that binds the audience, the project id and the branch. Then revoke the stored token or secret id.`,
  };
}
