/** Pulumi Cloud: a registered issuer with policies. Source: Pulumi's documentation of OIDC issuers and of the `OidcIssuer` resource. */
import type { MigrationStep } from "../../../../src/rule/migration.ts";
import { defineGuide, type Needs } from "./guide.ts";
import { forgeable, subjectTexts } from "./subject-texts.ts";
import { toYaml, type YamlValue } from "../yaml-text.ts";

export const pulumiGuide = defineGuide({
  provider: "pulumi",
  service: "Pulumi",
  effort: "small",
  sshReruns: "cannot",
  refs: "glob",
  cautions: ({ binding }) => forgeable("Pulumi", binding),
  create: (needs) => [issuerStep(needs)],
  test: () => [
    {
      title: "See that the short-lived token is used",
      text: "It prints the organisation's token and when it ends. With a person's name `PULUMI_ACCESS_TOKEN` is still set, which goes before the login.",
      ways: [{ title: "In the job, after the login", language: "sh", text: "pulumi whoami --verbose\n" }],
    },
  ],
  remove: () => [
    {
      title: "Delete the access token",
      text: "In Pulumi Cloud under `Access Tokens`, of the organisation, the team or the person that it belongs to; the list tells when each was last used.",
      ways: [],
    },
  ],
  placeholders: { "pulumi-org": "name of the organisation in Pulumi Cloud" },
  references: [
    { title: "Pulumi: OIDC issuers", url: "https://www.pulumi.com/docs/pulumi-cloud/access-management/oidc/client/" },
    {
      title: "Pulumi: the OidcIssuer resource",
      url: "https://www.pulumi.com/registry/packages/pulumiservice/api-docs/oidcissuer/",
    },
  ],
});

function issuerStep(needs: Needs): MigrationStep {
  const { issuer } = needs.binding;
  const policies = subjectTexts(needs.binding).map((sub): YamlValue => ({
    decision: "allow",
    tokenType: "organization",
    authorizedPermissions: ["standard"],
    rules: { aud: "urn:pulumi:org:<pulumi-org>", sub },
  }));
  const program = {
    name: "circleci-oidc",
    runtime: "yaml",
    resources: {
      circleci: {
        type: "pulumiservice:OidcIssuer",
        properties: { organization: "<pulumi-org>", name: "circleci", url: issuer, policies },
      },
    },
  };
  return {
    title: "Register CircleCI's issuer with a policy for this project",
    text: "One issuer for the organisation: where it exists, add the policies to it. In the web application it is `Settings`, `OIDC`, `Register a new issuer`; whatever no policy allows is refused. `standard` gives the organisation's usual rights: a team's token (`tokenType: team`) can have fewer.",
    ways: [{ title: "Pulumi program, `Pulumi.yaml`", language: "yaml", text: toYaml(program) }],
  };
}
