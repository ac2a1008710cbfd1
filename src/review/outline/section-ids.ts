/** Ids of sections to which others lead. */
export const sectionIds = {
  shared: "jobs-shared",
  unreached: "jobs-unreached",
  whole: "inside-whole",
  reusable: "inside-reusable",
  dynamic: "inside-dynamic",
  migrations: "inside",
  outside: "outside",
} as const;
