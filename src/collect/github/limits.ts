/**
 * Keeps to GitHub's limits, and holds everything back while it takes no more questions, so that those under way do not each find out.
 * Primary limit: `x-ratelimit-remaining` is 0 until `x-ratelimit-reset`, in seconds since 1970. Secondary limit: `retry-after`, in seconds.
 * Source: GitHub's documents, "Rate limits for the REST API".
 */
import { TransportFault } from "./transport-fault.ts";

export interface LimitOptions {
  readonly now: () => number;
  readonly deadline: number;
  /** Resolves after so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** So many questions may be asked in a minute; any number when left out. */
  readonly perMinute?: number | undefined;
}

export interface Limits {
  /** Resolves when a question may be asked; rejects when that would be after the deadline. */
  pass(): Promise<void>;
  note(headers: ReadonlyMap<string, string>): void;
}

export class LimitFault extends TransportFault {}

export function limits({ now, deadline, pause, perMinute = Number.POSITIVE_INFINITY }: LimitOptions): Limits {
  let until = 0;
  /** When the latest questions were asked. */
  const times: number[] = [];
  const nextTime = (): number => Math.max(until, times.length < perMinute ? 0 : (times[0] ?? 0) + minute);
  return {
    async pass() {
      for (let next = nextTime(); next > now(); next = nextTime()) {
        if (next >= deadline) throw new LimitFault(tooMany, "final");
        await pause(next - now());
      }
      if (times.push(now()) > perMinute) times.shift();
    },
    note(headers) {
      until = Math.max(until, endOfPrimary(headers), endOfSecondary(headers, now()));
    },
  };
}

const minute = 60_000;

export const tooMany = "GitHub takes no more questions for now: try again later, with `--resume`, or give more `--timeout`";

function endOfPrimary(headers: ReadonlyMap<string, string>): number {
  const resource = headers.get("x-ratelimit-resource") ?? "core";
  if (headers.get("x-ratelimit-remaining") !== "0" || resource !== "core") return 0;
  // Clocks differ a little.
  return secondsIn(headers.get("x-ratelimit-reset")) * 1000 + 1000;
}

function endOfSecondary(headers: ReadonlyMap<string, string>, now: number): number {
  const seconds = secondsIn(headers.get("retry-after"));
  return seconds === 0 ? 0 : now + seconds * 1000;
}

function secondsIn(text: string | undefined): number {
  return text !== undefined && /^\d{1,11}$/.test(text) ? Number(text) : 0;
}
