/** Azure: a federated credential of the app registration. Source: Microsoft Entra's guides on workload identity federation. */
import type { MigrationStep, Snippet } from "../../../../src/rule/migration.ts";
import { defineGuide, type Needs } from "./guide.ts";
import { hclBlock, hclText } from "./hcl.ts";
import { exactRefs, exactSubjects, subjectPatterns } from "./subject.ts";
import { jsonText, slugOf } from "./texts.ts";

export const azureGuide = defineGuide({
  provider: "azure",
  service: "Azure",
  effort: "large",
  sshReruns: "cannot",
  refs: "exact",
  cautions: () => [
    "Entra compares the subject as a whole, and CircleCI's names the person who starts the pipeline: it takes a credential for each of them, and an application has room for 20. A machine user that starts the deployments keeps it to one.",
  ],
  create: (needs) => [credentialStep(needs), flexibleStep(needs), ...rightsSteps(needs)],
  test: () => [
    {
      title: "See that the job acts as the service principal",
      text: "It prints `servicePrincipal` and the client id. `AADSTS700213` or `AADSTS70021` says that no federated credential has the subject of this token: compare it with the claims.",
      ways: [
        {
          title: "In the job, after the login",
          language: "sh",
          text: "az account show --query '[user.type, user.name]' --output tsv\n",
        },
      ],
    },
  ],
  remove,
  adapt: (yaml, { binding }) =>
    exactRefs(binding) === undefined ? yaml : yaml.replaceAll(/\$CIRCLE_OIDC_TOKEN(?!_)/gu, "$CIRCLE_OIDC_TOKEN_V2"),
  placeholders: {
    "client-id": "application id of the app registration: what `AZURE_SP`, `AZURE_CLIENT_ID` or `ARM_CLIENT_ID` holds today",
    "tenant-id": "id of the Entra tenant",
    "object-id": "object id of the app registration: `az ad app show --id <client-id> --query id`",
    "user-id": "id of the person who starts the pipeline: the part behind `user/` of the token's `sub`",
    "key-id": "id of the stored client secret",
    registry: "name of the container registry",
    "storage-account": "name of the storage account",
    "resource-group": "its resource group",
    "storage-id": "`az storage account show --name <storage-account> --query id`",
    "registry-id": "`az acr show --name <registry> --query id`",
  },
  references: [
    { title: "CircleCI: use OIDC with Azure", url: "https://circleci.com/blog/azure-oidc/" },
    {
      title: "Microsoft: workload identity federation",
      url: "https://learn.microsoft.com/entra/workload-id/workload-identity-federation",
    },
    {
      title: "Microsoft: flexible federated identity credentials",
      url: "https://learn.microsoft.com/entra/workload-id/workload-identities-flexible-federated-identity-credentials",
    },
  ],
});

function credentialName(needs: Needs): string {
  return `circleci-${slugOf(needs.slug, 40, "job")}`;
}

function credentialStep(needs: Needs): MigrationStep {
  const { issuer, audience } = needs.binding;
  const subjects = exactSubjects(needs.binding);
  const named = subjects.map((subject, index) => ({
    name: subjects.length === 1 ? credentialName(needs) : `${credentialName(needs)}-${index + 1}`,
    subject,
  }));
  const token = exactRefs(needs.binding) === undefined ? "CIRCLE_OIDC_TOKEN" : "CIRCLE_OIDC_TOKEN_V2";
  return {
    title: "Add a federated credential to the app registration",
    text: `One for each person who starts the pipeline. The subject is that of \`${token}\`; ${whoseRights(needs)}`,
    ways: [
      ...named.map(({ name, subject }): Snippet => ({
        title: `Federated credential, \`${name}.json\``,
        language: "json",
        text: jsonText({ name, issuer, subject, audiences: [audience] }),
      })),
      {
        title: named.length === 1 ? "Azure CLI, with that file" : "Azure CLI, with those files",
        language: "sh",
        text: named
          .map(({ name }) => `az ad app federated-credential create --id '<client-id>' --parameters ${name}.json\n`)
          .join(""),
      },
      { title: "Terraform", language: "hcl", text: inTerraform(needs, named) },
    ],
  };
}

function whoseRights(needs: Needs): string {
  return rightsSteps(needs).length === 0
    ? "the application and its role assignments stay as they are, so its rights do not change."
    : "the stored key belongs to no application: make one with a service principal for these jobs (`az ad sp create-for-rbac` makes a secret too, so use `az ad app create` and `az ad sp create`).";
}

