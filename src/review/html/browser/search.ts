/** Search: shows the sections and rows that hold the words, marks and counts them. */
import { all, element } from "./element.ts";
import { clearMarks, marksIn, show } from "./marks.ts";

/** What is shown or hidden as a whole. */
const units = "main tbody tr, main li, main .box, main figure.diagram, main .code";

let hits: Range[] = [];
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
    const isTyping = event.target instanceof HTMLInputElement && event.target.type === "search";
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.select();
      input.focus();
    }
    if (event.key === "Escape" && (isTyping || input.value !== "")) {
      input.value = "";
      search("");
      input.blur();
    }
  });
}

function search(text: string): void {
  reset();
  const words = text.trim().toLowerCase();
  if (words === "") return;
  const main = element("main", HTMLElement);
  hits = marksIn(main, words);
  const holders = new Set<Element>();
  for (const { startContainer } of hits) {
    for (let over = startContainer.parentElement; over !== null && over !== main; over = over.parentElement) holders.add(over);
  }
  const titled = (of: Element): boolean => all(":scope > :is(h1,h2,h3,h4,h5,h6)", of).some((heading) => holders.has(heading));
  const isWhole = (of: Element): boolean => {
    for (let over = of.closest("section"); over !== null; over = over.parentElement?.closest("section") ?? null)
      if (titled(over)) return true;
    return false;
  };
  for (const part of all(`main section, ${units}`)) {
    const isHidden = !holders.has(part) && !isWhole(part);
    part.toggleAttribute("data-hidden", isHidden);
    if (part.tagName === "SECTION") linkTo(part.id)?.parentElement?.toggleAttribute("data-hidden", isHidden);
  }
  opened = all<HTMLDetailsElement>("main details:not([open])").filter((fold) => holders.has(fold));
  for (const fold of opened) fold.open = true;
  const sections = new Set(hits.map(({ startContainer }) => startContainer.parentElement?.closest("section"))).size;
  say(hits.length === 0 ? "No hits" : `${count(hits.length, "hit")} in ${count(sections, "section")}`);
}

function reset(): void {
  clearMarks();
  for (const part of all("[data-hidden]")) part.removeAttribute("data-hidden");
  for (const fold of opened) fold.open = false;
  [hits, at, opened] = [[], -1, []];
  say("");
}

function step(by: number): void {
  if (hits.length === 0) return;
  at = (Math.max(at, by < 0 ? 0 : -1) + by + hits.length) % hits.length;
  const hit = hits[at];
  if (hit === undefined) return;
  show(hit);
  say(`${String(at + 1)} of ${count(hits.length, "hit")}`);
}

const linkTo = (id: string): Element | null => document.querySelector(`nav a[href="#${CSS.escape(id)}"]`);
const count = (n: number, of: string): string => `${String(n)} ${of}${n === 1 ? "" : "s"}`;

function say(text: string): void {
  element("output", HTMLElement).textContent = text;
}
