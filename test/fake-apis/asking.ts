/** Asks the fake as a client would, with no client of ours in between. */
import { onTestFinished } from "vitest";
import { startFakeApis } from "../../scripts/fake-apis/fake-apis.ts";
import { circleTokens, githubTokens } from "../../scripts/fake-apis/options.ts";
import type { FakeApis, FakeOptions } from "../../scripts/fake-apis/options.ts";

export const today = "2026-01-31";

/** Stopped when the test is over. */
export async function fakeApis(options: FakeOptions = {}): Promise<FakeApis> {
  const fake = await startFakeApis({ today, ...options });
  onTestFinished(() => fake.close());
  return fake;
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

export async function get(url: string, headers: Readonly<Record<string, string>>): Promise<Reply> {
  const response = await fetch(url, { headers, redirect: "manual" });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: /^[[{]/.test(text) ? JSON.parse(text) : text };
}

export function askCircle(fake: FakeApis, path: string, token: string = circleTokens.admin): Promise<Reply> {
  return get(`${fake.circleci}${path}`, { "circle-token": token });
}

export function askGithub(
  fake: FakeApis,
  path: string,
  headers: Readonly<Record<string, string>> = { authorization: `token ${githubTokens.owner}` },
): Promise<Reply> {
  return get(`${fake.github}/api/v3${path}`, headers);
}
