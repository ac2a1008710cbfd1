/** Blocks of a document as HTML. */
import { escapeHtml } from "../../report/markdown-text.ts";
import type { Block, Box, Cell, Column, Section, Table, Task } from "../document/document.ts";
import type { Graph } from "../document/graph.ts";
import { lineHtml, type Links, sortOf, titleOf, wordsOf } from "./inline.ts";
import { anchorOf, attribute, linesOf, prose } from "./text.ts";

/** What blocks need to know of the page that they stand on. */
export interface Page {
  readonly links: Links;
  readonly answerTo: (box: Box) => string | undefined;
  readonly isTicked: (task: Task) => boolean;
  readonly drawingOf: (graph: Graph) => string;
}

/** A section and all in it; `level` is that of its heading. */
export function sectionHtml({ id, title, blocks }: Section, page: Page, level: number): string {
  const heading = `h${String(Math.min(level, 6))}`;
  const own = anchorOf("section", id);
  const words = `${lineHtml(title, page.links)}<a class="anchor" href="#${own}" aria-hidden="true" tabindex="-1">#</a>`;
  return [
    `<section id="${own}">`,
    `<${heading}>${words}</${heading}>`,
    ...blocks.map((block) => blockHtml(block, page, level, titleOf(title))),
    "</section>",
  ].join("\n");
}

/** `about` names the section, for tables and code that have no name of their own. */
function blockHtml(block: Block, page: Page, level: number, about: string): string {
  switch (block.kind) {
    case "section":
      return sectionHtml(block, page, level + 1);
    case "paragraph":
      return `<p>${lineHtml(block.content, page.links)}</p>`;
    case "list":
      return listHtml(
        block.isOrdered === true ? "ol" : "ul",
        block.items.map((item) => `<li>${lineHtml(item, page.links)}</li>`),
      );
    case "tasks":
      return `<ul class="tasks">\n${block.items.map((task) => taskHtml(task, page)).join("\n")}\n</ul>`;
    case "table":
      return tableHtml(block, page, about);
    case "code":
      return codeHtml(block.language, block.text, about);
    case "details": {
      const inside = block.blocks.map((each) => blockHtml(each, page, level, titleOf(block.summary)));
      return [`<details>`, `<summary>${lineHtml(block.summary, page.links)}</summary>`, ...inside, "</details>"].join("\n");
    }
    case "diagram":
      return page.drawingOf(block.graph);
    case "box":
      return boxHtml(block, page);
  }
}

function listHtml(tag: "ol" | "ul", items: readonly string[]): string {
  return `<${tag}>\n${items.join("\n")}\n</${tag}>`;
}

function taskHtml(task: Task, page: Page): string {
  const name = titleOf(task.content);
  const checked = page.isTicked(task) ? " checked" : "";
  const words = lineHtml(task.content, page.links);
  return `<li id="${anchorOf("task", task.id)}"><input type="checkbox" disabled${checked}${attribute("aria-label", name)}><div>${words}</div></li>`;
}

/** Cells with more words than this get room for them. */
const longWords = 48;

function tableHtml({ columns, rows }: Table, page: Page, about: string): string {
  const isLong = columns.map((_, at) => rows.some((row) => wordsOf(row[at]?.content ?? []).length > longWords));
  const heads = columns.map((column) => `<th scope="col"${classOf(column, false)}>${prose(column.title)}</th>`);
  return [
    `<div class="scroll" role="group" tabindex="0" aria-label="${escapeHtml(`Table: ${about}`)}"><table>`,
    `<thead><tr>${heads.join("")}</tr></thead>`,
    "<tbody>",
    ...rows.map(
      (row) => `<tr>${row.map((cell, at) => cellHtml(cell, at, classOf(columns[at], isLong[at]), page)).join("")}</tr>`,
    ),
    "</tbody></table></div>",
  ].join("\n");
}

/** The first cell names the row. */
function cellHtml(cell: Cell, at: number, name: string, page: Page): string {
  const tag = at === 0 ? "th" : "td";
  const scope = at === 0 ? ' scope="row"' : "";
  const marks = `${scope}${name}${attribute("data-sort", sortOf(cell))}`;
  return `<${tag}${marks}>${lineHtml(cell.content, page.links)}</${tag}>`;
}

function classOf(column: Column | undefined, isLong = false): string {
  const names = [...(column?.align === "right" ? ["figure"] : []), ...(isLong ? ["long"] : [])];
  return names.length === 0 ? "" : ` class="${names.join(" ")}"`;
}

function codeHtml(language: string, text: string, about: string): string {
  const label = escapeHtml(language === "" ? `Code: ${about}` : `${language}: ${about}`);
  const lines = linesOf(text.replace(/\n+$/, ""));
  return `<div class="code"${attribute("data-language", language || undefined)}><pre role="group" tabindex="0" aria-label="${label}"><code>${lines}</code></pre></div>`;
}

function boxHtml(box: Box, page: Page): string {
  const id = anchorOf("box", box.id);
  const answer = page.answerTo(box);
  return [
    `<div class="box${answer === undefined ? "" : " answered"}" id="${id}" role="group" aria-labelledby="${id}-question">`,
    `<p class="question" id="${id}-question">${prose(box.question)}</p>`,
    ...(box.hint === undefined ? [] : [`<p class="hint">${prose(box.hint)}</p>`]),
    answer === undefined ? `<p class="answer none">Not answered yet</p>` : `<div class="answer">${linesOf(answer)}</div>`,
    "</div>",
  ].join("\n");
}
