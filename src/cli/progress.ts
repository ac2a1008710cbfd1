/** How far it is, on standard error and only when that is a terminal. */

export interface Progress {
  next(): void;
  end(): void;
}

/** Fewer files are done before anybody looks. */
const fewFiles = 50;

export function progressOf(total: number): Progress {
  // Node makes the stream when it is asked for, which takes a while.
  const stderr = total < fewFiles ? undefined : process.stderr;
  if (stderr?.isTTY !== true) return { next() {}, end() {} };
  let done = 0;
  let shownAt = 0;
  return {
    next() {
      done += 1;
      const now = Date.now();
      if (now - shownAt < 100) return;
      shownAt = now;
      stderr.write(`\rAuditing ${done} of ${total} files`);
    },
    end() {
      stderr.write("\r\u001B[K");
    },
  };
}
