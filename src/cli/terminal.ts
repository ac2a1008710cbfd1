/** Standard output and standard error. */

/** Resolves to exit code 0 once the text is handed over. A reader that went away (`| head`) is no fault. */
export async function print(text: string): Promise<0> {
  await new Promise<void>((resolve) => {
    process.stdout.once("error", () => resolve());
    process.stdout.write(text, () => resolve());
  });
  return 0;
}

/** One message on standard error. */
export function printError(message: string): void {
  process.stderr.write(`${message}\n`);
}
