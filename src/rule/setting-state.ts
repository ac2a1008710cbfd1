/** One setting of a project, an organisation or a repository, held against what is wanted. */
import type { Location } from "../finding/location.ts";

/**
 * `unknown` is a state of its own: it never reads as safe. `inapplicable`: it has no meaning here. `choice`: it is known, and which value
 * is right only those can say who work with it.
 */
export type SettingVerdict = "as-wanted" | "differs" | "choice" | "unknown" | "inapplicable";

export interface SettingState {
  /** Kebab-case, unique within its subject. */
  readonly id: string;
  /** `organisation gh/acme`, `project gh/acme/app`, `repository github.com/acme/app`. */
  readonly subject: string;
  /** As the web application calls it. */
  readonly setting: string;
  readonly verdict: SettingVerdict;
  /** What it is now, in a few words; for an unknown one why it is not known and what would tell. */
  readonly value: string;
  readonly wanted: string;
  /** One sentence: who gains what when it is otherwise. */
  readonly why: string;
  /** The rule that finds it, where there is one. */
  readonly ruleId?: string;
  readonly at?: Location;
  /** Where people change it; without an address where that is not known. */
  readonly page?: { readonly title: string; readonly url?: string };
  /** `security`: told under security settings. `project`: under project settings. */
  readonly topic: "security" | "project";
}
