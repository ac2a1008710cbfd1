/** The CircleCI installation that is asked. */
import { readAddress } from "../host.ts";

export const cloudHost = "https://circleci.com";

export type HostAnswer = { readonly host: string } | { readonly fault: string };

/** Scheme and host of what somebody typed: with or without `https://`, and with the suffix of an API, which is left out. */
export function hostOf(typed: string): HostAnswer {
  const answer = readAddress(typed, {
    suffix: /^\/(?:api(?:\/v[\d.]+)?|graphql-unstable)?\/?$/,
    tokenVariable: "CIRCLE_TOKEN",
    example: "https://circleci.example.com",
  });
  return "url" in answer ? { host: answer.url.origin } : answer;
}
