/** One finding for one fault: what a rule reports several times at one place, reached by several ways. */
import { fixKey } from "../finding/fix.ts";
import type { Fix } from "../finding/fix.ts";
import type { RelatedLocation } from "../finding/location.ts";
import { isAtLeastAsSure, worst } from "../finding/severity.ts";
import type { Draft } from "./draft.ts";
import { compareText } from "./order.ts";
import { runLabel } from "./routes.ts";
import { includesProfile } from "./select-rules.ts";

/** Nobody follows more ways than these to a place. */
const mostRelated = 50;

/**
 * Merges drafts of the same rule, file and span. The worst severity, the surest confidence and the widest profile win, the ways
 * add up in their order, and the texts are those of one draft, chosen so that the order in which drafts come does not matter.
 */
export function mergeRepeats(drafts: readonly Draft[]): readonly Draft[] {
  const groups = new Map<string, { best: Draft; readonly related: Map<string, RelatedLocation> }>();
  for (const draft of drafts) {
    const key = placeKey(draft);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { best: draft, related: addRelated(new Map(), draft) });
    else {
      group.best = merged(group.best, draft);
      addRelated(group.related, draft);
    }
  }
  return [...groups.values()].map(({ best, related }) => ({ ...best, related: worthTelling([...related.values()]) }));
}

/** One job alone is no news: the finding's message and path say which it is. */
function worthTelling(related: readonly RelatedLocation[]): readonly RelatedLocation[] {
  const isRun = ({ label }: RelatedLocation): boolean => label.startsWith(runLabel);
  return related.filter(isRun).length === 1 ? related.filter((place) => !isRun(place)) : related;
}

function placeKey({ ruleId, location: { file, span } }: Draft): string {
  return JSON.stringify([ruleId, file.path, span.start, span.end]);
}

function merged(a: Draft, b: Draft): Draft {
  const { fixes: _, ...spoken } = compareText(textsOf(a), textsOf(b)) <= 0 ? a : b;
  const fixes = fixesOfBoth(a, b);
  return {
    ...spoken,
    ...(fixes.length === 0 ? {} : { fixes }),
    severity: worst(a.severity, b.severity),
    confidence: isAtLeastAsSure(a.confidence, b.confidence) ? a.confidence : b.confidence,
    aside: {
      ...(a.aside.place.length >= b.aside.place.length ? a : b).aside,
      profile: includesProfile(a.aside.profile, b.aside.profile) ? b.aside.profile : a.aside.profile,
    },
  };
}

/** An edit changes all uses of its place, so only what every one of them offers is right. */
function fixesOfBoth({ fixes = [] }: Draft, { fixes: others = [] }: Draft): readonly Fix[] {
  const keys = new Set(others.map(fixKey));
  return fixes.filter((fix) => keys.has(fixKey(fix)));
}

/** Everything that a draft says in words, most telling first. */
function textsOf({ message, remediation, replacement, trace }: Draft): string {
  return [message, remediation, replacement ?? "", ...trace.map(({ label }) => label)].join("\n");
}

/** A matrix runs a job many times from one place; the first of these runs stands for all. */
function addRelated(related: Map<string, RelatedLocation>, draft: Draft): Map<string, RelatedLocation> {
  for (const place of draft.related) {
    if (related.size === mostRelated) break;
    const label = place.label.startsWith(runLabel) ? runLabel : place.label;
    const key = JSON.stringify([place.file.path, place.span.start, place.span.end, label]);
    if (!related.has(key)) related.set(key, place);
  }
  return related;
}
