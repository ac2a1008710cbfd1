/** What a user can settle in `.circleci/secaudit.yml`, with what holds otherwise. */
import type { Location } from "../finding/location.ts";
import type { Confidence, Profile, Severity } from "../finding/severity.ts";

export interface Settings {
  readonly failOn: Severity | "never";
  readonly minSeverity: Severity;
  readonly minConfidence: Confidence;
  readonly profile: Profile;
  /** By rule id. */
  readonly rules: ReadonlyMap<string, "off" | Severity>;
  readonly ignore: readonly SettingsIgnore[];
  readonly contexts: { readonly restricted: readonly string[] };
  readonly orbs: { readonly trusted: readonly string[]; readonly own: readonly string[] };
  readonly limits: { readonly fileBytes: number };
  /** Patterns of files that are left out. */
  readonly exclude: readonly string[];
  readonly secretNames: { readonly add: readonly string[]; readonly remove: readonly string[] };
}

export interface SettingsIgnore {
  readonly ruleId: string;
  /** Pattern of file paths; undefined for every file. */
  readonly path: string | undefined;
  /** A YAML path as `formatPath` writes it; undefined for the whole file. */
  readonly at: string | undefined;
  readonly reason: string;
  /** ISO date, the last day on which it holds. */
  readonly until: string | undefined;
  /** The entry in the settings file. */
  readonly location: Location;
}

export const defaultSettings: Settings = {
  failOn: "low",
  minSeverity: "info",
  minConfidence: "low",
  profile: "regular",
  rules: new Map(),
  ignore: [],
  contexts: { restricted: [] },
  orbs: { trusted: [], own: [] },
  limits: { fileBytes: 2 * 1024 * 1024 },
  exclude: [],
  secretNames: { add: [], remove: [] },
};
