/** Snowflake: a service user with a workload identity. Source: Snowflake's page on workload identity federation. */
import { circleciDocs } from "../../credentials/credential.ts";
import { defineGuide, type Needs } from "./guide.ts";
import { exactSubjects } from "./subject.ts";
import { slugOf, sqlString } from "./texts.ts";

export const snowflakeGuide = defineGuide({
  provider: "snowflake",
  service: "Snowflake",
  effort: "medium",
  sshReruns: "cannot",
  refs: "exact",
  cautions: () => [
    "Snowflake compares the subject as a whole, and CircleCI's names the person who starts the pipeline: it takes a user for each of them. A machine user that starts these pipelines keeps it to one.",
  ],
  create: (needs) => [
    {
      title: "Create a service user with a workload identity",
      text: "For this organisation's issuer and one subject: compare it with the `sub` of the job's token. The audience is the one that the job asks for. Grant the role that the stored user has, or better one that can only do what the jobs do.",
      ways: [{ title: "SQL", language: "sql", text: createUser(needs) }],
    },
  ],
  test: () => [
    {
      title: "See that the job is the service user",
      text: "It prints the new user. With another name a password or a key is still in the environment or in the connection's settings.",
      ways: [
        {
          title: "In the job, after the login",
          language: "sh",
          text: "snow sql --temporary-connection --query 'SELECT CURRENT_USER(), CURRENT_ROLE()'\n",
        },
      ],
    },
  ],
  remove: () => [
    {
      title: "Take the password or the key from the old user",
      text: "Disable the user first, which can be taken back; wait a few days for whatever else uses it to fail, then drop it.",
      ways: [
        {
          title: "SQL",
          language: "sql",
          text: "ALTER USER IDENTIFIER('<old-user>') SET DISABLED = TRUE;\nALTER USER IDENTIFIER('<old-user>') UNSET PASSWORD, RSA_PUBLIC_KEY, RSA_PUBLIC_KEY_2;\n",
        },
      ],
    },
  ],
  placeholders: {
    "user-id": "id of the person, or machine user, who starts the pipeline: the part behind `user/` of the token's `sub`",
    "snowflake-role": "role with the rights that the jobs need",
    "old-user": "the user that the stored password or key belongs to",
  },
  references: [
    {
      title: "Snowflake: workload identity federation",
      url: "https://docs.snowflake.com/en/user-guide/workload-identity-federation",
    },
    { title: "CircleCI: OpenID Connect tokens", url: circleciDocs.oidc },
  ],
});

function createUser(needs: Needs): string {
  const { issuer } = needs.binding;
  const subjects = exactSubjects(needs.binding);
  return subjects
    .map((subject, index) => {
      const name = `circleci_${slugOf(needs.slug, 40, "job").replaceAll("-", "_")}${subjects.length === 1 ? "" : `_${String(index + 1)}`}`;
      return `CREATE USER ${name}
  TYPE = SERVICE
  WORKLOAD_IDENTITY = (
    TYPE = OIDC
    ISSUER = ${sqlString(issuer)}
    SUBJECT = ${sqlString(subject)}
    OIDC_AUDIENCE_LIST = ('snowflakecomputing.com')
  );
GRANT ROLE IDENTIFIER('<snowflake-role>') TO USER ${name};
`;
    })
    .join("");
}
