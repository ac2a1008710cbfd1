/** What `lint` was asked to do, read from its command line. */
import { severities } from "../finding/severity.ts";

export const failBars = [...severities, "never"] as const;
export type FailBar = (typeof failBars)[number];

/** Where the settings are looked for, from the root of a repository. */
export const usualSettings = ".circleci/secaudit.yml";
