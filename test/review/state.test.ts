/** What a review keeps for the next one, and the two side by side. */
import { describe, expect, it } from "vitest";
import { compareStates } from "../../src/review/state/compare-states.ts";
import { readState } from "../../src/review/state/read-state.ts";
import { renderState, stateOf } from "../../src/review/state/state-of.ts";
import type { ReviewState } from "../../src/review/state/state.ts";
import { reviewDocument } from "../../src/review/review.ts";
import { factsFrom } from "../facts/read-facts.ts";
import { factsOf } from "./facts-of.ts";

const config = (image: string, orb: string): string => `version: 2.1
orbs: {node: "circleci/node@${orb}"}
jobs:
  build: {docker: [{image: "${image}"}], steps: [{run: make}]}
  again: {docker: [{image: "${image}"}], steps: [{run: make}]}
workflows: {ci: {jobs: [build, again]}}
`;
const before = config("cimg/base:latest", "5");
const after = config("cimg/base:2026.10", "volatile");

async function stateFor(text: string): Promise<ReviewState> {
  return stateOf(await factsOf(text));
}

/** @throws when it cannot be read */
function read(text: string, project?: string): ReviewState {
  const found = readState(text, project);
  if ("fault" in found) throw new Error(found.fault);
  return found.state;
}

describe("keeping", () => {
  it("reads what it has written, and writes the same for the same facts", async () => {
    const state = await stateFor(before);
    const text = renderState(state);
    expect(read(text, "gh/acme/app")).toEqual(state);
    expect(renderState(await stateFor(before))).toBe(text);
    expect(state.findings.length).toBeGreaterThan(0);
    expect(state.measures.map(({ id }) => id)).toContain("orbs-exact");
  });

  it("keeps metrics over all branches", async () => {
    const workflows = [
      { name: "ci", totalRuns: 10, medianDurationSeconds: 60, successRate: 0.9 },
      { name: "ci", branch: "main", totalRuns: 4, medianDurationSeconds: 50, successRate: 1 },
    ];
    const facts = factsFrom({ project: { metrics: { workflows } } });
    const state = stateOf(await factsOf(before, facts));
    expect(state.workflows).toEqual([{ name: "ci", runs: 10, successRate: 0.9, medianSeconds: 60 }]);
  });

  it("holds no secret of the files", async () => {
    const token = `ghp_${"a1B2".repeat(9)}`;
    const facts = await factsOf(before.replaceAll("again", token));
    const masked = stateOf({ ...facts, secrets: facts.scene.audits.flatMap(({ plan }) => placesOf(plan.config.file, token)) });
    expect(renderState(masked)).not.toContain(token);
  });
});

function placesOf(file: { readonly path: string; readonly text: string }, word: string) {
  const start = file.text.indexOf(word);
  return [{ file, span: { start, end: start + word.length }, path: [] }];
}

describe("reading", () => {
  const faultOf = (text: string, project?: string): string => {
    const found = readState(text, project);
    return "fault" in found ? found.fault : "";
  };

  it("says why a file cannot be used", async () => {
    const state = await stateFor(before);
    expect(faultOf("{")).toBe("it is not valid JSON.");
    expect(faultOf('{"format": 2}')).toMatch(/^it has format 2, and .* reads format 1: a newer version has written it\.$/);
    expect(faultOf("[]")).toMatch(/^it was not written by `review --save`: /);
    expect(faultOf(JSON.stringify({ ...state, measures: [{ id: "x", good: 1, of: 0 }] }))).toMatch(/`measures\[0\]\.of`/);
    expect(faultOf(renderState(state), "gh/acme/other")).toBe(
      "it is about `gh/acme/app`, and this review is about `gh/acme/other`.",
    );
  });

  it("takes one address for another of the same project, and a mere folder for any", async () => {
    const text = renderState(await stateFor(before));
    expect(faultOf(text, "github.com/Acme/app")).toBe("");
    expect(faultOf(text, "app")).toBe("");
  });
});

describe("comparing", () => {
  it("tells what was fixed, what is new, what got better and what got worse", async () => {
    const { fixed, appeared, measures } = compareStates(await stateFor(before), await stateFor(after));
    expect([...new Set(fixed.map(({ ruleId }) => ruleId))].sort()).toEqual(["floating-orb", "untagged-image"]);
    expect([...new Set(appeared.map(({ ruleId }) => ruleId))]).toEqual(["volatile-orb"]);
    expect(measures.find(({ now }) => now.id === "images-versioned")).toMatchObject({ before: { good: 0 }, now: { good: 1 } });
  });

  it("counts equal findings", async () => {
    const state = await stateFor(before);
    const [first] = state.findings;
    const twice = { ...state, findings: first === undefined ? [] : [...state.findings, first] };
    expect(compareStates(twice, state).fixed).toEqual([first]);
    expect(compareStates(state, state)).toMatchObject({ fixed: [], appeared: [], seized: [], arisen: [] });
  });

  it("is told in the summary and beside the measures", async () => {
    const earlier = { ...(await stateFor(before)), date: "2025-12-01" };
    const text = JSON.stringify(reviewDocument(await factsOf(after, undefined, { earlier })).sections[0]);
    expect(text).toContain("Since the review of 2025-12-01");
    expect(text).toContain("findings gone");
    expect(text).toContain("`images-versioned` from 0 of 1 to 1 of 1");
    expect(text).toContain('"title":"2025-12-01"');
    const same = JSON.stringify(reviewDocument(await factsOf(before, undefined, { earlier })).sections[0]);
    expect(same).toContain("Nothing that was kept has changed.");
  });
});
