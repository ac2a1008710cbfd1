import { expect, test } from "vitest";
import { renderFacts } from "../../src/cli/collect/render-facts.ts";
import type { CollectedFacts } from "../../src/cli/collect/render-facts.ts";
import { gapTally } from "../../src/collect/snapshot/gap-tally.ts";
import { paintWith } from "../../src/report/pretty/paint.ts";
import { blankProject } from "../../src/snapshot/blank.ts";
import { gap, known } from "../../src/snapshot/fetched.ts";

const at = "2026-01-31T00:00:00.000Z";
const plainly = paintWith({ colour: false, hyperlinks: false });
const refused = gap("forbidden", "the token may not see it");

function project(name: string, isRefused: boolean): object {
  const identity = { slug: `gh/acme/${name}`, id: name, name, organization: "gh/acme" };
  const answered = isRefused ? refused : known([], at);
  return {
    ...blankProject(identity, gap("inapplicable", "none")),
    apiTokens: answered,
    sshKeys: answered,
    checkoutKeys: refused,
  };
}

function facts(changes: Partial<CollectedFacts> = {}): CollectedFacts {
  const tally = gapTally();
  for (const [index, name] of ["a", "b", "c"].entries()) tally.add("projects", project(name, index < 2));
  const context = { name: "prod", restrictions: refused, variables: known([], at) };
  tally.add("organizations", { slug: "gh/acme", contexts: known([context, { ...context, restrictions: known([], at) }], at) });
  return { tally, missing: [], notes: [], output: "out.json", bytes: 1_234_567, mayResume: false, ...changes };
}

test("what is not known is told once for all, with who must act", () => {
  expect(renderFacts(facts(), plainly)).toBe(`Collected 1 organisation, 2 contexts and 3 projects.

Not known
  checkout keys of all 3 projects; SSH keys and API tokens of 2 of 3 projects
    the token may not see it
  restrictions of 1 of 2 contexts
    the token may not see it

Kept in \`out.json\` (1.2 MB). Audit with it: circleci-secaudit --snapshot out.json
`);
});

test("what is missing comes first, what may be left out last, and no word of a host shapes the text", () => {
  const missing = [{ name: "gh/acme/\u001b[31mx", isNamed: true, why: gap("not-found", "it is\nnot there") }];
  const notes = [
    { about: "gh/acme", text: "there may be more" },
    { about: "gh/other", text: "there may be more" },
  ];
  const lines = renderFacts(facts({ missing, notes, mayResume: true }), plainly).split("\n");
  expect(lines.slice(2, 5)).toEqual(["Not known", "  gh/acme/ [31mx", "    it is not there"]);
  expect(lines.slice(-7, -2)).toEqual([
    "  gh/acme and gh/other",
    "    there may be more",
    "",
    "The same command with `--resume` asks again for what failed, and for nothing else.",
    "",
  ]);
});

test("nothing is said to be nothing", () => {
  const text = renderFacts(facts({ tally: gapTally(), bytes: 200 }), plainly);
  expect(text).toBe("Nothing could be collected.\n\nKept in `out.json` (1 kB).\n");
});
