/** The rule contract. A rule is its metadata and a generator over an audit: pure, synchronous, without state. */
import type { Fix } from "../finding/fix.ts";
import type { Location, RelatedLocation } from "../finding/location.ts";
import type { Confidence, Profile, Severity } from "../finding/severity.ts";
import type { Suppression, Tags } from "../finding/finding.ts";
import type { Hop } from "../expand/text.ts";
import type { JobRun } from "../expand/plan.ts";
import type { Audit } from "./audit.ts";
import type { OrganizationAudit, ProjectAudit } from "./settings-audit.ts";

export interface RuleMeta {
  /** Kebab-case, names the defect; equals the file name and the fixture folder. Never changes once released. */
  readonly id: string;
  /** At most eight words, no full stop. */
  readonly title: string;
  /** One sentence for the rule table. */
  readonly summary: string;
  /** How an attacker gains from it. */
  readonly rationale: string;
  /** What to do, in general; a finding may say it more exactly. */
  readonly remediation: string;
  /** What the rule cannot see. */
  readonly limits: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly profile: Profile;
  /** `config`: needs only the file. `both`: sharper with a snapshot. `snapshot`: does not run without one. */
  readonly data: "config" | "both" | "snapshot";
  readonly tags: Tags;
  readonly references: readonly { readonly title: string; readonly url: string }[];
  /** Version of this tool that brought it. */
  readonly since: string;
}

/** What a rule yields. The engine adds the rule's id and defaults, masks secrets, removes repeats. */
export interface Reported {
  /** The offending token, at the place to fix. */
  readonly at: Location;
  readonly message: string;
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  /** Shown from this profile on, where that is not the rule's own; the rule's must be the wider one. */
  readonly profile?: Profile;
  /** Overrides the rule's general remediation. */
  readonly remediation?: string;
  readonly replacement?: string;
  /**
   * Edits that cure it, the best first. An edit changes every use of its place: through aliases, parameters and calls. So a fix must be
   * right for all of them; one that other reports at the same place do not offer is left out. Edits of scripts come from `ScriptRun.edit`,
   * those of other texts from `CompiledText.edit` or `replaceInScalar`.
   */
  readonly fixes?: readonly Fix[];
  readonly related?: readonly RelatedLocation[];
  /** From source to sink, when the fault is a flow. */
  readonly trace?: readonly RelatedLocation[];
  /** The job run in which it was seen, and the calls that led to it: they become related locations. */
  readonly route?: { readonly run: JobRun; readonly hops: readonly Hop[] };
  /** Literal secrets that must not be shown anywhere. */
  readonly secrets?: readonly Location[];
}

export interface Rule {
  readonly meta: RuleMeta;
  check(audit: Audit): Iterable<Reported>;
}

/** Checks a rule's shape at compile time and freezes nothing: rules are plain objects. */
export function defineRule(rule: Rule): Rule {
  return rule;
}

/** One rule named by one ignore comment or settings entry, and what came of it. */
export interface SuppressionUse {
  readonly kind: Suppression["kind"];
  readonly ruleId: string;
  /** The id in the comment, or the entry in the settings file. */
  readonly at: Location;
  /** Empty when none is given. */
  readonly reason: string;
  /** ISO date, the last day on which it holds. */
  readonly until: string | undefined;
  /** `unused`: its rule ran where it applies and found nothing there. `not-run`: its rule did not run, so nothing can be said. */
  readonly state: "used" | "unused" | "expired" | "not-run";
}

/** A rule about the ignores themselves. It runs once, after all other rules and over all files. */
export interface SuppressionRule {
  readonly meta: RuleMeta;
  checkSuppressions(uses: readonly SuppressionUse[]): Iterable<Reported>;
}

/**
 * A rule about what the APIs say, whether or not a configuration was audited. Its findings stand on the text that `sheetOf` makes of
 * the facts. What is not known is neither good nor bad: it says nothing then, and the engine tells that it was not known.
 */
export interface SettingsRule {
  readonly meta: RuleMeta;
  /** Runs once for each audited project. */
  checkProject?(audit: ProjectAudit): Iterable<Reported>;
  /** Runs once for each organisation of an audited project. */
  checkOrganization?(audit: OrganizationAudit): Iterable<Reported>;
}

/** A rule that also looks at what no audited configuration uses: the same fault, told at the setting where no file names it. */
export type JoinedRule = Rule & SettingsRule;

export type AnyRule = Rule | SuppressionRule | SettingsRule | JoinedRule;

export function defineJoinedRule(rule: JoinedRule): JoinedRule {
  return rule;
}

export function defineSettingsRule(rule: SettingsRule): SettingsRule {
  return rule;
}

export function defineSuppressionRule(rule: SuppressionRule): SuppressionRule {
  return rule;
}
