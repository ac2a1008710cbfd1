/** Ids of sections to which others lead. */
export const sectionIds = {
  shared: "jobs-shared",
  unreached: "jobs-unreached",
  whole: "inside-whole",
  reusable: "inside-reusable",
  dynamic: "inside-dynamic",
  security: "inside-security",
  migrations: "inside-oidc",
  outside: "outside",
} as const;
