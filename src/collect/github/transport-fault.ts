/** What kept a request from being answered, in words that say who must act. */
import type { BreakKind, Broken } from "../exchange.ts";

/**
 * `again`: it may be over in a moment. `host`: likewise, but nothing else will be answered either while it lasts. `final`: asking again
 * would not help. `size`: the answer is larger than is read.
 */
export type FaultKind = "again" | "host" | "final" | "size";

export class TransportFault extends Error {
  readonly kind: FaultKind;
  /** `reason`: a sentence without its full stop. */
  constructor(reason: string, kind: FaultKind) {
    super(reason);
    this.kind = kind;
    // An error of this name is passed on as it is, and not tried again.
    if (kind === "final" || kind === "size") this.name = "AbortError";
  }
}

export function outOfTime(): TransportFault {
  return new TransportFault("the time given with `--timeout` was over before GitHub answered", "final");
}

const kinds: Readonly<Record<BreakKind, FaultKind>> = {
  slow: "again",
  "too-large": "size",
  unreachable: "host",
  proxy: "host",
  untrusted: "final",
  "no-http": "final",
  "broken-off": "again",
};

export function faultOf({ broken, reason }: Broken): TransportFault {
  return new TransportFault(reason, kinds[broken]);
}
