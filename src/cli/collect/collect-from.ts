/** `collect --from`: asks nobody, and writes what another file says as a snapshot of this version, with usage exports if there are any. */
import { statSync } from "node:fs";
import path from "node:path";
import { gapTally } from "../../collect/snapshot/gap-tally.ts";
import { readSnapshot } from "../../collect/snapshot/read-snapshot.ts";
import { writeSnapshot } from "../../collect/snapshot/write-snapshot.ts";
import { paintWith } from "../../report/pretty/paint.ts";
import { quote } from "../../source/quote.ts";
import type { CommandLine } from "../command-line.ts";
import { isGiven, valueGiven } from "../parse-command-line.ts";
import { print, terminalStyle } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { usualOutput } from "./facts-options.ts";
import { renderFacts } from "./render-facts.ts";
import { usageGiven } from "./usage-given.ts";

const others = ["project", "org", "resume", "allow-private-api", "max-age", "timeout"] as const;
const sections = ["organizations", "projects", "githubOrganizations", "repositories", "orbs"] as const;

/**
 * Resolves to the exit code.
 * @throws {UsageError}
 */
export async function collectFrom(from: string, line: CommandLine, cwd: string): Promise<number> {
  const other = others.find((name) => isGiven(line, name));
  if (other !== undefined) throw new UsageError(`\`--from\` asks nobody: leave out \`--${other}\`.`);
  const answer = readSnapshot(path.resolve(cwd, from));
  if ("fault" in answer) throw new UsageError(`${quote(from, 200)} cannot be used: ${answer.fault}`);
  const fill = await usageGiven(line, cwd);
  const output = valueGiven(line, "output") ?? usualOutput;
  const target = path.resolve(cwd, output);
  const opened = writeSnapshot(target);
  if ("fault" in opened) throw new UsageError(`${quote(output, 200)} cannot be written: ${opened.fault}.`);
  const { writer } = opened;
  const tally = gapTally();
  try {
    for (const section of sections) {
      for (const stored of answer.snapshot[section]) {
        const piece = fill(stored);
        writer.add(section, piece);
        tally.add(section, piece);
      }
    }
    writer.finish(answer.snapshot);
  } finally {
    writer.end();
  }
  const facts = { tally, missing: [], notes: [], output, bytes: statSync(target).size, mayResume: false };
  return print(renderFacts(facts, paintWith(terminalStyle(line))));
}
