/** Doppler: an identity of a service account. Source: Doppler's page on service account identities. */
import { forgeable, subjectTexts } from "./subject-texts.ts";
import { defineGuide } from "./guide.ts";
import { fieldsText } from "./texts.ts";

export const dopplerGuide = defineGuide({
  provider: "doppler",
  service: "Doppler",
  effort: "small",
  sshReruns: "cannot",
  refs: "glob",
  cautions: ({ binding }) => [
    "Identities belong to service accounts, which not every plan of Doppler has.",
    ...forgeable("Doppler", binding),
  ],
  create: ({ binding }) => [
    {
      title: "Give a service account an identity for CircleCI",
      text: "Under `Team`, `Service Accounts`: an account for these jobs alone, with access to the one project and config that they read. An identity whose claims do not fit is refused.",
      ways: [
        {
          title: "What the form asks",
          language: "text",
          text: fieldsText({
            "Discovery URL": binding.issuer,
            Audience: binding.audience,
            ...Object.fromEntries(
              subjectTexts(binding).map((subject, index) => [index === 0 ? "Subject" : `Subject ${String(index + 1)}`, subject]),
            ),
          }),
        },
      ],
    },
  ],
  test: () => [
    {
      title: "See that the short-lived token is used",
      text: "It prints a token of the type `service_account_api`, with its end in the near future. With `cli` or `service` the stored one is still set.",
      ways: [
        {
          title: "In the job, after the login in the same step",
          language: "sh",
          text: "doppler me --json | jq '.type, .token_preview'\n",
        },
      ],
    },
  ],
  remove: () => [
    {
      title: "Revoke the service token",
      text: "It belongs to one config: `Access`, `Service Tokens` there tells when it was last used.",
      ways: [
        {
          title: "Doppler CLI",
          language: "sh",
          text: "doppler configs tokens --project '<doppler-project>' --config '<config>'\ndoppler configs tokens revoke '<token-slug>' --project '<doppler-project>' --config '<config>'\n",
        },
      ],
    },
  ],
  placeholders: {
    "identity-id": "id of the identity, from the page of the service account",
    "doppler-project": "the project in Doppler",
    config: "the config in it, such as `prd`",
    "token-slug": "slug of the stored token in the list before it",
  },
  references: [{ title: "Doppler: service account identities", url: "https://docs.doppler.com/docs/service-account-identities" }],
});
