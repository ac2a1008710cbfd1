import { createHash } from "node:crypto";
import { fc } from "../property.ts";
import { expect, test } from "vitest";
import { sha256 } from "../../src/engine/sha256.ts";

test("agrees with Node's own for any text of any length", () => {
  const own = (text: string) => createHash("sha256").update(text).digest("hex");
  for (let length = 0; length < 200; length++) expect(sha256("a".repeat(length))).toBe(own("a".repeat(length)));
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
      expect(sha256(text)).toBe(own(text));
    }),
  );
});
