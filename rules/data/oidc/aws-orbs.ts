/** AWS roles by OIDC through orbs: circleci/aws-cli itself, the orbs that take its setup as `auth`, and any other orb. */
import { keptArguments, regionAndProfile, renamedArguments } from "./arguments.ts";
import type { Arguments } from "./arguments.ts";
import { call, fragment, withLogin } from "./fragment.ts";
import type { Setup } from "./fragment.ts";
import { awsAuthOrbs, awsCli, majorOf, reaches } from "./orb-versions.ts";
import type { OrbSupport } from "./orb-versions.ts";
import { issuer, roleArn } from "./placeholders.ts";
import type { OrbUse, Replacement } from "./use.ts";
import { told } from "./told.ts";

/** What the AWS side needs; true for every way in. */
export const awsSide = `In IAM, add an identity provider for ${issuer} and a role whose trust policy checks the audience, the project id and the branch.`;

type Cli = NonNullable<OrbUse["cli"]>;

/** `aws-cli/setup` with a role. In 3.x the parameters have dashes, from 4.0.0 on underscores. */
function setupStep(cli: Cli | undefined, more: Arguments): Setup {
  const alias = cli?.alias ?? "aws-cli";
  const isReady = cli !== undefined && reaches(cli.version, awsCli.minimum);
  const role = isReady && majorOf(cli.version) === 3 ? "role-arn" : "role_arn";
  return {
    step: { [`${alias}/setup`]: { [role]: roleArn(), ...more } },
    imports: isReady ? {} : { [alias]: `${awsCli.name}@${awsCli.current}` },
  };
}

export function awsOrbReplacement(use: OrbUse): Replacement {
  if (use.orb === awsCli.name) return throughAwsCli(use);
  const support = awsAuthOrbs.find((orb) => orb.name === use.orb);
  return support === undefined ? besideOtherOrb(use) : throughAuth(use, support);
}

function throughAwsCli(use: OrbUse): Replacement {
  const args = keptArguments(use.args, use.provider);
  const isReady = reaches(use.version, awsCli.minimum);
  const setup = setupStep({ alias: use.alias, version: use.version }, isReady ? args : regionAndProfile(args));
  return {
    yaml: fragment(setup.imports, [setup.step], false),
    ...told(
      `\`${use.alias}/setup\` exchanges the job's OIDC token for a role's short-lived keys. ${raised(isReady, awsCli)}`,
      awsSide,
      removal,
    ),
    orb: { name: awsCli.name, minimumVersion: awsCli.minimum },
  };
}

function throughAuth(use: OrbUse, support: OrbSupport): Replacement {
  const isReady = reaches(use.version, support.minimum);
  const kept = keptArguments(use.args, use.provider);
  const args = isReady ? kept : renamedArguments(kept);
  const setup = setupStep(use.cli, {});
  const element = `${use.alias}/${isReady ? use.element : use.element.replaceAll("-", "_")}`;
  const takesAuth = use.isJob || element.endsWith("/build_and_push_image");
  const items = takesAuth ? [{ [element]: { auth: [setup.step], ...args } }] : [setup.step, call(element, args)];
  const imports = isReady ? setup.imports : { [use.alias]: `${support.name}@${support.current}`, ...setup.imports };
  const how = takesAuth ? "takes the login as steps in `auth`" : "uses the login of the step before it";
  return {
    yaml: fragment(imports, items, use.isJob),
    ...told(
      `\`${element}\` ${how}: \`aws-cli/setup\` assumes a role with the job's OIDC token. ${raised(isReady, support)}`,
      awsSide,
      removal,
    ),
    orb: { name: support.name, minimumVersion: support.minimum },
  };
}

/** Orbs of others read the environment, which `aws-cli/setup` fills with the role's short-lived keys. */
function besideOtherOrb(use: OrbUse): Replacement {
  const setup = setupStep(use.cli, {});
  const element = `${use.alias}/${use.element}`;
  return {
    yaml: withLogin(use, setup, keptArguments(use.args, use.provider)),
    ...told(
      `\`aws-cli/setup\` assumes a role with the job's OIDC token and leaves its short-lived keys in the environment, where \`${element}\` finds them.`,
      awsSide,
      removal,
    ),
    orb: { name: awsCli.name, minimumVersion: awsCli.minimum },
  };
}

export const removal = "Then delete the stored keys: where they are still set they take precedence.";

function raised(isReady: boolean, support: OrbSupport): string {
  if (isReady) return "";
  return `This needs ${support.name} ${support.minimum} or later; the major version changes, so check the other parameters against the orb's page. `;
}
