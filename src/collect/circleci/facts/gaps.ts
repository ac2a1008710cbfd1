/** Gaps of which more is known than the client could tell from a status. */
import { gap } from "../../../snapshot/fetched.ts";
import type { Fetched, Gap } from "../../../snapshot/fetched.ts";
import type { CircleClient } from "../../questions.ts";

/** A server of one's own answers 404 for parts of the API that it does not have. Only for what belongs to an organisation as a whole. */
export function orUnavailable<T>(client: CircleClient, answer: Fetched<T>, what: string): Fetched<T> {
  return answer.known || client.isCloud || answer.reason !== "not-found" ? answer : absentOnServer(what);
}

export function absentOnServer(what: string): Gap {
  return gap("unavailable", `this installation of CircleCI has no ${what}`);
}

/** Another part of the API may know it all the same: this one does not have it, or does not show it. */
export function isWorthAnother(answer: Gap): boolean {
  return answer.reason === "not-found" || answer.reason === "unavailable" || answer.reason === "forbidden";
}
