/** Cloudsmith: an OIDC provider of the workspace with required claims. Source: Cloudsmith's API and its Terraform provider. */
import type { MigrationStep } from "../../../../src/rule/migration.ts";
import { refsOf } from "./claims.ts";
import { defineGuide, type Needs } from "./guide.ts";
import { hclBlock, hclText } from "./hcl.ts";
import { jsonText, slugOf } from "./texts.ts";

export const cloudsmithGuide = defineGuide({
  provider: "cloudsmith",
  service: "Cloudsmith",
  effort: "small",
  sshReruns: "cannot",
  refs: "exact",
  cautions: ({ binding }) =>
    refsOf(binding).kind === "glob"
      ? [
          "A claim is compared as a whole: the pattern for the ref cannot be asked for, so that every branch of the project gets the account.",
        ]
      : [],
  create: (needs) => providerSteps(needs),
  test: () => [
    {
      title: "See that the job acts as the service account",
      text: "It prints the service account's slug. With another name `CLOUDSMITH_API_KEY` is still stored.",
      ways: [{ title: "In the job, after the login in the same step", language: "sh", text: "cloudsmith whoami\n" }],
    },
  ],
  remove: () => [
    {
      title: "Refresh the API key",
      text: "The stored key ends when its account gets a new one: refresh it on the page of the service account or, for a person's key, in the person's settings. Do not store the new one.",
      ways: [],
    },
  ],
  placeholders: {
    workspace: "slug of the workspace in Cloudsmith",
    "service-account": "slug of the service account that the jobs act as; make one with the repositories that they need",
  },
  references: [{ title: "Cloudsmith: OpenID Connect", url: "https://docs.cloudsmith.com/authentication/openid-connect" }],
});

/** A claim holds one text, so that each ref has a provider of its own. */
function providerSteps(needs: Needs): readonly MigrationStep[] {
  const { issuer, projectId, audience } = needs.binding;
  const { kind, texts } = refsOf(needs.binding);
  const refs: readonly (string | undefined)[] = kind === "exact" ? texts : [undefined];
  return refs.map((ref, index) => {
    const name = `circleci-${slugOf(needs.slug, 40, "job")}${refs.length === 1 ? "" : `-${String(index + 1)}`}`;
    const claims = {
      aud: audience,
      "oidc.circleci.com/project-id": projectId,
      ...(ref === undefined ? {} : { "oidc.circleci.com/vcs-ref": ref }),
    };
    const body = { name, enabled: true, provider_url: issuer, service_accounts: ["<service-account>"], claims };
    const request = `curl -fsS -X POST 'https://api.cloudsmith.io/v1/orgs/<workspace>/openid-connect/' \\
  -H @- -H 'Content-Type: application/json' -d @provider.json \\
  <<< "X-Api-Key: $CLOUDSMITH_ADMIN_KEY"
`;
    const terraform = hclText(
      hclBlock(
        "resource",
        ["cloudsmith_oidc", name.replaceAll("-", "_")],
        [
          ["namespace", "<workspace>"],
          ["name", name],
          ["enabled", true],
          ["provider_url", issuer],
          ["service_accounts", ["<service-account>"]],
          ["claims", claims],
        ],
      ),
    );
    return {
      title: `Add the provider \`${name}\` with its required claims`,
      text: "All claims that are named must be so in the token. Only the service account that is listed can be asked for.",
      ways: [
        { title: "Body of the request, `provider.json`", language: "json", text: jsonText(body) },
        { title: "Cloudsmith API, with that file", language: "sh", text: request },
        { title: "Terraform", language: "hcl", text: terraform },
      ],
    };
  });
}
