/** Remembers what a host is not going to answer, so that it is not asked a thousand times to no avail. */
import type { CircleApi } from "../questions.ts";
import type { ApiFault } from "./api-fault.ts";

/** Of a question: its host, the part of the API, and what kind of question it is. */
export interface Aim {
  readonly origin: string;
  readonly api: CircleApi;
  readonly kind: string;
}

export interface Health {
  /** Why there is no use in asking. */
  fault(aim: Aim): ApiFault | undefined;
  hasAnswered(origin: string): boolean;
  /** Called with what came of each question; undefined for an answer. Being turned away is about the kind, and final. */
  note(aim: Aim, fault: ApiFault | undefined): void;
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
  return {
    fault: ({ origin, api, kind }) => countOf(origin).final ?? countOf(api).final ?? countOf(kind).final,
    hasAnswered: (origin) => countOf(origin).hasAnswered,
    note({ origin, api, kind }, fault) {
      const [host, part, own] = [countOf(origin), countOf(api), countOf(kind)];
      switch (fault?.kind) {
        case "network":
        case "server":
        case "answer":
          return add(host, fault, fault.isOutOfReach === true && !host.hasAnswered ? 1 : mostLost);
        case "token":
          host.faults = 0;
          return add(part, fault, part.hasAnswered ? mostRefusals : 1);
        case "throttled":
          return add(own, fault, 1);
        case "deadline":
          return;
        default:
          for (const count of [host, part, own]) Object.assign(count, { faults: 0, hasAnswered: true });
      }
    },
  };
}

function add(count: Count, fault: ApiFault, most: number): void {
  count.faults += 1;
  if (count.faults >= most) count.final ??= fault;
}
