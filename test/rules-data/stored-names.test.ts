import { expect, it } from "vitest";
import { secretName } from "../../rules/data/secret-names.ts";

const stored = { has: () => true };

const secret = [
  ...[
    "DEPLOY_PEM",
    "DATABASE_URL",
    "REDIS_URI",
    "SIGNING_P12",
    "IMAGE_STAMP_KEY",
    "LICENCE_DATA",
    "PAGER",
    "APP_SEED",
    "SSH_KEY_BASE64",
  ],
];
const plain = [
  ...[
    "CLUSTER",
    "LOG_LEVEL",
    "SLACK_CHANNEL",
    "NODE_ENV",
    "REGION",
    "AWS_REGION",
    "S3_BUCKET",
    "USERNAME",
    "API_URL",
    "SSH_USERNAME",
  ],
  ...["IMAGE_NAME_STAGING", "AWS_RESOURCE_NAME_PREFIX_EC2", "NEXT_PUBLIC_SITE", "ENABLE_THINGS", "PWD", "EMAIL"],
];

it.each(secret)("what is stored as %s is secret", (name) => expect(secretName(name, { stored })).toBe("stored"));
it.each(plain)("what is stored as %s is plainly public", (name) => expect(secretName(name, { stored })).toBeUndefined());
it.each(secret)("%s alone says too little", (name) => {
  expect(secretName(name, { stored: { has: () => false } })).toBeUndefined();
});

it("what is known by its name is known by that", () => {
  expect(secretName("CIRCLE_OIDC_TOKEN", { stored })).toBe("built-in");
  expect(secretName("NPM_TOKEN", { stored })).toBe("catalogue");
  expect(secretName("ROLLBAR_TOKEN", { stored: { has: () => false } })).not.toBe("stored");
});
