/** A finding in the making: everything but its fingerprint, which depends on the other findings of its file. */
import type { Finding } from "../finding/finding.ts";
import type { Location } from "../finding/location.ts";
import type { Profile } from "../finding/severity.ts";
import type { Reported, RuleMeta } from "../rule/rule.ts";
import { docsUrlOf } from "./rule-info.ts";
import { relatedOf } from "./routes.ts";

export interface Draft extends Omit<Finding, "fingerprint"> {
  readonly aside: Aside;
}

/** What the engine must know of a finding and does not report. */
export interface Aside extends Identity {
  /** The narrowest profile that shows it. */
  readonly profile: Profile;
}

/** What stays the same about a finding while its file is edited elsewhere. */
export interface Identity {
  /** The YAML path without indices. */
  readonly place: string;
  /** The text that the finding points at. */
  readonly subject: string;
}

/** What a rule reported, with the rule's defaults. */
export function toDraft(meta: RuleMeta, reported: Reported, identity: Identity): Draft {
  return {
    ruleId: meta.id,
    severity: reported.severity ?? meta.severity,
    confidence: reported.confidence ?? meta.confidence,
    message: reported.message,
    remediation: reported.remediation ?? meta.remediation,
    docsUrl: docsUrlOf(meta.id),
    location: covering(reported.at),
    related: relatedOf(reported),
    trace: reported.trace ?? [],
    tags: meta.tags,
    aside: { ...identity, profile: reported.profile ?? meta.profile },
    ...(reported.replacement === undefined ? {} : { replacement: reported.replacement }),
    ...(reported.fixes === undefined || reported.fixes.length === 0 ? {} : { fixes: reported.fixes }),
  };
}

/** A finding covers something: what is missing, such as an empty key, is shown at the text before it, else at the first of the file. */
function covering(location: Location): Location {
  const { span } = location;
  if (span.end > span.start) return location;
  const { text } = location.file;
  let end = span.start;
  while (end > 0 && isBlank(text, end - 1)) end -= 1;
  let start = end;
  while (start > 0 && end - start < longestToken && !isBlank(text, start - 1)) start -= 1;
  if (start === end) {
    while (start < text.length && isBlank(text, start)) start += 1;
    end = start + 1;
  }
  return { ...location, span: { start, end } };
}

const longestToken = 100;

function isBlank(text: string, at: number): boolean {
  return text.charCodeAt(at) <= 32;
}
