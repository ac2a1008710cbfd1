/** What the fake can be told, and what it tells. */
import type { Fault } from "./faults.ts";

/** Whose token it is decides what it may read. */
export const circleTokens = {
  /** Personal, of an administrator of every organisation. */
  admin: "fake-circleci-token-of-an-administrator",
  /** Personal, of somebody who builds and administers nothing. */
  member: "fake-circleci-token-of-a-member",
  /** Of a project: version 1.1 only. */
  project: "fake-circleci-token-of-a-project",
} as const;

export const githubTokens = {
  owner: "fake-github-token-of-an-owner",
  /** May push to every repository and administers none. */
  member: "fake-github-token-of-a-member",
} as const;

export interface FakeOptions {
  /** Of CircleCI; GitHub gets the next one, the host that redirects lead to the one after. 0, the usual: any that are free. */
  readonly port?: number;
  readonly faults?: readonly Fault[];
  /** Projects and contexts of `gh/acme`; beyond those that are written out they are made when they are asked for. */
  readonly projects?: number;
  readonly contexts?: number;
  /** ISO date from which ages are reckoned; the present day when left out. */
  readonly today?: string;
  /** Items on a page where the question does not say. */
  readonly pageSize?: number;
  /** Questions that CircleCI takes in a second; more are answered with 429. No limit when left out. */
  readonly perSecond?: number;
  /** Questions that GitHub takes in an hour. */
  readonly perHour?: number;
  /** Told of each question when it has been answered. */
  readonly onRequest?: (request: LoggedRequest) => void;
}

export interface LoggedRequest {
  readonly service: "circleci" | "github" | "elsewhere";
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** 0: the connection was cut. */
  readonly status: number;
  /** As they came, tokens and all: the tokens are made up. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface FakeApis {
  /** Scheme and host. */
  readonly circleci: string;
  readonly github: string;
  /** Where the `redirect` fault leads. */
  readonly elsewhere: string;
  /** Replaces the faults; a test needs one server for many. */
  setFaults(faults: readonly Fault[]): void;
  /** All that was asked since the start or the last `forget`, in order. */
  requests(): readonly LoggedRequest[];
  forget(): void;
  close(): Promise<void>;
}
