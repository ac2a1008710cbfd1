/** AWS roles by OIDC without an orb, and for pulling images. */
import { ecrParts, parseImage } from "../images.ts";
import { awsSide, removal } from "./aws-orbs.ts";
import { roleArn } from "./placeholders.ts";
import type { CommandUse, EnvironmentUse, ImagePullUse, Replacement } from "./use.ts";
import { toYaml } from "./yaml-text.ts";
import { told } from "./told.ts";

const tokenFile = "$HOME/.aws-oidc-token";
const writeToken = `umask 077
printf '%s' "$CIRCLE_OIDC_TOKEN_V2" > "${tokenFile}"
`;

/**
 * The SDKs, and with them the AWS CLI, terraform, serverless, cdk and sam, trade the token for a role by themselves when these
 * variables are set. `aws configure set` has settings of the same meaning for one profile.
 */
export function awsShellReplacement(use: CommandUse | EnvironmentUse): Replacement {
  const isConfigure = use.via === "command" && use.tool === "aws configure";
  const command =
    writeToken + (isConfigure ? profileSettings(use.profile) : variables(use.via === "command" ? use.region : undefined));
  const tool = use.via === "command" && !isConfigure ? `\`${use.tool}\`` : "The AWS CLI, like every AWS SDK,";
  return {
    yaml: toYaml([{ run: { name: "Assume an AWS role with OIDC", command } }]),
    ...told(
      `${tool} in the steps after this one exchanges the token for the role's short-lived keys by itself. The token is good for an hour.`,
      awsSide,
      removal,
    ),
  };
}

function variables(region: string | undefined): string {
  const lines = [
    `export AWS_ROLE_ARN="${roleArn()}"`,
    'export AWS_ROLE_SESSION_NAME="circleci-$CIRCLE_BUILD_NUM"',
    `export AWS_WEB_IDENTITY_TOKEN_FILE="${tokenFile}"`,
  ];
  if (region !== undefined && /^[a-z0-9-]+$/u.test(region)) lines.push(`export AWS_REGION="${region}"`);
  return `{\n${lines.map((line) => `  echo '${line}'\n`).join("")}} >> "$BASH_ENV"\n`;
}

function profileSettings(profile: string | undefined): string {
  const option = profile !== undefined && /^[\w.-]+$/u.test(profile) ? ` --profile ${profile}` : "";
  return `aws configure set role_arn "${roleArn()}"${option}
aws configure set web_identity_token_file "${tokenFile}"${option}
`;
}

/** The account in the role is the image's own, when it is written out. */
export function awsImageReplacement(use: ImagePullUse): Replacement {
  const registry = parseImage(use.image)?.registry;
  const account = registry === undefined ? undefined : ecrParts(registry).account;
  return {
    yaml: toYaml({ docker: [{ image: use.image, aws_auth: { oidc_role_arn: roleArn(account) } }] }),
    ...told(
      `CircleCI assumes the role with the job's OIDC token to pull the image. The role needs \`ecr:GetAuthorizationToken\`, \`ecr:BatchGetImage\` and \`ecr:GetDownloadUrlForLayer\`.`,
      awsSide,
      "Then delete the stored keys.",
    ),
  };
}
