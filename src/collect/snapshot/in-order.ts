/** Work on many things, some at once, with the results in the order of the things: so that only a few are held in memory. */

/** `work` must not reject. */
export async function* inOrder<T, R>(
  things: Iterable<T>,
  atOnce: number,
  work: (thing: T) => Promise<R>,
): AsyncGenerator<R, void, undefined> {
  const running: Promise<R>[] = [];
  for (const thing of things) {
    running.push(work(thing));
    const first = running.length >= atOnce ? running.shift() : undefined;
    if (first !== undefined) yield await first;
  }
  for (const each of running) yield await each;
}
