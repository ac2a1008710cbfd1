/** `collect`: asks the services for what the files cannot say. */
import type { CommandLine } from "../command-line.ts";
import { isGiven, valueGiven } from "../parse-command-line.ts";

/**
 * Resolves to the exit code.
 * @throws {UsageError | SettingsError}
 */
export async function collect(line: CommandLine, cwd: string): Promise<number> {
  if (isGiven(line, "orbs")) return (await import("./collect-orbs.ts")).fetchOrbs(line, cwd);
  const from = valueGiven(line, "from");
  if (from !== undefined) return (await import("./collect-from.ts")).collectFrom(from, line, cwd);
  return (await import("./collect-facts.ts")).collectFacts(line, cwd);
}
