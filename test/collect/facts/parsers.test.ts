/** What is kept of each answer: in both spellings, of strange answers too, and never what a snapshot may not hold. */
import { expect, it } from "vitest";
import { parseCheckoutKey, parseApiToken } from "../../../src/collect/circleci/facts/keys.ts";
import { parseLegacyAwsKeys } from "../../../src/collect/circleci/facts/legacy-aws-keys.ts";
import { parseRestriction } from "../../../src/collect/circleci/facts/contexts.ts";
import { parseOidcClaims } from "../../../src/collect/circleci/facts/oidc-claims.ts";
import { parseContacts } from "../../../src/collect/circleci/facts/organization-parts.ts";
import { parseWebhook } from "../../../src/collect/circleci/facts/webhooks.ts";
import { fc } from "../../property.ts";
import { plainKeys } from "./memory-client.ts";
import { canaries, organizationSamples, projectSamples } from "./samples.ts";

const samples = [...organizationSamples, ...projectSamples];

/** As the journal keeps it. */
function kept(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function leaked(value: unknown): readonly string[] {
  const text = JSON.stringify([value]);
  return Object.values(canaries).filter((canary) => text.includes(canary));
}

it.each(samples)("keeps of $name what rules need", ({ parse, body, kept: expected }) => {
  const result = parse(plainKeys(body));
  expect(kept(result)).toEqual(expected);
  expect(leaked(result)).toEqual([]);
});

/** Values that no answer should hold, and others of their kinds. */
const strange = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1e300,
    "",
    " ",
    "../..",
    "\u202e\u0000",
    "__proto__",
    "9999-99-99T99:99",
    [],
    {},
  ),
  fc.constantFrom<unknown>(
    [null],
    [[]],
    { toString: null },
    "a".repeat(10_000),
    "https://",
    "//",
    "x@",
    `git@${canaries.machine}`,
  ),
  fc.jsonValue(),
);

/** A sample in which something is another value, is missing, or has company. */
function changed(body: unknown): fc.Arbitrary<unknown> {
  const places = placesIn(body, []);
  return fc
    .array(fc.tuple(fc.constantFrom(...places), fc.oneof(strange, fc.constant(undefined))), { minLength: 1, maxLength: 4 })
    .map((changes) => changes.reduce((whole, [place, value]) => withChange(whole, place, value), body));
}

type Place = readonly (string | number)[];

function placesIn(value: unknown, place: Place): readonly Place[] {
  if (typeof value !== "object" || value === null) return [place];
  const inner = Object.entries(value).flatMap(([key, item]) => placesIn(item, [...place, key]));
  return [place, ...inner, [...place, "extra"]];
}

function withChange(whole: unknown, [key, ...rest]: Place, value: unknown): unknown {
  if (key === undefined) return value;
  if (typeof whole !== "object" || whole === null) return whole;
  const inner = withChange((whole as Record<string, unknown>)[key], rest, value);
  if (Array.isArray(whole)) return (whole as readonly unknown[]).map((item, index) => (String(index) === key ? inner : item));
  return { ...whole, [key]: inner };
}

it.each(samples)("reads $name however it is distorted", ({ parse, body }) => {
  fc.assert(
    fc.property(fc.oneof(changed(body), strange), (given) => {
      const result = parse(plainKeys(given));
      const own = leaked(result).filter((canary) => canary !== canaries.machine);
      expect(own).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

it("says nothing of what would otherwise read as safe", () => {
  const webhook = { url: "https://a.example", verify_tls: true, events: [] };
  expect(parseWebhook(webhook)).toBeUndefined();
  expect(parseWebhook({ ...webhook, signing_secret: null })).toMatchObject({ hasSecret: false });
  expect(parseWebhook({ ...webhook, signing_secret: "", verify_tls: "yes" })).toBeUndefined();
  const key = { type: "deploy-key", fingerprint: "SHA256:NotARealFingerprintAtAll0000", preferred: true };
  expect(parseCheckoutKey({ ...key, type: "other-key" })).toBeUndefined();
  expect(parseCheckoutKey({ ...key, preferred: null })).toBeUndefined();
  expect(parseRestriction({ restriction_type: "country", restriction_value: "DE" })).toBeUndefined();
  expect(parseApiToken({ label: "x", scope: "everything" })).toBeUndefined();
  expect(parseLegacyAwsKeys({ message: "no" })).toBeUndefined();
  expect(parseContacts({ primary: ["a"] })).toBeUndefined();
  expect(parseContacts({ primary: ["a", " "], security: null })).toEqual({ primary: 1, security: 0 });
  expect(parseOidcClaims({ error: "forbidden" })).toBeUndefined();
  expect(parseOidcClaims({ org_id: "1" })).toEqual({});
});