function inTerraform({ binding }: Needs, named: readonly { readonly name: string; readonly subject: string }[]): string {
  return hclText(
    ...named.map(({ name, subject }) =>
      hclBlock(
        "resource",
        ["azuread_application_federated_identity_credential", name.replaceAll("-", "_")],
        [
          ["application_id", "/applications/<object-id>"],
          ["display_name", name],
          ["issuer", binding.issuer],
          ["audiences", [binding.audience]],
          ["subject", subject],
        ],
      ),
    ),
  );
}

/** Microsoft's page names GitHub, GitLab and Terraform Cloud as the issuers that it is for. */
function flexibleStep(needs: Needs): MigrationStep {
  const { issuer, audience } = needs.binding;
  const tests = subjectPatterns(needs.binding).map((pattern) => `claims['sub'] matches '${pattern.replaceAll("'", "")}'`);
  const [value = ""] = tests;
  const body = {
    ...{ name: `${credentialName(needs)}-any`, issuer, audiences: [audience] },
    claimsMatchingExpression: { value, languageVersion: 1 },
  };
  const more = tests.length === 1 ? "" : " It takes one for each ref.";
  return {
    title: "Or, where Entra takes it, one flexible credential for everybody",
    text: `A preview whose expression leaves the person open.${more} Microsoft documents it for a few issuers, and CircleCI's is not among them: try it, and keep the exact ones when it is refused.`,
    ways: [
      { title: "Flexible credential, `flexible.json`", language: "json", text: jsonText(body) },
      {
        title: "Azure CLI, with that file",
        language: "sh",
        text: `az rest --method post \\
  --url 'https://graph.microsoft.com/beta/applications/<object-id>/federatedIdentityCredentials' \\
  --body @flexible.json
`,
      },
    ],
  };
}

const ofStorage = /STORAGE/u;
const ofRegistry = /(?:^|_)ACR_|REGISTRY/u;

/** Keys of storage accounts and passwords of registries have rights by themselves, which a service principal gets by roles. */
function rightsSteps({ names }: Needs): readonly MigrationStep[] {
  if (names.some((name) => ofStorage.test(name))) return [storageRole];
  return names.some((name) => ofRegistry.test(name)) ? [registryRole] : [];
}

const storageRole: MigrationStep = {
  title: "Give the service principal a role on the storage account",
  text: "A key may do everything there: `Storage Blob Data Reader` is enough for jobs that only read, and a container can stand in the scope instead of the account. Commands then take `--auth-mode login` in the place of the key.",
  ways: [
    {
      title: "Azure CLI",
      language: "sh",
      text: "az role assignment create --assignee '<client-id>' --role 'Storage Blob Data Contributor' --scope '<storage-id>'\n",
    },
  ],
};

const registryRole: MigrationStep = {
  title: "Give the service principal a role on the registry",
  text: "`AcrPull` is enough for jobs that only pull. Where the password is already that of a service principal, it has its role, and the credential goes to its application.",
  ways: [
    {
      title: "Azure CLI",
      language: "sh",
      text: "az role assignment create --assignee '<client-id>' --role AcrPush --scope '<registry-id>'\n",
    },
  ],
};

function remove({ names }: Needs): readonly MigrationStep[] {
  if (names.some((name) => ofStorage.test(name))) return [withoutStorageKeys];
  if (names.some((name) => ofRegistry.test(name))) return [withoutAdmin];
  return [
    {
      title: "Delete the client secret",
      text: "Entra cannot switch a secret off for a while. Look in the service principal's sign-in log first for whatever else uses it.",
      ways: [
        {
          title: "Azure CLI",
          language: "sh",
          text: "az ad app credential list --id '<client-id>' --output table\naz ad app credential delete --id '<client-id>' --key-id '<key-id>'\n",
        },
      ],
    },
  ];
}

const withoutStorageKeys: MigrationStep = {
  title: "Renew the storage account's key, and switch keys off",
  text: "See in the account's metrics first that nothing else authenticates by key: clients that still do fail from then on. Both keys are renewed, because either may have been copied.",
  ways: [
    {
      title: "Azure CLI",
      language: "sh",
      text: `az storage account keys renew --account-name '<storage-account>' --resource-group '<resource-group>' --key primary
az storage account keys renew --account-name '<storage-account>' --resource-group '<resource-group>' --key secondary
az storage account update --name '<storage-account>' --resource-group '<resource-group>' --allow-shared-key-access false
`,
    },
  ],
};

const withoutAdmin: MigrationStep = {
  title: "Switch the registry's admin user off",
  text: "Whatever else logs in as the admin user fails from then on. Where the password is that of a service principal, delete its secret in the app registration.",
  ways: [{ title: "Azure CLI", language: "sh", text: "az acr update --name '<registry>' --admin-enabled false\n" }],
};
