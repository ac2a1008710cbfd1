import { expect, test } from "vitest";
import { looksGenerated } from "../../rules/data/generated-text.ts";

test.each([
  "9fQ2vX7bLk4TzR8mWc3N",
  "4be1c07d9a52f3e86b1d",
  "gT5#kP9!wQ2@xM7",
  "7C9KX2MZ41QPV8TR",
  "zz7Yq3Wp8Kd1Lm5",
  "b7f3a9c1-6e4d-4f02-9a81-5c7e2d90b6f4",
])("%s is made by a machine", (text) => expect(looksGenerated(text)).toBe(true));

test.each([
  ...[
    "password",
    "minio123",
    "just-be-present",
    "invalid_key_but_this_is_fine",
    "circleci-2024-test",
    "Summer2024!",
    "letmein99",
  ],
  ...[
    "$TOKEN",
    "<< parameters.token >>",
    "NPM_TOKEN_2",
    "/tmp/key9fQ2vX7b.json",
    "~/a1/b2C3d4E5",
    "https://a1b2c3D4e5.acme.example/",
  ],
  ...["00000000-0000-0000-0000-000000000000", "abcd1234efgh5678", "sha256:9f2c7b1e4d8a6035", "sk_test_4eC39HqLyjWDarjtT1zdp7dc"],
  ...["ENC[AES256_GCM,data:8aB3x9Q]", "two words 9fQ2vX7b", "0123456789", "", "a1B2"],
])("%s is not", (text) => expect(looksGenerated(text)).toBe(false));

test("takes time in step with the text", () => {
  const started = performance.now();
  for (const part of ["a1", "Aa1-", "_", "A1", "."]) looksGenerated(part.repeat(100_000));
  expect(performance.now() - started).toBeLessThan(500);
});
