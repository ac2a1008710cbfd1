/**
 * Every opportunity over its fixtures: `fixtures/opportunities/<id>/found-<case>.yml` is told as `found-<case>.expected` says,
 * `absent-<case>.yml` not at all. Cases are laid out as those of rules are. `vitest -u` writes expectations.
 */
import path from "node:path";
import { describe, expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { opportunities } from "../rules/opportunities/index.ts";
import { compareVersions } from "../src/finding/version.ts";
import type { Location } from "../src/finding/location.ts";
import type { Found, Opportunity } from "../src/rule/opportunity.ts";
import { positionAt } from "../src/source/source-file.ts";
import { auditsOf } from "./audits-of.ts";
import { casesOf } from "./cases.ts";
import type { Case } from "./cases.ts";

/** The scene as a review sees it. */
async function foundIn(opportunity: Opportunity, tested: Case): Promise<readonly Found[]> {
  const { scene, report } = await auditsOf(tested);
  expect(report.problems.filter((problem) => problem.level === "error")).toEqual([]);
  return [...opportunity.find(scene)];
}

/** `12:9 [build, test] message → effect (gain/effort/batch)`, and the evidence below it. */
function linesOf(found: Found, { meta }: Opportunity, several: boolean): readonly string[] {
  const { at, runs = [], workflows = [], message, effect, evidence = [], advice, replacement } = found;
  const about = [...new Set([...workflows, ...runs].map(({ name }) => name))];
  const { gain, effort, batch } = { ...meta, ...found };
  return [
    `${placeOf(at, several)} [${about.join(", ")}] ${message} → ${effect} (${gain}/${effort}/${batch})`,
    ...(advice === undefined ? [] : [`  advice: ${advice}`]),
    ...evidence.map((place) => `  ${placeOf(place, several)} ${place.label}`),
    ...(replacement === undefined
      ? []
      : replacement
          .trimEnd()
          .split("\n")
          .map((text) => `  | ${text}`)),
  ];
}

function placeOf({ file, span }: Location, several: boolean): string {
  const { line, column } = positionAt(file, span.start);
  const name = file.isSheet === true ? `${file.path}:` : several ? `${path.basename(file.path)}:` : "";
  return `${name}${line}:${column}`;
}

describe.each(opportunities.map((each) => [each.meta.id, each] as const))("%s", (id, opportunity) => {
  const folder = `opportunities/${id}`;

  it("has cases of both kinds", () => {
    expect(casesOf(folder, "found").length).toBeGreaterThan(0);
    expect(casesOf(folder, "absent").length).toBeGreaterThan(0);
  });

  it.each(casesOf(folder, "found"))("tells %s", async (_, tested) => {
    const found = await foundIn(opportunity, tested);
    expect(found.length).toBeGreaterThan(0);
    const lines = found.flatMap((each) => linesOf(each, opportunity, tested.files.length > 1));
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(`${tested.stem}.expected`);
    for (const { at, evidence = [] } of found) {
      for (const { file, span } of [at, ...evidence]) expect(file.text.slice(span.start, span.end)).toMatch(/\S/);
    }
  });

  it.each(casesOf(folder, "absent"))("is silent about %s", async (_, tested) => {
    expect((await foundIn(opportunity, tested)).map(({ message }) => message)).toEqual([]);
  });
});

it.each(opportunities.map(({ meta }) => [meta.id, meta] as const))("%s says what is wanted of it", (_, meta) => {
  expect(compareVersions(meta.since, manifest.version)).toBeLessThanOrEqual(0);
  expect(meta.title.split(" ").length).toBeLessThanOrEqual(8);
  expect([meta.summary, meta.advice, meta.test, meta.limits].filter((text) => !/^[A-Z`].*\.$/s.test(text))).toEqual([]);
  expect(meta.references.length).toBeGreaterThan(0);
});
