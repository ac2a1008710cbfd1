import { expect, test } from "vitest";
import { didYouMean, nearMiss } from "../../src/schema/near-miss.ts";

const rules = ["volatile-orb", "floating-orb", "hardcoded-secret", "hardcoded-secret-generic"];

test("the closest word within a third of the letters", () => {
  expect(nearMiss("volatil-orb", rules)).toBe("volatile-orb");
  expect(nearMiss("hardcoded-secrets", rules)).toBe("hardcoded-secret");
  expect(nearMiss("HARDCODED-SECRET", rules)).toBe("hardcoded-secret");
  expect(nearMiss("vloatile-orb", rules)).toBe("volatile-orb");
  expect(nearMiss("untagged-image", rules)).toBeUndefined();
  expect(nearMiss("a".repeat(100_000), rules)).toBeUndefined();
  expect(nearMiss("", ["ab", "c"])).toBe("c");
});

test("didYouMean is a sentence to append, or nothing", () => {
  expect(didYouMean("flaoting-orb", rules)).toBe(" Did you mean `floating-orb`?");
  expect(didYouMean("zzz", rules)).toBe("");
});
