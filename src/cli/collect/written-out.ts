/** Values that stand where a secret belongs, and may be one even if too little says so for a finding: no copy should hold them. */
import { writtenValuesOf } from "../../../rules/credentials/written-values.ts";
import { secretKind } from "../../../rules/data/secret-variables.ts";
import type { Location } from "../../finding/location.ts";
import type { Rule } from "../../rule/rule.ts";
import { isPlaceholder } from "../../secrets/placeholder.ts";

/** One word that is more than letters. */
const password = /^(?=\S*[\d!#%&*+=?@^~])[^\s$<>{}`]{6,200}$/;
/** Places, addresses, lists of settings, encrypted values, digests, versions, and names of variables and files. */
const otherThing =
  /^[~.]{0,2}\/|:\/\/|;|^ENC[[(]|^pk_|^(?:[\da-f]{2}:){3}|^arn:|^[A-Za-z]+=|^(?:sha\d+|SHA256)[:-]|^v?\d+(?:\.\d+)*$|^[A-Z][A-Z0-9_]*$|^[\w.-]+\.[a-z]{2,5}$/;
const forTests = /test|dummy|fake|example|sample|mock/i;

/** Reports nothing, and hands over where they stand. */
export function writtenOut(meta: Rule["meta"], take: (at: Location) => void): Rule {
  return {
    meta,
    check(audit) {
      for (const { text, at } of writtenValuesOf(audit, (name) => secretKind(name, audit.policy) !== undefined)) {
        const value = text.trim();
        if (password.test(value) && !otherThing.test(value) && !forTests.test(value) && !isPlaceholder(value)) take(at);
      }
      return [];
    },
  };
}
