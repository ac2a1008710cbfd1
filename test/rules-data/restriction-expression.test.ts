import { describe, expect, it } from "vitest";
import { admits, apiConfig, goodExpression, isUnreadable, sshRerun } from "../../rules/data/restriction-expression.ts";

describe("what an expression lets in", () => {
  it.each([
    [goodExpression, false, false],
    ['pipeline.git.branch == "main"', "unknown", "unknown"],
    ["not job.ssh.enabled", false, "unknown"],
    ["job.ssh.enabled == false", false, "unknown"],
    ['not (job.ssh.enabled or pipeline.config_source starts-with "api")', false, false],
    ['not job.ssh.enabled or pipeline.git.branch == "main"', "unknown", "unknown"],
    ['pipeline.config_source != "api"', "unknown", false],
    ['pipeline.config_source == "github" and (pipeline.number > 3 or pipeline.number < 1)', "unknown", false],
    ["job.ssh.enabled", true, "unknown"],
    ["true", true, true],
    ['pipeline.config_source > "a"', "unknown", false],
    ['pipeline.git.branch matches "main"', "unknown", "unknown"],
  ])("%s", (expression, ssh, api) => {
    expect(admits(expression, sshRerun)).toBe(ssh);
    expect(admits(expression, apiConfig)).toBe(api);
  });
});

it.each([
  "",
  "pipeline.git.branch ==",
  "(",
  "a b",
  `${"(".repeat(200)}true${")".repeat(200)}`,
  `true${" and true".repeat(1000)}`,
])("what is no expression says nothing", (text) => {
  expect(isUnreadable(text)).toBe(true);
  expect(admits(text, sshRerun)).toBe("unknown");
});

it("is not misled by names that objects have", () => {
  expect(admits("constructor == __proto__ and toString", new Map())).toBe("unknown");
});
