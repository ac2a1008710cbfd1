/** What happens when somebody presses Control-C, or a CI system ends the job. */

const signals = { SIGINT: 130, SIGTERM: 143 } as const;

/** `act` says what is left and cleans up; then the process ends as signals end it. Returns what takes it back. */
export function onInterrupt(act: () => void): () => void {
  const handlers = Object.entries(signals).map(([signal, code]) => {
    const handler = (): void => {
      act();
      process.exit(code);
    };
    process.once(signal, handler);
    return [signal, handler] as const;
  });
  return () => {
    for (const [signal, handler] of handlers) process.removeListener(signal, handler);
  };
}
