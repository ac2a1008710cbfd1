/** The markdown of reviews, as a parser of GitHub's flavour reads it. */
import { describe, expect, it } from "vitest";
import { noAnswers, readAnswers } from "../../src/review/document/answers.ts";
import { code, jump, line, link, page, paragraph, section, strong } from "../../src/review/document/build.ts";
import type { place } from "../../src/review/document/build.ts";
import type { Block, Line, ReviewDocument } from "../../src/review/document/document.ts";
import { permalinks } from "../../src/review/document/permalinks.ts";
import { words } from "../../src/review/markdown/inline.ts";
import { renderMarkdown } from "../../src/review/markdown/render-markdown.ts";
import { sample } from "../browser/sample.ts";
import { attacks } from "./attacks.ts";
import { anchorsIn, expectedShape, linksIn, parse, shape, shown } from "./shape.ts";

const rendering = { answers: noAnswers, linkOf: () => undefined };
const tool = { name: "circleci-secaudit", version: "0.0.0" };
const documentOf = (...blocks: readonly Block[]): ReviewDocument => ({
  ...{ title: "Review", date: undefined, tool },
  sections: [section("one", "One", blocks)],
});

/** What stands above the first section. */
const opening = 4;

it("is what the document says, and no more", () => {
  const document = sample();
  const nodes = parse(renderMarkdown(document, rendering));
  expect(shape(nodes.slice(opening))).toEqual(expectedShape(document));
  expect(nodes.slice(0, opening).map(({ type }) => type)).toEqual(["html", "heading", "paragraph", "list"]);
});

it("reads well", async () => {
  await expect(renderMarkdown(sample(), rendering)).toMatchFileSnapshot("snapshots/sample.md.txt");
});

it("leads from the table of contents to every section", () => {
  const nodes = parse(renderMarkdown(sample(), rendering));
  const anchors = anchorsIn(nodes);
  expect(new Set(anchors).size).toBe(anchors.length);
  for (const url of linksIn(nodes)) if (url.startsWith("#")) expect(anchors).toContain(url.slice(1));
  expect(linksIn(nodes.slice(0, opening)).slice(0, 3)).toEqual(["#part.summary", "#part.evidence", "#part.deep"]);
});

/** Every text of the document in turn is the attack, or has it before, behind, or in code. */
function attacked(attack: string): ReviewDocument {
  const ways = [
    () => attack,
    (text: string) => `${attack}${text}`,
    (text: string) => `${text}${attack}`,
    (text: string) => `${text} \`${attack}\``,
    (text: string) => `\`${attack}${text}\``,
  ];
  let turn = 0;
  return sample((text) => (ways[(turn += 1) % ways.length] ?? String)(text));
}

it.each(attacks)("%j stays in its place", (attack) => {
  const document = attacked(attack);
  const nodes = parse(renderMarkdown(document, rendering));
  expect(shape(nodes.slice(opening))).toEqual(expectedShape(document));
  // The sample has one link of its own, whose address is the attack here.
  const own = linksIn(nodes).filter((url) => !url.startsWith("#part."));
  expect(own.length).toBeLessThanOrEqual(1);
});

it("finds no answers and ticks in what is quoted", () => {
  const text = renderMarkdown(
    sample((word) => `${word}${attacks.join("\n")}`),
    rendering,
  );
  const { boxes, ticks, faults } = readAnswers(text);
  expect({ boxes: [...boxes], ticks: [...ticks], faults }).toEqual({ boxes: [], ticks: [], faults: [] });
});

