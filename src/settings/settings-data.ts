/** The settings file as data, once the schema has accepted it. */
import type { Pin } from "../rule/policy.ts";
import type { Settings } from "./settings.ts";

type Sections = "rules" | "ignore" | "contexts" | "orbs" | "images" | "resourceClasses" | "sshKeys" | "secretNames" | "limits";

export type SettingsData = Partial<Omit<Settings, Sections>> & {
  readonly rules?: Readonly<Record<string, "off" | Settings["minSeverity"]>>;
  readonly ignore?: readonly { rule: string; path?: string; at?: string; reason?: string; until?: string }[];
  readonly contexts?: Partial<Settings["contexts"]>;
  readonly orbs?: Partial<Omit<Settings["orbs"], "pins">> & { readonly pins?: Readonly<Record<string, Pin>> };
  readonly images?: Partial<Settings["images"]>;
  readonly resourceClasses?: Partial<Settings["resourceClasses"]>;
  readonly sshKeys?: Partial<Settings["sshKeys"]>;
  readonly secretNames?: Partial<Settings["secretNames"]>;
  readonly limits?: Partial<Settings["limits"]>;
};
