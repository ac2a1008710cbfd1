/** Remembers what a host is not going to answer, so that it is not asked a thousand times to no avail. */
import type { CircleApi } from "../questions.ts";
import type { ApiFault } from "./api-fault.ts";

export interface Health {
  /** Why there is no use in asking. */
  fault(api: CircleApi, origin: string): ApiFault | undefined;
  hasAnswered(origin: string): boolean;
  /** Called with what came of each question; undefined for an answer. */
  note(api: CircleApi, origin: string, fault: ApiFault | undefined): void;
}

/** So many questions in a row that a host lost are enough. More than are asked at once: one bad moment takes all of those. */
const mostLost = 16;
/** A part of the API that has answered before may refuse the token for a reason that lies in the question. */
const mostRefusals = 3;

interface Count {
  faults: number;
  hasAnswered: boolean;
  final: ApiFault | undefined;
}

export function health(): Health {
  const counts = new Map<string, Count>();
  const countOf = (key: string): Count => {
    const count = counts.get(key) ?? { faults: 0, hasAnswered: false, final: undefined };
    counts.set(key, count);
    return count;
  };
  const add = (count: Count, fault: ApiFault, most: number): void => {
    count.faults += 1;
    if (count.faults >= most) count.final ??= fault;
  };
  return {
    fault: (api, origin) => countOf(origin).final ?? countOf(api).final,
    hasAnswered: (origin) => countOf(origin).hasAnswered,
    note(api, origin, fault) {
      const [host, part] = [countOf(origin), countOf(api)];
      switch (fault?.kind) {
        case "network":
        case "server":
        case "answer":
          return add(host, fault, fault.isOutOfReach === true && !host.hasAnswered ? 1 : mostLost);
        case "token":
          host.faults = 0;
          return add(part, fault, part.hasAnswered ? mostRefusals : 1);
        case "deadline":
        case "throttled":
          return;
        default:
          host.faults = 0;
          part.faults = 0;
          host.hasAnswered = true;
          part.hasAnswered = true;
      }
    },
  };
}
