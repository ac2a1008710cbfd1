/** A document with every kind of block and of text, and one in which every text is an attack. */
import {
  cell,
  code,
  details,
  figure,
  jump,
  line,
  link,
  list,
  paragraph,
  place,
  section,
  severity,
  state,
  strong,
  table,
} from "../../src/review/document/build.ts";
import type { Block, ReviewDocument } from "../../src/review/document/document.ts";
import { nodeKinds } from "../../src/review/document/graph.ts";
import { severities } from "../../src/finding/severity.ts";

const file = { path: ".circleci/config.yml", text: "version: 2.1\njobs:\n  build: {}\n" };
const at = { file, span: { start: 13, end: 17 }, path: ["jobs"] };

export function sample(word: (text: string) => string = (text) => text): ReviewDocument {
  const tool = { name: "circleci-secaudit", version: "0.0.0" };
  return {
    title: word("CI configuration review of `gh/acme/app`"),
    date: "2026-01-31",
    sections: [summary(word), evidence(word), people(word)],
    tool,
  };
}

function summary(word: (text: string) => string): ReturnType<typeof section> {
  return section("summary", word("Summary"), [
    paragraph(word("Two workflows, "), strong(word("9 jobs")), ". ", jump(word("What to ask"), "people"), ", ", place(at), "."),
    list(severities.map((each) => line(severity(each), word(" one of these")))),
    paragraph(
      state("good", word("on")),
      " ",
      state("bad", word("off")),
      " ",
      state("unknown", word("unknown")),
      " ",
      state("neutral", "as it is"),
    ),
    ...table(
      ["Severity", word("Finding"), { title: word("Jobs"), align: "right" }],
      [
        [cell(severity("low")), cell(word("An image moves")), figure("10", 10)],
        [cell(severity("critical")), cell(word("A script takes a branch's name")), figure("9", 9)],
        [cell(severity("medium")), cell(word("No cache")), figure("1,200", 1200)],
      ],
    ),
    { kind: "diagram", graph: graphOf(word) },
  ]);
}

function graphOf(word: (text: string) => string): Extract<Block, { kind: "diagram" }>["graph"] {
  return {
    id: "picture-graph",
    title: word("From secret to cloud"),
    description: word("Contexts, the jobs that use them, and where these log in."),
    direction: "right",
    nodes: nodeKinds.map((kind, index) => ({
      id: word(kind),
      label: word(`${kind} with a name`),
      kind,
      worst: ([...severities, "none", undefined] as const)[index],
    })),
    edges: nodeKinds.slice(1).map((kind, index) => ({
      from: word(nodeKinds[index] ?? ""),
      to: word(kind),
      ...(index % 2 === 0 ? { label: word("uses") } : { isLoose: true }),
    })),
  };
}

function evidence(word: (text: string) => string): ReturnType<typeof section> {
  const wide = Array.from({ length: 9 }, (_, index) => word(`Column with a title ${String(index)}`));
  return section("evidence", word("Evidence"), [
    section("deep", word("Deep `section`"), [
      { kind: "code", language: "yaml", text: word(`jobs:\n  build:\n    docker:\n      - image: ${"long/".repeat(40)}node\n`) },
      details(word("All places"), [
        paragraph(word("Needle in a fold, "), link(word("documentation"), word("https://circleci.com/docs/")), "."),
        ...table(wide, [wide.map((title) => cell(code(title)))]),
      ]),
    ]),
    ...Array.from({ length: 12 }, (_, index) =>
      section(`job-${String(index)}`, word(`\`job-${String(index)}\``), [paragraph(word(`Runs ${"often ".repeat(60)}`))]),
    ),
  ]);
}

function people(word: (text: string) => string): ReturnType<typeof section> {
  return section("people", word("Questions"), [
    { kind: "box", id: "goals", question: word("What hurts most?"), hint: word("One sentence.") },
    { kind: "box", id: "owners", question: word("Who owns the contexts?") },
    {
      kind: "tasks",
      items: [
        { id: "pin", content: line(word("Pin the image "), code(word("node:20"))) },
        { id: "cache", content: line(word("Restore a cache")) },
      ],
    },
  ]);
}
