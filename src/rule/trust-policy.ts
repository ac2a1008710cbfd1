/** The contract of rules on trust policies: what providers were told to let CircleCI's OIDC tokens do. They are no rules on configurations. */
import type { Location } from "../finding/location.ts";
import type { YamlNode } from "../yaml/node.ts";
import type { Reported, RuleMeta } from "./rule.ts";

export const trustProviders = ["aws", "gcp", "azure", "vault"] as const;
export type TrustProvider = (typeof trustProviders)[number];

/** A text of a policy, and where it stands. */
export interface Told {
  readonly text: string;
  readonly at: Location;
}

/** Something that a token must say. */
export interface Check {
  /** `aud`, `sub`, or a claim of CircleCI's without its host: `project-id`, `vcs-ref`. */
  readonly claim: string;
  /** Any of the values must fit. `differs`: none may. `unclear`: the claim is looked at in a way that is not understood. */
  readonly test: "equals" | "glob" | "regex" | "differs" | "unclear";
  readonly values: readonly Told[];
  /** What does the comparing, as written: `StringEquals`, the key of the claim. */
  readonly operator: Told;
  /** Who brings no such claim passes. */
  readonly passesAbsent: boolean;
}

/** One way in: what stands here must all be so. */
export interface Trust {
  readonly provider: TrustProvider;
  /** To begin a sentence: ``The role `deploy` ``, `This trust policy`. */
  readonly owner: string;
  /** Where it is told what is missing. */
  readonly at: Location;
  /** Each place that names the issuer, with or without its scheme. */
  readonly issuers: readonly Told[];
  readonly checks: readonly Check[];
  /** Of AWS: who may ask, where that is not one provider of tokens, and what they may do. */
  readonly principals?: readonly Told[];
  readonly actions?: readonly Told[];
  /** It is only where the issuer is named, for other parts to check the rest. */
  readonly isIssuerOnly?: true;
  /** It belongs to a whole that was not given: another part may check what this one does not. In words, to follow `unless`. */
  readonly unless?: string;
}

/** Ids that are known from elsewhere; undefined ones are not compared. */
export interface TrustExpectation {
  readonly organizationId?: string | undefined;
  readonly projectId?: string | undefined;
  readonly projectName?: string | undefined;
  /** `github.com/acme/app`. */
  readonly vcsOrigin?: string | undefined;
  readonly defaultBranch?: string | undefined;
  /** Audiences that the organisation or the project has set instead of its id. */
  readonly audiences?: readonly string[] | undefined;
}

export interface TrustRule {
  readonly meta: RuleMeta;
  check(trust: Trust, expected: TrustExpectation): Iterable<Reported>;
}

export function defineTrustRule(rule: TrustRule): TrustRule {
  return rule;
}

/** What is read of a document. */
export interface TrustReading {
  /** Policies, roles, providers and credentials in it, whoever they trust. */
  readonly count: number;
  /** Those that trust CircleCI's issuer, or that say that they do. */
  readonly trusts: readonly Trust[];
}

export interface TrustDocument {
  readonly root: YamlNode;
  /** What a text that is a document itself holds, such as an encoded policy. */
  inside(node: YamlNode): YamlNode | undefined;
  locate(node: YamlNode): Location;
}

/** Readers and rules, handed over so that whoever lints needs none of its own. */
export interface TrustExpert {
  readonly rules: readonly TrustRule[];
  /** All documents of a run at once: a part may say more about another. */
  read(documents: readonly TrustDocument[]): readonly TrustReading[];
}
