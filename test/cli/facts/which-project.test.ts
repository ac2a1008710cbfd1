import { beforeEach, expect, test, vi } from "vitest";
import { namedOrganization, namedProject, projectOfJob } from "../../../src/cli/facts/which-project.ts";

const variables = ["CIRCLECI", "CIRCLE_ORGANIZATION_ID", "CIRCLE_PROJECT_ID", "CIRCLE_PROJECT_USERNAME"];

beforeEach(() => {
  for (const name of [...variables, "CIRCLE_PROJECT_REPONAME", "CIRCLE_REPOSITORY_URL"]) vi.stubEnv(name, "");
  return () => vi.unstubAllEnvs();
});

test.each(["gh/acme/app", "github/acme/app", "circleci/AbC1/xY2", "github.com/acme/app", "git@github.com:acme/app.git"])(
  "%j names a project",
  (text) => {
    expect(namedProject(text)).toEqual([text]);
  },
);

test.each(["app", "acme/app", "gh/acme", "gh/acme/app/x", "gh/../app", "https://github.com/acme"])(
  "%j names no project",
  (text) => {
    expect(() => namedProject(text)).toThrow("is no project");
  },
);

test.each([
  ["github/acme", "gh/acme"],
  ["circleci/AbC1", "circleci/AbC1"],
  ["https://github.com/acme", "gh/acme"],
])("%j names the organisation %j", (text, slug) => {
  expect(namedOrganization(text)).toBe(slug);
});

test("a word names no organisation", () => {
  expect(() => namedOrganization("acme")).toThrow("write a slug such as `gh/acme`");
});

test("a job says which project it is of: by the name that fits its repository, and by its ids", () => {
  vi.stubEnv("CIRCLE_ORGANIZATION_ID", "org1");
  vi.stubEnv("CIRCLE_PROJECT_ID", "project1");
  expect(projectOfJob()).toEqual([]);
  vi.stubEnv("CIRCLECI", "true");
  expect(projectOfJob()).toEqual(["circleci/org1/project1"]);
  vi.stubEnv("CIRCLE_REPOSITORY_URL", "git@github.com:acme/app.git");
  expect(projectOfJob()).toEqual(["circleci/org1/project1"]);
  vi.stubEnv("CIRCLE_PROJECT_USERNAME", "acme");
  vi.stubEnv("CIRCLE_PROJECT_REPONAME", "app");
  expect(projectOfJob()).toEqual(["gh/acme/app", "circleci/org1/project1"]);
});
