/** The YAML to write instead of a stored credential, for exactly the use that was found. */
import { awsImageReplacement, awsShellReplacement } from "./oidc/aws.ts";
import { awsOrbReplacement } from "./oidc/aws-orbs.ts";
import { azureReplacement } from "./oidc/azure.ts";
import { gcpImageReplacement, gcpOrbReplacement, gcpShellReplacement } from "./oidc/gcp.ts";
import { publishReplacement } from "./oidc/publishing.ts";
import { serviceReplacement } from "./oidc/service-logins.ts";
import type { CredentialUse, Replacement } from "./oidc/use.ts";

export type { CredentialUse, Replacement };

/** Minimal: the user's own alias, region and other arguments stay, and an orb is raised only when its version cannot do it. */
export function oidcReplacement(use: CredentialUse): Replacement {
  switch (use.via) {
    case "publish":
      return publishReplacement(use);
    case "service":
      return serviceReplacement(use);
    case "image-pull":
      return use.provider === "aws" ? awsImageReplacement(use) : gcpImageReplacement(use);
    case "orb":
      if (use.provider === "azure") return azureReplacement(use);
      return use.provider === "aws" ? awsOrbReplacement(use) : gcpOrbReplacement(use);
    case "environment":
    case "command":
      if (use.provider === "azure") return azureReplacement(use);
      return use.provider === "aws" ? awsShellReplacement(use) : gcpShellReplacement(use);
  }
}
