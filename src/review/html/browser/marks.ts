/** Finds words and marks them. The marks are painted by the browser: the document is not touched. */

/** What holds all the words, and where they stand in it. */
export interface Hit {
  readonly holder: Element;
  readonly ranges: readonly Range[];
}

/** What is read as one. */
const whole = "tr, li, p, summary, h1, h2, h3, h4, h5, h6, pre, figcaption, .answer";

/** Case does not count. Diagrams are searched by their lists. */
export function hitsIn(within: Element, words: readonly string[]): Hit[] {
  return [...textsIn(within)].flatMap(([holder, nodes]) => {
    const text = nodes.map(({ data }) => lower(data)).join("");
    return words.every((word) => text.includes(word))
      ? [{ holder, ranges: words.flatMap((word) => rangesOf(word, text, nodes)) }]
      : [];
  });
}

export function mark(hits: readonly Hit[], current: Hit | undefined): void {
  paint("hit", hits);
  paint("current", current === undefined ? [] : [current]);
}

function textsIn(within: Element): Map<Element, Text[]> {
  const texts = new Map<Element, Text[]>();
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement;
    const holder = parent?.closest(whole);
    if (!(node instanceof Text) || !holder || parent?.closest("svg, button, .anchor")) continue;
    const before = texts.get(holder);
    if (before === undefined) texts.set(holder, [node]);
    else before.push(node);
  }
  return texts;
}

/** As long as the text itself, which some capitals are not in small letters. */
function lower(text: string): string {
  const small = text.toLowerCase();
  return small.length === text.length ? small : text;
}

/** Words may run from one element into the next. */
function rangesOf(word: string, text: string, nodes: readonly Text[]): Range[] {
  const ranges: Range[] = [];
  let [at, before] = [0, 0];
  /** The node that holds this offset, and the offset in it. */
  const place = (offset: number, isEnd: boolean): [Text, number] | undefined => {
    for (let node = nodes[at]; node !== undefined; node = nodes[at]) {
      const within = offset - before;
      if (within < node.length || (isEnd && within === node.length)) return [node, within];
      before += node.length;
      at += 1;
    }
    return undefined;
  };
  for (let found = text.indexOf(word); found !== -1; found = text.indexOf(word, found + word.length)) {
    const [start, end] = [place(found, false), place(found + word.length, true)];
    if (start === undefined || end === undefined) break;
    const range = document.createRange();
    range.setStart(...start);
    range.setEnd(...end);
    ranges.push(range);
  }
  return ranges;
}

function paint(name: string, hits: readonly Hit[]): void {
  // Browsers from before 2025 may have no highlights; they filter without marks.
  if (!("highlights" in CSS)) return;
  const highlight = new Highlight();
  for (const { ranges } of hits) for (const range of ranges) highlight.add(range);
  CSS.highlights.set(name, highlight);
}
