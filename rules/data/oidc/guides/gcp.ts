/** Google Cloud: a workload identity pool whose identities may act as the service account. */
import type { MigrationStep } from "../../../../src/rule/migration.ts";
import { circleciDocs } from "../../credentials/credential.ts";
import { bindingStep, poolId, poolStep, providerId } from "./gcp/trust.ts";
import { defineGuide, type Needs } from "./guide.ts";

export const gcpGuide = defineGuide({
  provider: "gcp",
  service: "Google Cloud",
  effort: "medium",
  sshReruns: "can",
  refs: "regex",
  cautions: () => [],
  create: (needs) => [poolStep(needs), bindingStep(needs), ...pullRights(needs)],
  test,
  remove,
  adapt: (yaml, needs) => yaml.replaceAll("<pool-id>", poolId(needs)).replaceAll("<provider-id>", providerId),
  placeholders: {
    "google-project-id": "id of the Google Cloud project, such as `acme-build`",
    "project-number": "its number: `gcloud projects describe <google-project-id> --format='value(projectNumber)'`",
    "service-account": "name of the service account that the stored key belongs to; `client_email` in the key's file",
    "key-id": "id of the stored key: `private_key_id` in the key's file",
    location: "of the repository in Artifact Registry, such as `europe-west1`",
    repository: "name of the repository in Artifact Registry",
    image: "name of the image",
  },
  references: [
    { title: "CircleCI: OpenID Connect tokens", url: circleciDocs.oidc },
    {
      title: "Google Cloud: workload identity federation with deployment pipelines",
      url: "https://cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines",
    },
    {
      title: "Google Cloud: best practices for workload identity federation",
      url: "https://cloud.google.com/iam/docs/best-practices-for-using-workload-identity-federation",
    },
  ],
});

function pullRights({ uses }: Needs): readonly MigrationStep[] {
  if (uses.every(({ via }) => via !== "image-pull")) return [];
  return [
    {
      title: "Let the service account read images",
      text: "Reading the one repository is all that pulling needs.",
      ways: [
        {
          title: "gcloud",
          language: "sh",
          text: `gcloud artifacts repositories add-iam-policy-binding '<repository>' \\
  --project='<google-project-id>' \\
  --location='<location>' \\
  --role=roles/artifactregistry.reader \\
  --member='serviceAccount:<service-account>@<google-project-id>.iam.gserviceaccount.com'
`,
        },
      ],
    },
  ];
}

function test(needs: Needs): readonly MigrationStep[] {
  if (needs.uses.every(({ via }) => via === "image-pull")) return [];
  return [
    {
      title: "See that the job acts as the service account",
      text: "It prints the address of the service account. A denied exchange says which condition failed: `The given credential is rejected by the attribute condition` for SSH and refs, `Permission 'iam.serviceAccounts.getAccessToken' denied` for the binding.",
      ways: [
        {
          title: "In the job, after the login",
          language: "sh",
          text: "gcloud auth list --filter=status:ACTIVE --format='value(account)'\n",
        },
      ],
    },
  ];
}

const account = "--iam-account='<service-account>@<google-project-id>.iam.gserviceaccount.com'";

function remove(): readonly MigrationStep[] {
  return [
    {
      title: "Disable the service account's key",
      text: "This can be taken back. List the keys that users have made first; wait a few days for whatever else uses it to fail.",
      ways: [
        {
          title: "gcloud",
          language: "sh",
          text: `gcloud iam service-accounts keys list --managed-by=user \\
  ${account}
gcloud iam service-accounts keys disable '<key-id>' \\
  ${account}
`,
        },
      ],
    },
    {
      title: "Delete the key",
      text: "With the organisation policy `iam.disableServiceAccountKeyCreation` nobody makes a new one.",
      ways: [{ title: "gcloud", language: "sh", text: `gcloud iam service-accounts keys delete '<key-id>' \\\n  ${account}\n` }],
    },
  ];
}
