/** What can take findings out of a report: ignore comments and the ignore entries of the settings. */
import { formatPath } from "../finding/location.ts";
import type { Location } from "../finding/location.ts";
import type { Suppression } from "../finding/finding.ts";
import { compileGlob } from "../source/glob.ts";
import { positionAt } from "../source/source-file.ts";
import type { Draft } from "./draft.ts";
import type { IgnoreComment } from "./ignore-comments.ts";

/** One entry of `ignore:` in the settings file. */
export interface IgnoreEntry {
  readonly ruleId: string;
  /** Pattern of file paths; undefined for every file. */
  readonly path: string | undefined;
  /** A YAML path as `formatPath` writes it; what lies beneath belongs to it. Undefined for the whole file. */
  readonly at: string | undefined;
  readonly reason: string;
  /** ISO date, the last day on which it holds. */
  readonly until: string | undefined;
  readonly location: Location;
}

export interface Suppressor {
  readonly ruleId: string;
  readonly at: Location;
  readonly suppression: Suppression;
  /** Past its last day; it matches nothing. */
  readonly expired: boolean;
  /** Whether it is about a file at all. */
  concerns(path: string): boolean;
  /** Whether it covers a finding of its rule. */
  covers(draft: Draft): boolean;
}

/** Covers findings whose first line is one of the comment's. */
export function fromComment({ ruleId, at, reason, lines }: IgnoreComment): Suppressor {
  return {
    ruleId,
    at,
    suppression: { kind: "inSource", reason },
    expired: false,
    concerns: (path) => path === at.file.path,
    covers({ location: { file, span } }) {
      if (file.path !== at.file.path) return false;
      const { line } = positionAt(file, span.start);
      return lines.first <= line && line <= lines.last;
    },
  };
}

/** Covers findings by their own place or one of those that led there. `today` is an ISO date. */
export function fromEntry({ ruleId, path, at, reason, until, location }: IgnoreEntry, today: string): Suppressor {
  const inFile = path === undefined ? () => true : compileGlob(path);
  const expired = until !== undefined && until < today;
  return {
    ruleId,
    at: location,
    suppression: { kind: "settings", reason, ...(until === undefined ? {} : { until }) },
    expired,
    concerns: inFile,
    covers: (draft) =>
      [draft.location, ...draft.related].some((place) => {
        // A YAML path alone is one of the audited file: the source of an orb has others.
        const isMeant = path !== undefined || place.file.path === draft.location.file.path;
        return inFile(place.file.path) && (at === undefined || (isMeant && isWithin(place, at)));
      }),
  };
}

/** True for the node that `at` names and all beneath it. */
function isWithin({ path }: Location, at: string): boolean {
  return path.some((_, index) => formatPath(path.slice(0, index + 1)) === at);
}
