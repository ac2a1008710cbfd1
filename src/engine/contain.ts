/** Runs a rule so that nothing it does wrong can harm the others. */
import type { Reported } from "../rule/rule.ts";
import { plain } from "../source/quote.ts";

export interface Contained {
  readonly reports: readonly Reported[];
  /** Why the rule did not come to its end; what it had reported until then still counts. */
  readonly failure: string | undefined;
}

/** Nobody reads more findings of one rule in one file; a rule that goes on is taken to go on for ever. */
export const mostReports = 10_000;

/** Everything that a rule reports, until it ends, throws or exceeds its budget. */
export function contain(check: () => Iterable<Reported>): Contained {
  const reports: Reported[] = [];
  try {
    for (const reported of check()) {
      if (reports.length === mostReports) return { reports, failure: `it reported more than ${String(mostReports)} findings` };
      reports.push(reported);
    }
    return { reports, failure: undefined };
  } catch (error) {
    return {
      reports,
      failure: plain(error instanceof Error ? error.message : String(error), 200) || "it failed without a message",
    };
  }
}
