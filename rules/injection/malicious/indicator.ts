/** What the detectors of malicious commands hand on. */
import type { Span } from "../../../src/source/span.ts";

export interface Indicator {
  /** The word that gives it away. */
  readonly span: Span;
  /** A sentence without full stop: `This opens a shell to …`. */
  readonly says: string;
}
