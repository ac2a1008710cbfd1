/** Time for tests that bound what something costs: that of the processor, so that other work on the machine does not count. */

/** Milliseconds that this process has computed. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
