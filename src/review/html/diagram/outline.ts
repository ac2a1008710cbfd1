/** The shape of a node tells its kind. */
import type { NodeKind } from "../../document/graph.ts";
import { round } from "./route.ts";

export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export function outlineOf(kind: NodeKind, frame: Frame): string {
  switch (kind) {
    case "approval":
    case "gate":
      return polygon(hexagon(frame));
    case "context":
      return polygon(folder(frame));
    case "credential":
      return rectangle(frame, frame.height / 2);
    case "provider":
      return rectangle(frame, 12);
    case "workflow":
      return rectangle(frame, 0);
    case "job":
    case "more":
      return rectangle(frame, 5);
  }
}

function rectangle({ left, top, width, height }: Frame, radius: number): string {
  return `<rect class="shape" x="${left}" y="${top}" width="${width}" height="${height}" rx="${radius}"/>`;
}

function polygon(points: readonly (readonly [number, number])[]): string {
  return `<polygon class="shape" points="${points.map(([x, y]) => `${round(x)},${round(y)}`).join(" ")}"/>`;
}

function hexagon({ left, top, width, height }: Frame): readonly (readonly [number, number])[] {
  const [right, bottom, middle] = [left + width, top + height, top + height / 2];
  return [
    [left + 10, top],
    [right - 10, top],
    [right, middle],
    [right - 10, bottom],
    [left + 10, bottom],
    [left, middle],
  ];
}

/** A cut corner, as files have. */
function folder({ left, top, width, height }: Frame): readonly (readonly [number, number])[] {
  const [right, bottom] = [left + width, top + height];
  return [
    [left, top],
    [right - 10, top],
    [right, top + 10],
    [right, bottom],
    [left, bottom],
  ];
}
