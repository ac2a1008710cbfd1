/** What a user can settle in `.circleci/secaudit.yml`, with what holds otherwise. */
import type { Location } from "../finding/location.ts";
import type { Confidence, Profile, Severity } from "../finding/severity.ts";
import type { Pin } from "../rule/policy.ts";

export interface Settings {
  /** Version of this tool whose rules are accepted: findings of newer ones only inform. Undefined: all are. */
  readonly rulesAsOf: string | undefined;
  /** Which project the configurations belong to, as `github.com/acme/app`. */
  readonly project: string | undefined;
  readonly failOn: Severity | "never";
  readonly minSeverity: Severity;
  readonly minConfidence: Confidence;
  readonly profile: Profile;
  /** By rule id. */
  readonly rules: ReadonlyMap<string, "off" | Severity>;
  readonly ignore: readonly SettingsIgnore[];
  readonly contexts: { readonly restricted: readonly string[] } & NameListSettings;
  readonly orbs: OrbSettings;
  readonly images: ImageSettings;
  readonly resourceClasses: NameListSettings;
  readonly sshKeys: { readonly expected: readonly string[] | undefined };
  /** In days. */
  readonly staleAfter: number;
  readonly limits: { readonly fileBytes: number };
  /** Patterns of files that are left out. */
  readonly exclude: readonly string[];
  readonly secretNames: {
    readonly add: readonly string[];
    readonly remove: readonly string[];
    readonly expected: readonly string[] | undefined;
  };
}

/** Without a list of what is allowed, everything is that is not denied. */
interface Lists {
  readonly allow: readonly string[] | undefined;
  readonly deny: readonly string[];
}

export interface OrbSettings extends Lists {
  readonly trusted: readonly string[];
  readonly own: readonly string[];
  /** By pattern of namespaces. */
  readonly pins: ReadonlyMap<string, Pin>;
}

export interface ImageSettings extends Lists {
  readonly requireDigest: readonly string[];
}

export interface NameListSettings extends Lists {
  readonly reserved: readonly Reservation[];
}

/** Names that only some projects may take, or jobs of some branches and tags. What is undefined does not matter. */
export interface Reservation {
  readonly names: readonly string[];
  readonly projects?: readonly string[] | undefined;
  readonly branches?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
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

const noLists = { allow: undefined, deny: [] } as const;

export const defaultSettings: Settings = {
  rulesAsOf: undefined,
  project: undefined,
  failOn: "low",
  minSeverity: "info",
  minConfidence: "low",
  profile: "regular",
  rules: new Map(),
  ignore: [],
  contexts: { restricted: [], ...noLists, reserved: [] },
  orbs: { trusted: [], own: [], pins: new Map(), ...noLists },
  images: { ...noLists, requireDigest: [] },
  resourceClasses: { ...noLists, reserved: [] },
  sshKeys: { expected: undefined },
  staleAfter: 90,
  limits: { fileBytes: 2 * 1024 * 1024 },
  exclude: [],
  secretNames: { add: [], remove: [], expected: undefined },
};
