/** Reviews of whole projects: structure, diagrams and links hold, whatever the project's names are. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import DOMPurify from "dompurify";
import mermaid from "mermaid";
import { beforeAll, describe, expect, it } from "vitest";
import { readAnswers } from "../../src/review/document/answers.ts";
import { documentOf } from "./facts-of.ts";
import { noAnswers } from "../../src/review/document/answers.ts";
import type { ReviewDocument } from "../../src/review/document/document.ts";
import { permalinks } from "../../src/review/document/permalinks.ts";
import { renderMarkdown } from "../../src/review/markdown/render-markdown.ts";
import { readFacts } from "../facts/read-facts.ts";
import { anchorsIn, expectedShape, linksIn, parse, shape, within } from "./shape.ts";

// Mermaid cleans labels with what needs a browser; reading needs none.
beforeAll(() => Object.assign(DOMPurify, { addHook: () => undefined, sanitize: (text: string) => text }));

const projects = new URL("../../fixtures/projects/", import.meta.url);
const read = (name: string): string => readFileSync(fileURLToPath(new URL(name, projects)), "utf8");
const linkOf = permalinks({ address: "github.com/acme/app", revision: "c0ffee", pathOf: (file) => file });

const subjects = {
  demo: () => documentOf(read("demo/.circleci/config.yml")),
  "well-kept": () => documentOf(read("well-kept/.circleci/config.yml")),
  hostile: () => documentOf(read("hostile-review/.circleci/config.yml")),
  "hostile with facts": () =>
    documentOf(
      read("hostile-review/.circleci/config.yml"),
      readFacts({ path: "facts.yml", text: read("hostile-review/facts.yml") }),
    ),
};

describe.each(Object.entries(subjects))("the review of %s", async (_, make) => {
  const document: ReviewDocument = await make();
  const text = renderMarkdown(document, { answers: noAnswers, linkOf });
  const nodes = parse(text);

  it("has the structure of its document", () => {
    expect(shape(nodes.slice(4))).toEqual(expectedShape(document));
  });

  it("has diagrams that Mermaid reads", async () => {
    const diagrams = [...within(nodes)].flatMap((node) => (node.type === "code" && node.lang === "mermaid" ? [node.value] : []));
    for (const diagram of diagrams) await expect(mermaid.parse(diagram)).resolves.toMatchObject({ diagramType: "flowchart-v2" });
  });

  it("has links that lead somewhere", () => {
    const anchors = anchorsIn(nodes);
    expect(anchors.filter((id, at) => anchors.indexOf(id) !== at)).toEqual([]);
    for (const url of linksIn(nodes)) {
      if (url.startsWith("#")) expect(anchors).toContain(url.slice(1));
      else {
        expect(new URL(url).protocol).toBe("https:");
        expect(new URL(url).hostname).not.toMatch(/evil/);
      }
    }
  });

  it("has no answers and ticks of its own", () => {
    const { boxes, ticks, faults } = readAnswers(text);
    expect({ boxes: boxes.size, ticks: ticks.size, faults }).toEqual({ boxes: 0, ticks: 0, faults: [] });
  });
});
