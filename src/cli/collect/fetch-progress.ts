/** How many orbs are done, on standard error and only when that is a terminal. */

export interface FetchProgress {
  readonly show: (done: number, known: number) => void;
  readonly end: () => void;
}

export function fetchProgress(): FetchProgress {
  const { stderr } = process;
  if (!stderr.isTTY) return { show() {}, end() {} };
  return {
    show(done, known) {
      stderr.write(`\rFetching orbs: ${done} of ${known}\u001B[K`);
    },
    end() {
      stderr.write("\r\u001B[K");
    },
  };
}
