import { describe, expect, test } from "vitest";
import { builtInVariable } from "../../src/config/built-in-variables.ts";
import { pipelineValueNames, taintOf } from "../../src/config/pipeline-values.ts";

describe("pipeline values", () => {
  test.each([
    ["pipeline.event.github.pull_request.title", "text", "whoever opens a pull request"],
    ["pipeline.event.github.comment.body", "text", "whoever may comment on a pull request"],
    ["pipeline.event.github.label.name", "text-limited", "whoever may label issues and pull requests"],
    ["pipeline.git.commit.subject", "text", "whoever writes a commit that gets here"],
    ["pipeline.git.commit.body", "text", "whoever writes a commit that gets here"],
    ["pipeline.trigger_parameters.webhook.body", "text", "whoever knows the webhook's URL and secret"],
    ["pipeline.trigger_parameters.github_app.commit_message", "text", "whoever writes a commit that gets here"],
    ["pipeline.trigger_parameters.gitlab.commit_author_email", "text", "whoever writes a commit that gets here"],
    ["pipeline.trigger_parameters.gitlab.user_name", "text", "the owner of the VCS account"],
    ["pipeline.deploy.reason", "text-limited", "whoever starts the deployment"],
    ["pipeline.git.branch", "ref", "whoever can push a branch"],
    ["pipeline.git.tag", "ref", "whoever can push a tag"],
    ["pipeline.event.github.pull_request.head.ref", "ref", "whoever opens a pull request"],
    ["pipeline.trigger_parameters.gitlab.branch", "ref", "whoever can push a branch"],
    ["pipeline.config.repository.ref", "ref", "whoever can push a branch"],
    ["pipeline.git.repo_name", "limited", "the owner of the repository"],
    ["pipeline.git.commit.author_login", "limited", "the owner of the VCS account"],
    ["pipeline.event.github.sender.login", "limited", "the owner of the VCS account"],
    ["pipeline.event.github.repository.full_name", "limited", "the owner of the repository"],
    ["pipeline.number", "safe", "CircleCI"],
    ["pipeline.git.revision", "safe", "CircleCI"],
    ["pipeline.git.branch.is_default", "safe", "CircleCI"],
    ["pipeline.event.github.pull_request.number", "safe", "CircleCI"],
    ["pipeline.trigger_parameters.gitlab.checkout_sha", "safe", "CircleCI"],
    ["pipeline.trigger_parameters.circleci.event_type", "safe", "CircleCI"],
  ])("%s is %s, by %s", (name, level, who) => {
    expect(taintOf(name)).toMatchObject({ level, who });
  });

  test("unknown names and pipeline parameters are not guessed", () => {
    for (const name of [
      "pipeline.git",
      "pipeline.event.github.repository.",
      "pipeline.parameters.x",
      "matrix.x",
      "constructor",
      "",
    ]) {
      expect(taintOf(name)).toBeUndefined();
    }
  });

  test("what CircleCI is about to drop carries the date", () => {
    expect(taintOf("pipeline.trigger_parameters.github_app.branch")?.endOfLife).toBe("2026-08-01");
    expect(taintOf("pipeline.trigger_source")?.endOfLife).toBe("2026-08-01");
    expect(taintOf("pipeline.trigger_parameters.webhook.body")?.endOfLife).toBeUndefined();
  });

  test("values of pull requests exist for the GitHub App only", () => {
    expect(taintOf("pipeline.event.github.pull_request.title")?.integrations).toEqual(["github-app"]);
    expect(taintOf("pipeline.git.branch")?.integrations).toBeUndefined();
  });

  test("every name of the table is known and dotted", () => {
    for (const name of pipelineValueNames()) {
      expect(name).toMatch(/^pipeline\.[a-z0-9_.]+\*?$/u);
      expect(taintOf(name.replace("*", "x"))).toBeDefined();
    }
  });
});

describe("built-in variables", () => {
  test.each(["CIRCLE_OIDC_TOKEN", "CIRCLE_OIDC_TOKEN_V2", "CIRCLE_CONTINUATION_KEY"])("%s is secret", (name) => {
    expect(builtInVariable(name)).toMatchObject({ secret: true, untrusted: false });
  });

  test.each([
    ["CIRCLE_BRANCH", "ref"],
    ["CIRCLE_TAG", "ref"],
    ["CIRCLE_PR_USERNAME", "limited"],
    ["CIRCLE_PULL_REQUESTS", "limited"],
    ["CIRCLE_USERNAME", "limited"],
  ])("%s is chosen by others", (name, taint) => {
    expect(builtInVariable(name)).toMatchObject({ taint, untrusted: true, secret: false });
  });

  test.each(["CIRCLE_SHA1", "CIRCLE_PR_NUMBER", "CIRCLE_JOB", "CIRCLE_WORKFLOW_ID", "CIRCLECI_RUNNER_RESOURCE_CLASS", "CI"])(
    "%s is safe",
    (name) => {
      expect(builtInVariable(name)).toMatchObject({ taint: "safe", untrusted: false, secret: false });
    },
  );

  test("other names are not CircleCI's", () => {
    for (const name of ["CIRCLE_TOKEN", "CIRCLE_WHATEVER", "PATH", "toString"]) expect(builtInVariable(name)).toBeUndefined();
  });
});
