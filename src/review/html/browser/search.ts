/** Search: shows the sections and rows that hold the words, marks and counts them. */
import { all, element } from "./element.ts";
import { type Hit, hitsIn, mark } from "./marks.ts";

/** What is shown or hidden as a whole. */
const parts = "main section, main tbody tr, main li, main .box, main figure, main .code";

let hits: Hit[] = [];
let at = -1;
let opened: HTMLDetailsElement[] = [];

export function startSearch(): void {
  const input = element("#search", HTMLInputElement);
  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => search(input.value), 120);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
  });
  addEventListener("keydown", (event) => {
    const isSearch = event.target === input;
    if (event.key === "/" && !isSearch && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.select();
      input.focus();
    }
    if (event.key === "Escape" && (isSearch || input.value !== "")) {
      input.value = "";
      search("");
      input.blur();
    }
  });
}

function search(text: string): void {
  reset();
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return;
  hits = hitsIn(element("main", HTMLElement), words);
  const holders = new Set(hits.flatMap(({ holder }) => [...upFrom(holder)]));
  // A section whose title is a hit is shown whole.
  const titled = new Set<Element | null>(
    hits.flatMap(({ holder }) => (/^H\d$/.test(holder.tagName) ? [holder.parentElement] : [])),
  );
  for (const part of all(parts)) {
    const isHidden = !holders.has(part) && ![...upFrom(part)].some((over) => titled.has(over));
    part.toggleAttribute("data-hidden", isHidden);
    if (part.tagName === "SECTION") linkTo(part.id)?.parentElement?.toggleAttribute("data-hidden", isHidden);
  }
  opened = all<HTMLDetailsElement>("main details:not([open])").filter((fold) => holders.has(fold));
  for (const fold of opened) fold.open = true;
  const sections = new Set(hits.map(({ holder }) => holder.closest("section"))).size;
  say(hits.length === 0 ? "No hits; Escape shows all again" : `${count(hits.length, "hit")} in ${count(sections, "section")}`);
  mark(hits, undefined);
}

function reset(): void {
  for (const part of all("[data-hidden]")) part.removeAttribute("data-hidden");
  for (const fold of opened) fold.open = false;
  [hits, at, opened] = [[], -1, []];
  mark([], undefined);
  say("");
}

function step(by: number): void {
  if (hits.length === 0) return;
  at = (Math.max(at, by < 0 ? 0 : -1) + by + hits.length) % hits.length;
  mark(hits, hits[at]);
  hits[at]?.holder.scrollIntoView({ block: "center" });
  say(`${String(at + 1)} of ${count(hits.length, "hit")}`);
}

function* upFrom(from: Element): Generator<Element> {
  for (let over: Element | null = from; over !== null; over = over.parentElement) yield over;
}

const linkTo = (id: string): Element | null => document.querySelector(`nav a[href="#${CSS.escape(id)}"]`);
const count = (n: number, of: string): string => `${String(n)} ${of}${n === 1 ? "" : "s"}`;

function say(text: string): void {
  element("output", HTMLElement).textContent = text;
}
