/** Azure by a federated credential of the service principal. No orb can do it yet (azure-cli 1.3.2 has no OIDC command). */
import { azureClientId, azureTenantId, issuer } from "./placeholders.ts";
import type { CommandUse, EnvironmentUse, OrbUse, Replacement } from "./use.ts";
import { toYaml } from "./yaml-text.ts";
import { told } from "./told.ts";

const azureSide = `In Entra ID, add a federated credential to the app registration: issuer ${issuer}, audience <org-id>. The subject is matched exactly and names the user who starts the pipeline, so use a flexible credential with a pattern.`;
const removal = "Then delete the client secret.";

/** The token stands in the environment of every job, so nothing is written but the variable that hands it on. */
const terraform = `{
  echo 'export ARM_USE_OIDC=true'
  echo 'export ARM_OIDC_TOKEN="$CIRCLE_OIDC_TOKEN"'
  echo 'export ARM_CLIENT_ID="${azureClientId}"'
  echo 'export ARM_TENANT_ID="${azureTenantId}"'
} >> "$BASH_ENV"
`;

const login = `az login --service-principal \\
  --username "${azureClientId}" \\
  --tenant "${azureTenantId}" \\
  --federated-token "$CIRCLE_OIDC_TOKEN"
`;

/** The orbs' login steps become a plain step; a registry login follows for azure-acr and docker. */
export function azureReplacement(use: CommandUse | EnvironmentUse | OrbUse): Replacement {
  const isTerraform =
    use.via === "command" ? ["terraform", "tofu", "terragrunt"].includes(use.tool) : isTerraformEnvironment(use);
  if (isTerraform) {
    return {
      yaml: toYaml([{ run: { name: "Let terraform use OIDC", command: terraform } }]),
      ...told("The azurerm provider logs in with the job's OIDC token, which is good for an hour.", azureSide, removal),
    };
  }
  const isRegistry = use.via === "orb" ? use.orb === "circleci/azure-acr" : use.via === "command" && use.tool === "docker";
  const command = isRegistry ? `${login}az acr login --name "<registry>"\n` : login;
  const instead = use.via === "orb" ? `It takes the place of \`${use.alias}/${use.element}\`: the orb has no OIDC login. ` : "";
  return {
    yaml: toYaml([{ run: { name: "Log in to Azure with OIDC", command } }]),
    ...told(`az logs in with the job's OIDC token. ${instead}`, azureSide, removal),
  };
}

function isTerraformEnvironment(use: EnvironmentUse | OrbUse): boolean {
  const names = use.via === "environment" ? (use.names ?? []) : [];
  return names.length > 0 && names.every((name) => name.startsWith("ARM_"));
}
