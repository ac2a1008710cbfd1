/** Asks the orb registry for the source of a version. */
import { isExact, largestOrb, shownOrb } from "../orb-name.ts";
import type { OrbName } from "../orb-name.ts";
import { isRecord, recordIn, stringIn } from "../json.ts";
import type { ApiFault } from "./api-fault.ts";
import { askGraphql } from "./graphql.ts";
import type { ApiOptions } from "./graphql.ts";

export type OrbAnswer =
  | { readonly kind: "source"; readonly version: string; readonly text: string }
  /** No such orb, or none that the token may see; or the orb has no such version. */
  | { readonly kind: "absence"; readonly what: "orb" | "version"; readonly newest: string | undefined }
  | { readonly kind: "fault"; readonly fault: ApiFault };

/** The orb is asked for beside its version, to tell a wrong version from a wrong name. */
const query =
  "query($version: String!, $orb: String!) { orbVersion(orbVersionRef: $version) { version source } orb(name: $orb) { versions(count: 1) { version } } }";

/** No audit would read it. */
const tooLarge: ApiFault = { kind: "answer", reason: "the answer is larger than any orb" };

/** Never rejects. */
export async function askForOrb(orb: OrbName, options: ApiOptions): Promise<OrbAnswer> {
  const answer = await askGraphql(query, { version: shownOrb(orb), orb: `${orb.namespace}/${orb.name}` }, options);
  if ("fault" in answer) return { kind: "fault", fault: answer.fault };
  const found = recordIn(answer.data, "orbVersion");
  if (found === undefined) return absence(answer.data);
  const [version, text] = [stringIn(found, "version"), stringIn(found, "source")];
  if (version === undefined || !fits(version, orb.version) || text === undefined) {
    return { kind: "fault", fault: { kind: "answer", reason: "the answer is about another version than was asked for" } };
  }
  if (Buffer.byteLength(text) > largestOrb) return { kind: "fault", fault: tooLarge };
  return { kind: "source", version, text };
}

function absence(data: Readonly<Record<string, unknown>>): OrbAnswer {
  const orb = recordIn(data, "orb");
  if (orb === undefined) return { kind: "absence", what: "orb", newest: undefined };
  const versions = orb["versions"];
  const [first] = Array.isArray(versions) ? (versions as readonly unknown[]) : [];
  const newest = isRecord(first) ? stringIn(first, "version") : undefined;
  return { kind: "absence", what: "version", newest: newest !== undefined && isExact(newest) ? newest : undefined };
}

/** Whether a version is what was asked for, or one that it can stand for. */
function fits(version: string, asked: string): boolean {
  if (version === asked) return true;
  return isExact(version) && (asked === "volatile" || (/^\d+(?:\.\d+)?$/.test(asked) && version.startsWith(`${asked}.`)));
}
