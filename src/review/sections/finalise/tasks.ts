/** A part of a change as a task: what to do, how much of it, where, and how to see that it worked. */
import type { ChangePart } from "../../changes/change.ts";
import { jump, line, link, strong } from "../../document/build.ts";
import type { Piece } from "../../document/build.ts";
import type { Task } from "../../document/document.ts";
import { placesOf } from "../found.ts";

export function taskOf({ id, title, todo, size, name, places, home, test }: ChangePart): Task {
  const pieces: readonly Piece[] = [
    strong(title),
    `: ${todo} `,
    ...(name === undefined ? [] : [name.url === undefined ? `\`${name.text}\`` : link(name.text, name.url), ", "]),
    `${size}: `,
    ...placesOf(places),
    ", ",
    jump("more", home),
    ".",
    ...(test === undefined ? [] : [` Test: ${test}`]),
  ];
  return { id, content: line(...pieces) };
}
