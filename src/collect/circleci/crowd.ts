/** How many questions are under way at once: fewer when a host turns us away, more again while it does not. */
import pLimit from "p-limit";

export interface Crowd {
  /** Runs it as soon as there is room. */
  readonly join: <T>(task: () => Promise<T>) => Promise<T>;
  /** All that are under way are turned away with the first: the fewer there are, the fewer were asked in vain. */
  readonly halve: () => void;
  readonly answered: () => void;
}

/** So many answers let one more in. */
const answersForOne = 40;

export function crowd(most: number): Crowd {
  const limit = pLimit(most);
  let answers = 0;
  return {
    join: (task) => limit(task),
    halve() {
      limit.concurrency = Math.ceil(limit.concurrency / 2);
      answers = 0;
    },
    answered() {
      answers += 1;
      if (answers % answersForOne === 0) limit.concurrency = Math.min(most, limit.concurrency + 1);
    },
  };
}
