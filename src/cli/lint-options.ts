/** What `lint` was asked to do, read from its command line. */
import { severities } from "../finding/severity.ts";

export const failBars = [...severities, "never"] as const;
export type FailBar = (typeof failBars)[number];
