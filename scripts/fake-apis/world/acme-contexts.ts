/** The contexts of `gh/acme`, open and restricted, with old and new secrets. */
import { context, variable } from "./blank.ts";
import { beforeTheIncident, idOf } from "./identities.ts";
import type { Days } from "./identities.ts";
import type { ContextState, RestrictionState } from "./types.ts";

/** As a new context has it: the id of the group is that of the organisation. */
export function allMembers(organization: string): RestrictionState {
  return { type: "group", value: organization, name: "All members" };
}

export function acmeContexts(organization: string, days: Days): readonly ContextState[] {
  const open = allMembers(organization);
  const team = (name: string, index: number): RestrictionState => ({ type: "group", value: idOf("group", index), name });
  const only = (name: string, index: number): RestrictionState => ({
    type: "project",
    value: idOf("project", index),
    name: `gh/acme/${name}`,
  });
  const where = (value: string): RestrictionState => ({ type: "expression", value, name: "" });
  return [
    context(0, "aws-production", days, {
      createdAt: beforeTheIncident,
      restrictions: [open],
      variables: [
        variable("AWS_ACCESS_KEY_ID", beforeTheIncident),
        variable("AWS_SECRET_ACCESS_KEY", beforeTheIncident),
        variable("DEPLOY_TOKEN", days(200), days(400)),
        variable("REGISTRY", days(200)),
      ],
    }),
    context(1, "gcp", days, { restrictions: [open], variables: [variable("GCLOUD_SERVICE_KEY", days(130))] }),
    context(2, "shop-ssh", days, {
      restrictions: [open, only("shop", 1)],
      variables: [variable("BASTION_USER", days(20)), variable("BASTION_PASSWORD", days(20))],
    }),
    context(3, "payments-production", days, {
      restrictions: [
        team("payments", 1),
        only("payments", 2),
        where('pipeline.git.branch == "main" and not job.ssh.enabled and not (pipeline.config_source starts-with "api")'),
      ],
      variables: [variable("PAYMENTS_API_KEY", days(12))],
    }),
    context(4, "org-global", days, {
      restrictions: [open],
      variables: [variable("NPM_TOKEN", days(95), days(500)), variable("SLACK_WEBHOOK_URL", days(30))],
    }),
    context(5, "terraform-cloud", days, {
      restrictions: [open, where('pipeline.git.branch == "main"')],
      variables: [variable("TF_TOKEN_app_terraform_io", days(45))],
    }),
    context(6, "empty", days, { restrictions: [open] }),
    // Every group was removed, or the server does not tell groups: nobody can say which.
    context(7, "release-signing", days, { variables: [variable("SIGNING_KEY_PASSWORD", days(60))] }),
  ];
}
