/**
 * A review as one HTML file that needs nothing else: no network, no other file. Its policy allows the one style and the one script that
 * are in it, by their digests, and nothing besides. All content is there without the script, which only adds search, sorting and the like.
 */
import { sha256 } from "../../engine/sha256.ts";
import { escapeHtml } from "../../report/markdown-text.ts";
import { noAnswers } from "../document/answers.ts";
import { htmlMark } from "../document/marks.ts";
import type { ReviewDocument } from "../document/document.ts";
import type { Graph } from "../document/graph.ts";
import { withKeptAnswers } from "../document/kept-answers.ts";
import type { Rendering } from "../document/rendering.ts";
import { type Page, sectionHtml } from "./blocks.ts";
import { asked, blocksIn, contentsHtml } from "./contents.ts";
import { drawer } from "./diagram/draw.ts";
import { script, style } from "./generated/page.ts";
import { anchorOf, plain, prose } from "./text.ts";

export async function renderHtml(given: ReviewDocument, rendering: Partial<Rendering> = {}): Promise<string> {
  const { answers = noAnswers, linkOf = () => undefined } = rendering;
  const document = withKeptAnswers(given, answers);
  const graphs = [...blocksIn(document.sections)].flatMap((block) => (block.kind === "diagram" ? [block.graph] : []));
  const drawings = await drawingsOf(graphs);
  const page: Page = {
    links: { linkOf, anchorOf: anchorsOf(document) },
    answerTo: ({ id }) => answers.boxes.get(id),
    isTicked: ({ id }) => answers.ticks.has(id),
    drawingOf: (graph) => drawings.get(graph) ?? "",
  };
  return `${[...head(document), ...body(document, page)].join("\n")}\n`;
}

/** Links may lead to sections, boxes and tasks. */
function anchorsOf(document: ReviewDocument): (id: string) => string {
  const { boxes, tasks } = asked(document);
  const kinds = new Map<string, "box" | "task">([
    ...tasks.map(({ id }) => [id, "task"] as const),
    ...boxes.map(({ id }) => [id, "box"] as const),
  ]);
  for (const block of blocksIn(document.sections)) if (block.kind === "section") kinds.delete(block.id);
  return (id) => anchorOf(kinds.get(id) ?? "section", id);
}

async function drawingsOf(graphs: readonly Graph[]): Promise<ReadonlyMap<Graph, string>> {
  if (graphs.length === 0) return new Map();
  const draw = await drawer();
  return new Map(graphs.map((graph) => [graph, draw(graph)]));
}

function head({ title }: ReviewDocument): readonly string[] {
  const policy = [
    "default-src 'none'",
    `style-src '${digestOf(style)}'`,
    `script-src '${digestOf(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    htmlMark,
    `<meta http-equiv="Content-Security-Policy" content="${policy.join("; ")}">`,
    '<meta name="referrer" content="no-referrer">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(plain(title))}</title>`,
    `<style>${style}</style>`,
    `<script>${script}</script>`,
    "</head>",
  ];
}

/** As content security policies name a text: `sha256-` and base64. */
function digestOf(text: string): string {
  const bytes = sha256(text).match(/../g) ?? [];
  return `sha256-${btoa(String.fromCodePoint(...bytes.map((byte) => Number.parseInt(byte, 16))))}`;
}

function body(document: ReviewDocument, page: Page): readonly string[] {
  return [
    "<body>",
    '<a class="skip" href="#review">Skip to the review</a>',
    toolbar,
    '<div class="page">',
    `<nav aria-label="Contents"><details open><summary>Contents</summary>\n${contentsHtml(document.sections)}\n</details></nav>`,
    '<main id="review" tabindex="-1">',
    ...openingOf(document, page),
    ...document.sections.map((section) => sectionHtml(section, page, 2)),
    footerOf(document),
    "</main>",
    "</div>",
    "</body>",
    "</html>",
  ];
}

function footerOf({ tool }: ReviewDocument): string {
  const made = `Made by ${escapeHtml(tool.name)} ${escapeHtml(tool.version)}.`;
  return `<footer><p>${made} Answers and ticks are written into the markdown form of this review, and stand here when it is made again.</p></footer>`;
}

/** Shown by the script, without which nothing here would work. */
const toolbar = [
  '<header class="tools" hidden>',
  '<div class="search" role="search"><input type="search" id="search" aria-label="Search this review" placeholder="Search  /" autocomplete="off" spellcheck="false"></div>',
  '<output for="search" aria-live="polite"></output>',
  '<button type="button" id="unfold">Expand all</button>',
  '<button type="button" id="theme">Theme: auto</button>',
  "</header>",
].join("\n");

function openingOf(document: ReviewDocument, page: Page): readonly string[] {
  const { boxes, tasks } = asked(document);
  const open = boxes.filter((box) => page.answerTo(box) === undefined);
  const done = tasks.filter((task) => page.isTicked(task)).length;
  const facts = [
    ...(document.date === undefined ? [] : [`<time datetime="${escapeHtml(document.date)}">${escapeHtml(document.date)}</time>`]),
    ...(boxes.length === 0 ? [] : [`${answered(boxes.length - open.length, boxes.length)}${firstOpen(open[0]?.id)}`]),
    ...(tasks.length === 0 ? [] : [`${String(done)} of ${String(tasks.length)} tasks done`]),
  ];
  const line = facts.length === 0 ? [] : [`<p class="facts">${facts.map((fact) => `<span>${fact}</span>`).join(" ")}</p>`];
  return [`<h1>${prose(document.title)}</h1>`, ...line];
}

function answered(count: number, all: number): string {
  return `${String(count)} of ${String(all)} questions answered`;
}

function firstOpen(id: string | undefined): string {
  return id === undefined ? "" : ` (<a href="#${anchorOf("box", id)}">first open one</a>)`;
}
