/** Values of policies in words. */
import { quote } from "../../../src/source/quote.ts";

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\?{5,}/giu;

/** Ids say nothing to a reader and hide the rest: `` `org/…/project/…/user/*` ``. */
export function shortened(text: string, most = 120): string {
  return quote(text.replaceAll(uuid, "…"), most);
}
