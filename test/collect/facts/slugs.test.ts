/** Slugs in all their forms, and the addresses that belong to them. */
import { expect, it } from "vitest";
import { addressAt, addressOf, organizationSlug, projectSlug, slugAt, vcsOf } from "../../../src/collect/circleci/facts/slugs.ts";

it.each([
  ["github/acme/app", "gh/acme/app"],
  ["GH/Acme/App", "gh/Acme/App"],
  ["bitbucket/acme/app", "bb/acme/app"],
  ["circleci/9YytKzouJxzu4TjCRFqAoD/44n9wujWcTnVZ2b5S8Fnat", "circleci/9YytKzouJxzu4TjCRFqAoD/44n9wujWcTnVZ2b5S8Fnat"],
  ["gh/acme", undefined],
  ["gh/acme/app/more", undefined],
  ["gh/acme/..", undefined],
  ["gh/../app", undefined],
  ["gh/acme/a%2Fb", undefined],
  ["gh/acme/a b", undefined],
  ["gitlab/acme/app", undefined],
  ["constructor/acme/app", undefined],
  ["", undefined],
])("reads %s as project %s", (text, slug) => {
  expect(projectSlug(text)).toBe(slug);
});

it("reads slugs of organisations", () => {
  expect(organizationSlug("github/acme")).toBe("gh/acme");
  expect(organizationSlug("gh/acme/app")).toBeUndefined();
  expect([vcsOf("gh/acme"), vcsOf("bb/acme/app"), vcsOf("circleci/x")]).toEqual(["github", "bitbucket", "circleci"]);
});

it.each([
  ["https://github.com/acme/app.git", "github.com/acme/app", "gh/acme/app"],
  ["git@github.com:acme/app.git", "github.com/acme/app", "gh/acme/app"],
  ["ssh://git@GitHub.com/acme/app/", "github.com/acme/app", "gh/acme/app"],
  ["github.com/acme", "github.com/acme", "gh/acme"],
  ["https://user:word@bitbucket.org/acme/app", "bitbucket.org/acme/app", "bb/acme/app"],
  ["https://ghe.acme.example:8443/acme/app", "ghe.acme.example:8443/acme/app", undefined],
  ["https://gitlab.com/acme/group/app", "gitlab.com/acme/group/app", undefined],
  ["//circleci.com/org/project", undefined, undefined],
  ["https://github.com/acme/../x", undefined, undefined],
  ["https://github.com/acme/app?token=1", undefined, undefined],
  ["github.com", undefined, undefined],
  ["/etc/passwd", undefined, undefined],
  ["", undefined, undefined],
])("reads %s as address %s, slug %s", (url, address, slug) => {
  expect([addressAt(url), slugAt(url)]).toEqual([address, slug]);
});

it("tells the address of slugs that are names", () => {
  expect(["gh/acme/app", "bb/acme", "circleci/a/b"].map(addressOf)).toEqual([
    "github.com/acme/app",
    "bitbucket.org/acme",
    undefined,
  ]);
});
