/** The line of an edge: from the side of one node to the side of another, straight where it passes between the nodes of a rank. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

interface Extent extends Point {
  readonly width: number;
  readonly height: number;
}

export interface Ranks {
  /** Along which ranks follow one another. */
  readonly axis: "x" | "y";
  /** Middle of a rank → half its extent along the axis. */
  readonly halves: ReadonlyMap<number, number>;
}

/** Data of an SVG path; `bends` is where it passes the ranks in between. */
export function route(from: Extent, to: Extent, bends: readonly Point[], label: Point | undefined, ranks: Ranks): string {
  const forward = from[ranks.axis] <= to[ranks.axis] ? 1 : -1;
  const start = side(from, ranks, forward);
  const end = side(to, ranks, -forward);
  const parts = [`M${pair(start)}`];
  let last = start;
  for (const bend of bends) {
    const half = ranks.halves.get(Math.round(bend[ranks.axis])) ?? 0;
    if (half === 0 && label === undefined) continue;
    const [into, out] = [moved(bend, ranks, -forward * half), moved(bend, ranks, forward * half)];
    parts.push(curve(last, into, ranks));
    if (half > 0) parts.push(`L${pair(out)}`);
    last = out;
  }
  parts.push(curve(last, end, ranks));
  return parts.join("");
}

/** The middle of the side that faces forward, or back. */
function side(node: Extent, ranks: Ranks, direction: number): Point {
  return moved(node, ranks, (direction * (ranks.axis === "x" ? node.width : node.height)) / 2);
}

function moved({ x, y }: Point, { axis }: Ranks, by: number): Point {
  return axis === "x" ? { x: x + by, y } : { x, y: y + by };
}

/** Leaves and arrives along the axis. */
function curve(from: Point, to: Point, { axis }: Ranks): string {
  if (axis === "x") {
    const middle = (from.x + to.x) / 2;
    return `C${pair({ x: middle, y: from.y })} ${pair({ x: middle, y: to.y })} ${pair(to)}`;
  }
  const middle = (from.y + to.y) / 2;
  return `C${pair({ x: from.x, y: middle })} ${pair({ x: to.x, y: middle })} ${pair(to)}`;
}

const pair = ({ x, y }: Point): string => `${String(round(x))} ${String(round(y))}`;

/** To tenths: more would be bytes that nobody sees. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