describe("a line", () => {
  const read = (content: Line): string => words(content, () => undefined);

  it.each([
    [line("in `a`, ", code("b"), " and ", strong("two words"), "."), "in `a`, `b` and **two words**."],
    [line(code("a"), code("b")), "`a`<!-- -->`b`"],
    [line("look!", link("here", "https://a.example/?x=1 2")), "look!<!-- -->[here](<https://a.example/?x=1%202>)"],
    [line("nobody ", link("goes", "javascript:alert(1)")), "nobody goes"],
    [line("@", "everyone"), "@<!-- -->everyone"],
    [line("https:", "//evil.example www", ".evil.example"), "https:<!-- -->//evil.example www<!-- -->.evil.example"],
    [line("1", ". item"), "1<!-- -->. item"],
    [line("  ", "x", "  "), "x"],
    [line(link(" ", "https://a.example/"), strong(" "), "x"), "[`https://a.example/`](<https://a.example/>)  x"],
    [line(strong("(a)"), strong("b"), strong("c")), "<strong>(a)</strong>**b**<!-- -->**c**"],
    [line(jump("there", "a/b c"), " ", page("that", "x) y")), "[there](#part.a.2f.b.20.c) [that](x--y.md)"],
  ])("%j", (content, expected) => expect(read(content)).toBe(expected));

  it("keeps two pieces of any kind apart", () => {
    const ends = ["`", "a`b`", "`b`a", "!", "@", ":", "\\", "*", "www", "1", "[", "&"];
    const others = [...ends, "//x", ".x", ")", "(x)", "amp;"];
    const makes = [code, strong, (text: string) => text];
    const pairs = ends.flatMap((one) => others.flatMap((other) => makes.map((make) => ({ one, other, make }))));
    const lines = pairs.map(({ one, other, make }) => line(make(one), other, make(other), link(one, "https://a.example/")));
    const nodes = parse(lines.map(read).join("\n\n"));
    expect(nodes.map(({ type }) => type)).toEqual(pairs.map(() => "paragraph"));
    expect(nodes.map((node) => linksIn([node]))).toEqual(pairs.map(() => ["https://a.example/"]));
    const whole = pairs.map(({ one, other }) => `${one}${other}${other}${one}`.replaceAll(/[`\\\s]/g, ""));
    expect(nodes.map(shown)).toEqual(whole);
  });
});

it("tells two lists from one", () => {
  const items = [line("a"), line("b")];
  const document = documentOf(
    { kind: "list", items },
    { kind: "list", isOrdered: true, items },
    { kind: "tasks", items: [{ id: "t", content: line("c") }] },
  );
  expect(shape(parse(renderMarkdown(document, rendering)).slice(opening))).toEqual(expectedShape(document));
});

describe("answers", () => {
  const boxes = documentOf(
    { kind: "box", id: "goals", question: "What for?" },
    { kind: "tasks", items: [{ id: "t", content: line("Do it") }] },
  );
  const answer = "- mine\n\n```yaml\nand `more`\n```\n  <b>";
  const answered = renderMarkdown(boxes, rendering)
    .replace(/_No answer yet[^\n]*/, answer)
    .replace("[ ]", "[x]");

  it("and ticks stay when the review is made again", () => {
    const again = renderMarkdown(boxes, { ...rendering, answers: readAnswers(answered) });
    expect(again).toBe(answered);
  });

  it("whose question is gone are kept, and find it again", () => {
    const without = renderMarkdown(documentOf(paragraph("Nothing to ask.")), { ...rendering, answers: readAnswers(answered) });
    expect(without).toContain("Kept answers");
    expect(without).toContain(answer);
    const back = renderMarkdown(boxes, { ...rendering, answers: readAnswers(without) });
    expect(back).toBe(answered.replace("[x]", "[ ]"));
  });
});

describe("places", () => {
  const at = (path: string, isSheet?: true): Parameters<typeof place>[0] => ({
    file: { path, text: "a\nb\nc\n", ...(isSheet && { isSheet }) },
    span: { start: 2, end: 3 },
    path: ["x"],
  });
  const linked = (address: string, where = at(".circleci/config.yml")): string | undefined =>
    permalinks({ address, revision: "c0ffee", pathOf: (file) => file })(where);

  it("lead to the commit, as each host writes it", () => {
    expect(linked("github.com/acme/app")).toBe("https://github.com/acme/app/blob/c0ffee/.circleci/config.yml#L2");
    expect(linked("gitlab.com/a/b/app")).toBe("https://gitlab.com/a/b/app/-/blob/c0ffee/.circleci/config.yml#L2");
    expect(linked("git.gitlab.acme.dev/a/app")).toContain("/-/blob/");
    expect(linked("bitbucket.org/acme/app")).toBe("https://bitbucket.org/acme/app/src/c0ffee/.circleci/config.yml#lines-2");
    expect(linked("code.acme.dev/acme/app")).toBeUndefined();
    expect(linked("github.com/acme/app", at("a b)>/`c`#\ud800.yml"))).toBe(
      "https://github.com/acme/app/blob/c0ffee/a%20b)%3E/%60c%60%23%EF%BF%BD.yml#L2",
    );
  });

  it("of settings lead to where they are changed", () => {
    expect(linked("", at("circleci:gh/acme/app", true))).toBe("https://app.circleci.com/settings/project/github/acme/app");
    expect(linked("", at("circleci:gh/acme", true))).toBe("https://app.circleci.com/settings/organization/github/acme");
    expect(linked("", at("github:acme/app", true))).toBe("https://github.com/acme/app/settings");
    expect(linked("", at("circleci:gh/acme/app?x", true))).toBeUndefined();
  });
});
