import { expect, it } from "vitest";
import { accessOf } from "../../src/snapshot/context-access.ts";
import { gap, known } from "../../src/snapshot/fetched.ts";
import { blankOrganization } from "../../src/snapshot/blank.ts";
import type { Organization, Restriction } from "../../src/snapshot/organization.ts";

const all: Restriction = { type: "group", value: "id-of-acme", name: "All members" };
const team: Restriction = { type: "group", value: "id-of-team", name: "releasers" };
const project: Restriction = { type: "project", value: "id-of-app" };
const expression: Restriction = { type: "expression", value: 'pipeline.git.branch == "main"' };

function access(restrictions: readonly Restriction[] | undefined, vcs: Organization["vcs"] = "github") {
  const organization = blankOrganization({ slug: "gh/acme", id: "id-of-acme", name: "acme", vcs });
  const fetched = restrictions === undefined ? gap("forbidden", "no") : known(restrictions, "2026-01-30T12:00:00Z");
  return accessOf({ id: "c", name: "c", restrictions: fetched, variables: known([], "2026-01-30T12:00:00Z") }, organization);
}

it("tells who may use a context", () => {
  expect(access([all])).toEqual({ kind: "all-members" });
  expect(access([all, team])).toEqual({ kind: "all-members" });
  expect(access([all, project])).toEqual({ kind: "narrowed", by: [project] });
  expect(access([team])).toEqual({ kind: "groups", groups: [team], by: [] });
  expect(access([team, expression])).toEqual({ kind: "groups", groups: [team], by: [expression] });
  expect(access([expression])).toEqual({ kind: "narrowed", by: [expression] });
  expect(access(undefined)).toEqual({ kind: "unknown" });
});

it("reads a context without restrictions by the kind of its organisation", () => {
  expect(access([])).toEqual({ kind: "no-group" });
  expect(access([], "bitbucket")).toEqual({ kind: "all-members" });
  expect(access([], "circleci")).toEqual({ kind: "all-members" });
});

it("does not take a group called `All members` for it: the id of the organisation tells", () => {
  expect(access([{ ...team, name: "All members" }]).kind).toBe("groups");
});
