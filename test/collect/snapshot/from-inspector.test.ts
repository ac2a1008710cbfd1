import { expect, test } from "vitest";
import { snapshotOf } from "../../../src/collect/snapshot/snapshot-of.ts";
import type { Snapshot } from "../../../src/snapshot/snapshot.ts";

const at = "2026-01-31T00:00:00.000Z";

function imported(data: unknown): Snapshot {
  const answer = snapshotOf(JSON.stringify(data), at);
  if ("fault" in answer) throw new Error(answer.fault);
  return answer.snapshot;
}

const checkoutKey = {
  type: "github-user-key",
  public_key: "ssh-rsa AAAA mona@example.com",
  fingerprint: "aa:bb",
  preferred: true,
  created_at: "2023-05-01T10:00:00.000Z",
};
const sshKey = { hostname: "", public_key: "ssh-rsa BBBB", fingerprint: "cc:dd" };

const current = {
  user: { name: "Mona", login: "mona", id: "u1", avatar_url: "https://example.com/mona.png" },
  accounts: [
    {
      ...{ name: "acme", id: "o1", vcstype: "github" },
      contexts: [
        {
          ...{ id: "c1", name: "prod", created_at: "2022-01-01T00:00:00Z", url: "https://app.circleci.com/x" },
          variables: [{ variable: "AWS_KEY", context_id: "c1", created_at: "2022-01-02T00:00:00Z", updated_at: "#joda/inst" }],
        },
        { id: "c2", name: "shut", created_at: "2022-01-01T00:00:00Z", variables: [] },
      ],
      projects: [
        {
          ...{ id: "p1", name: "app", slug: "github/acme/app", has_trigger: true, errors: [] },
          project_env_vars: [{ name: "NPM_TOKEN", value: "xxxx9f3c" }],
          checkout_keys: [checkoutKey],
          ssh_keys: [sshKey],
          legacy_aws_keys: { access_key_id: "xxxx1111", secret_access_key: "xxxx2222" },
        },
        {
          ...{ id: "p2", name: "gone", slug: "gh/acme/gone" },
          errors: [{ projectSlug: "gh/acme/gone", url: "u", error: { message: "Request failed", status: 404 } }],
          ...{ project_env_vars: [], checkout_keys: [], ssh_keys: [] },
        },
      ],
      errors: [{ contextName: "shut", url: "u", error: { status: 403 } }],
    },
  ],
};

test("what CircleCI-Env-Inspector writes becomes a snapshot, without masked values and addresses", () => {
  const snapshot = imported(current);
  expect(snapshot).toMatchObject({
    tool: { name: "CircleCI-Env-Inspector" },
    collectedAt: at,
    organizations: [
      {
        ...{ slug: "gh/acme", id: "o1", name: "acme", vcs: "github" },
        settings: { known: false, reason: "skipped" },
        contexts: {
          value: [
            {
              name: "prod",
              restrictions: { known: false, reason: "skipped" },
              variables: { value: [{ name: "AWS_KEY", createdAt: "2022-01-02T00:00:00.000Z" }] },
            },
            { name: "shut", variables: { known: false, reason: "failed" } },
          ],
        },
      },
    ],
    projects: [
      {
        ...{ slug: "gh/acme/app", id: "p1", organization: "gh/acme", address: "github.com/acme/app" },
        variables: { value: [{ name: "NPM_TOKEN" }] },
        checkoutKeys: { value: [{ kind: "user-key", publicKey: "ssh-rsa AAAA", isPreferred: true }] },
        sshKeys: { value: [{ hostname: "", fingerprint: "cc:dd", publicKey: "ssh-rsa BBBB" }] },
        legacyAwsKeys: { value: true },
      },
      { slug: "gh/acme/gone", variables: { known: false }, legacyAwsKeys: { known: false } },
    ],
  });
  expect(JSON.stringify(snapshot)).not.toMatch(/xxxx|mona/);
});

test("so does the older shape", () => {
  const snapshot = imported({
    contexts: [{ name: "prod", id: "c1", variables: [{ variable: "AWS_KEY" }] }],
    projects: [
      {
        ...{ name: "app", url: "https://app.circleci.com/pipelines/github/acme/app" },
        ...{ variables: [{ name: "A", value: "xxxx9f3c" }], keys: [checkoutKey, sshKey], legacyAWSKeys: {} },
      },
    ],
  });
  expect(snapshot).toMatchObject({
    organizations: [{ slug: "gh/acme", contexts: { value: [{ name: "prod" }] } }],
    projects: [
      {
        slug: "gh/acme/app",
        variables: { value: [{ name: "A" }] },
        checkoutKeys: { value: [{ kind: "user-key" }] },
        sshKeys: { value: [{ fingerprint: "cc:dd" }] },
        legacyAwsKeys: { value: false },
      },
    ],
  });
});

test("whatever else stands in it does no harm", () => {
  expect(imported({ accounts: [null, 3, { projects: [null, { slug: 7 }, { slug: "a/b" }], contexts: "x" }] }).projects).toEqual(
    [],
  );
  const odd = imported({ accounts: [{ name: "a b", id: "o", vcstype: "github", projects: [{ slug: "gh/a b/c d" }] }] });
  expect(odd).toMatchObject({ organizations: [], projects: [] });
});
