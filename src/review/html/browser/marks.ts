/** Marks on the words that were found. They are painted by the browser: the document is not touched. */

const most = 5000;

/** Case does not count; diagrams are searched by their lists. */
export function marksIn(within: Element, words: string): Range[] {
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest("svg, button, .anchor") === null ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT,
  );
  const found: Range[] = [];
  for (let node = walker.nextNode(); node !== null && found.length < most; node = walker.nextNode()) {
    const text = (node.nodeValue ?? "").toLowerCase();
    for (let start = text.indexOf(words); start !== -1; start = text.indexOf(words, start + words.length)) {
      if (start + words.length > (node.nodeValue ?? "").length) break;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + words.length);
      found.push(range);
    }
  }
  paint("hit", found);
  return found;
}

export function clearMarks(): void {
  paint("hit", []);
  paint("current", []);
}

export function show(hit: Range): void {
  paint("current", [hit]);
  hit.startContainer.parentElement?.scrollIntoView({ block: "center" });
}

function paint(name: string, ranges: readonly Range[]): void {
  // Browsers from before 2025 may have no highlights; they filter without marks.
  if ("highlights" in CSS) CSS.highlights.set(name, new Highlight(...ranges));
}
