/** Why CircleCI did not answer a question, in words that say who must act. Nothing in it can hold a token. */
import { gap } from "../../snapshot/fetched.ts";
import type { Gap, GapReason } from "../../snapshot/fetched.ts";

export type FaultKind =
  /** The host cannot be reached, or breaks off. */
  | "network"
  /** The time that the user gave is over. */
  | "deadline"
  | "throttled"
  /** CircleCI has trouble of its own. */
  | "server"
  /** The token is missing or no good. */
  | "token"
  /** The token is good, but may not see this. */
  | "forbidden"
  | "not-found"
  /** This installation or plan does not have it. */
  | "unavailable"
  /** CircleCI does not take the question. */
  | "refused"
  /** Something that is no answer of CircleCI's API. */
  | "answer";

export interface ApiFault {
  readonly kind: FaultKind;
  /** A sentence without its full stop. */
  readonly reason: string;
  /** No other question will fare better. */
  readonly isOutOfReach?: true;
}

/** Nothing else will come of asking again about another orb. */
export function isAboutHost({ kind }: ApiFault): boolean {
  return kind === "network" || kind === "deadline" || kind === "token";
}

const gapReasons: Readonly<Record<FaultKind, GapReason>> = {
  network: "failed",
  deadline: "failed",
  throttled: "rate-limited",
  server: "failed",
  token: "token",
  forbidden: "forbidden",
  "not-found": "not-found",
  unavailable: "unavailable",
  refused: "failed",
  answer: "failed",
};

export function gapOf({ kind, reason }: ApiFault): Gap {
  return gap(gapReasons[kind], reason);
}
