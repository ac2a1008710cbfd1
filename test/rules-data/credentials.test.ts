import { describe, expect, test } from "vitest";
import { credentialNamed, credentials } from "../../rules/data/credentials.ts";

const bare = (name: string): string => name.replace(/^\*_/u, "").replace(/_\*$/u, "");

describe("the credential catalogue", () => {
  test("ids are unique and kebab-case", () => {
    const ids = credentials.map((entry) => entry.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/u);
  });

  test("a name belongs to one row and one part", () => {
    const names = credentials.flatMap((entry) =>
      [...entry.secrets, ...(entry.companions ?? [])].map((name) => bare(name).toUpperCase()),
    );
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test.each(credentials)("$id says what to do and where to read on", (entry) => {
    expect(entry.secrets.length).toBeGreaterThan(0);
    expect(entry.advice).toMatch(/^[a-z].*[^.]$/u);
    expect(new URL(entry.docs).protocol).toBe("https:");
  });

  test.each(credentials)("every name of $id finds its row", (entry) => {
    for (const name of entry.secrets) expect(credentialNamed(bare(name))).toEqual({ entry, part: "secret" });
    for (const name of entry.companions ?? []) expect(credentialNamed(bare(name))).toEqual({ entry, part: "id" });
  });
});

describe("looking a name up", () => {
  const idOf = (name: string): string | undefined => credentialNamed(name)?.entry.id;

  test("words before and after are allowed only where the row says so", () => {
    expect(idOf("STAGING_AWS_SECRET_ACCESS_KEY_EU")).toBe("aws");
    expect(idOf("XAWS_SECRET_ACCESS_KEY")).toBeUndefined();
    expect(idOf("AWS_SECRET_ACCESS_KEYS")).toBeUndefined();
    expect(idOf("MY_SA_KEY")).toBeUndefined();
    expect(idOf("SNYK_TOKEN_READ")).toBeUndefined();
  });

  test("the row that names most of it wins", () => {
    expect(idOf("SNYK_CIRCLECI_TOKEN")).toBe("circleci");
    expect(credentialNamed("AWS_ACCESS_KEY_SECRET")?.part).toBe("secret");
    expect(credentialNamed("AWS_ACCESS_KEY_ID")?.part).toBe("id");
  });

  test("an ending that names a file, a user or a version takes the name out of the catalogue", () => {
    expect(idOf("NPM_TOKEN_FILE")).toBeUndefined();
    expect(idOf("PREFIX_GITHUB_TOKEN_NAME")).toBeUndefined();
    expect(idOf("VAULT_SECRET_ID")).toBe("vault");
    expect(idOf("SLACK_WEBHOOK_URL")).toBe("chat");
  });

  test("a hostile name costs nothing", () => {
    expect(idOf("A_".repeat(100_000))).toBeUndefined();
    expect(idOf("_".repeat(299))).toBeUndefined();
  });

  test("CircleCI has OIDC replacements for the three clouds", () => {
    const clouds = credentials.filter((entry) => entry.provider !== undefined);
    expect(clouds.map((entry) => [entry.provider, entry.oidc])).toEqual([
      ["aws", "native"],
      ["gcp", "native"],
      ["azure", "native"],
    ]);
  });
});
