/** Placeholders for what CircleCI knows, in every guide. */
export const circleciPlaceholders: Readonly<Record<string, string>> = {
  "org-id": "id of the organisation at CircleCI: `Organization Settings`, `Overview`",
  "project-id": "id of the project at CircleCI: `Project Settings`, `Overview`",
  "vcs-origin": "where the code is, as the token says it: `github.com/acme/app`",
  issuer: "`iss` of the token on your CircleCI server",
  "context-name": "the context that holds the variables",
  workflow: "the workflow that the job is in",
};
