/** What the user must fill in, spelled alike in every replacement. */

export function roleArn(account = "<account-id>"): string {
  return `arn:aws:iam::${account}:role/<role>`;
}

export const serviceAccount = "<service-account>@<google-project-id>.iam.gserviceaccount.com";
export const workloadIdentityPool = "projects/<project-number>/locations/global/workloadIdentityPools/<pool-id>";
export const azureClientId = "<client-id>";
export const azureTenantId = "<tenant-id>";

/** The issuer that every provider must trust; one per organisation. */
export const issuer = "https://oidc.circleci.com/org/<org-id>";
