/** Why CircleCI did not answer a question, in words that say who must act. Nothing in it can hold a token. */

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
  /** Something that is no answer of CircleCI's API. */
  | "answer";

export interface ApiFault {
  readonly kind: FaultKind;
  /** A sentence without its full stop. */
  readonly reason: string;
}

/** Nothing else will come of asking again about another orb. */
export function isAboutHost({ kind }: ApiFault): boolean {
  return kind === "network" || kind === "deadline" || kind === "token";
}
