import { expect, it } from "vitest";
import { noOrbs } from "../../src/config/orb-lookup.ts";
import { lintFiles } from "../../src/lint/lint-files.ts";
import { noRepository } from "../../src/rule/build-audit.ts";
import type { Rule } from "../../src/rule/rule.ts";
import { defaultSettings } from "../../src/settings/settings.ts";
import { toPolicy } from "../../src/settings/settings-policy.ts";

const config = "version: 2.1\njobs:\n  build:\n    docker: [{ image: a }]\n    steps: [checkout]\n";

function lintTexts(texts: Readonly<Record<string, string>>, rules: readonly Rule[] = []) {
  return lintFiles({
    files: Object.entries(texts).map(([path, text]) => ({ source: { path, text }, named: false })),
    rules,
    policy: toPolicy(defaultSettings),
    needsProject: false,
    follow: () => undefined,
    orbs: noOrbs,
    repositoryOf: () => noRepository,
  });
}

it("lists problems of a kind up to a hundred, and counts the others", async () => {
  const jobs = Array.from({ length: 150 }, (_, index) => `  job${index}: nonsense`).join("\n");
  const { outcomes } = await lintTexts({ ".circleci/config.yml": `version: 2.1\njobs:\n${jobs}\n` });
  const problems = outcomes[0]?.problems.filter(({ code }) => code === "wrong-type") ?? [];
  expect(problems).toHaveLength(101);
  expect(problems.at(-1)?.message).toBe("50 more problems of this kind (wrong-type) are not listed.");
});

it("says nothing odd about a file that is no valid YAML but that", async () => {
  const { outcomes, problems } = await lintTexts({ ".circleci/config.yml": `${config}  other: nonsense\n  broken: [\n` });
  expect(problems.map(({ code }) => code)).toContain("invalid-yaml");
  expect(outcomes[0]?.problems).toEqual([]);
});

it("leaves alone what is no configuration, but not the file that CircleCI reads", async () => {
  const quiet = await lintTexts({ ".circleci/values.yml": "a: 1\n", ".circleci/list.yml": "[]\n", ".circleci/empty.yml": "" });
  expect(quiet).toMatchObject({ outcomes: [], problems: [] });
  const loud = await lintTexts({ ".circleci/config.yml": "a: 1\n" });
  expect(loud.problems.map(({ code }) => code)).toEqual(["not-a-config"]);
});

it("knows that other configurations of a folder are started by its setup workflow", async () => {
  const seen = new Map<string, unknown>();
  const spy: Rule = {
    meta: { id: "spy" } as Rule["meta"],
    check({ plan }) {
      seen.set(plan.config.file.path, plan.runs[0]?.reach.anyBranch);
      return [];
    },
  };
  const gated = `version: 2.1
parameters: { go: { type: boolean, default: false } }
jobs: { b: { docker: [{ image: a }], steps: [checkout] } }
workflows: { w: { when: << pipeline.parameters.go >>, jobs: [b] } }
`;
  await lintTexts(
    {
      "a/.circleci/config.yml": "version: 2.1\nsetup: true\njobs: {}\n",
      "a/.circleci/more/next.yml": gated,
      "b/.circleci/config.yml": gated,
    },
    [spy],
  );
  expect(seen.get("a/.circleci/more/next.yml")).toBe("unknown");
  expect(seen.get("b/.circleci/config.yml")).toBe(false);
});
