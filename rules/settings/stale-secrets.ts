/** Secrets that are too old: one report for what is kept in one place and rotated together. */
import type { Location } from "../../src/finding/location.ts";
import type { Reported } from "../../src/rule/rule.ts";
import type { OrganizationAudit } from "../../src/rule/settings-audit.ts";
import { quote } from "../../src/source/quote.ts";
import { namesInWords } from "../data/context-secrets.ts";

export interface AgedSecret {
  readonly name: string;
  /** ISO time; undefined when it is not told. */
  readonly since: string | undefined;
  readonly at: Location;
  /** `since` is when it was added, and its value may have changed afterwards. */
  readonly isFloor?: boolean;
}

export interface Holder {
  readonly at: Location;
  /** `secret`, `token`. */
  readonly noun: string;
  /** `` the context `deploy` ``. */
  readonly of: string;
  readonly aged: readonly AgedSecret[];
  /** How to get a new one in the place of the old one. */
  readonly advice: string;
  /** Age alone is no reason to show it to everybody. */
  readonly isMinor?: boolean;
  /** The call that stores a new one in the place of the oldest. */
  readonly renew?: (name: string) => string;
}

/** CircleCI asked its customers that day to change all that they had stored in its cloud. */
const incident = Date.parse("2023-01-04");

const day = 24 * 60 * 60 * 1000;

interface Stale extends AgedSecret {
  readonly time: number;
}

export function* reportStale(
  holder: Holder,
  { policy, today, isOnServer = false }: Pick<OrganizationAudit, "policy" | "today" | "isOnServer">,
): Iterable<Reported> {
  const limit = policy.staleAfter;
  const stale = holder.aged
    .map((secret): Stale => ({ ...secret, time: Date.parse(secret.since ?? "") }))
    // A time that is no time is not a number, and no number is less than it.
    .filter(({ time }) => Date.parse(today) - time > limit * day)
    .sort((a, b) => a.time - b.time);
  const [oldest] = stale;
  if (oldest === undefined) return;
  const stolen = isOnServer ? [] : stale.filter(({ time }) => time < incident);
  yield {
    at: holder.at,
    severity: stolen.length > 0 ? "high" : "low",
    ...(holder.isMinor === true && stolen.length === 0 ? { profile: "pedantic" } : {}),
    confidence: stale.some(({ isFloor }) => isFloor === true) ? "medium" : "high",
    message: `${inWords(holder, stale, limit)}${ofIncident(stolen, stale)}`,
    remediation: `${holder.advice} ${limitAdvice}`,
    ...(holder.renew === undefined ? {} : { replacement: holder.renew(oldest.name) }),
    related:
      stale.length === 1 ? [] : stale.map(({ at, name, time }) => ({ ...at, label: `${quote(name)} is of ${dateOf(time)}` })),
  };
}

const limitAdvice = "How old a secret may be is set as `staleAfter` in the settings file.";

function inWords({ noun, of, aged }: Holder, stale: readonly Stale[], limit: number): string {
  const isFloor = stale.some((secret) => secret.isFloor === true);
  const done = isFloor ? "added" : noun === "secret" ? "set" : "made";
  const doubt = isFloor ? ", and CircleCI does not tell whether the value has changed since" : "";
  const [first] = stale;
  if (stale.length === 1 && first !== undefined)
    return `The ${noun} ${quote(first.name)} of ${of} was ${done} on ${dateOf(first.time)}, more than ${limit} days ago${doubt}.`;
  const all = stale.length === 2 ? "Both" : `All ${stale.length}`;
  const which = stale.length === aged.length ? all : `${stale.length} of the ${aged.length}`;
  const oldest = stale.slice(0, 2).map(({ name, time }) => `${quote(name)} on ${dateOf(time)}`);
  const named = stale.length > 2 ? `${oldest.join(", ")} and ${stale.length - 2} more` : oldest.join(" and ");
  return `${which} ${noun}s of ${of} were ${done} more than ${limit} days ago: ${named}${doubt}.`;
}

function ofIncident(stolen: readonly Stale[], stale: readonly Stale[]): string {
  if (stolen.length === 0) return "";
  const names = namesInWords(stolen.map(({ name }) => name));
  const who = stale.length === 1 ? "It was" : `${names} ${stolen.length === 1 ? "was" : "were"}`;
  return ` ${who} there before 4 January 2023, when CircleCI told its customers that the secrets they had stored were stolen.`;
}

function dateOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
