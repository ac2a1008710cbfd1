/**
 * Who may use a context, from its restrictions. CircleCI gives a new context one group restriction, `All members`, whose value is the id
 * of the organisation; project and expression restrictions narrow what a group may use. Administrators of the organisation pass all of them.
 * Only organisations of GitHub's OAuth app have groups; in others a context without restriction is open to all.
 */
import { valueOf } from "./fetched.ts";
import type { Context, Organization, Restriction } from "./organization.ts";

export type ContextAccess =
  /** Every member of the organisation, from every project. */
  | { readonly kind: "all-members" }
  /** All members, but only from these projects, or where these expressions hold. */
  | { readonly kind: "narrowed"; readonly by: readonly Restriction[] }
  /** Only these groups; `by` narrows them further. */
  | { readonly kind: "groups"; readonly groups: readonly Restriction[]; readonly by: readonly Restriction[] }
  /** No group was returned, which CircleCI's own documents read in two ways: administrators only, or nothing restricted. */
  | { readonly kind: "no-group" }
  /** The restrictions are not known. */
  | { readonly kind: "unknown" };

export function accessOf(context: Context, organization: Organization): ContextAccess {
  const restrictions = valueOf(context.restrictions);
  if (restrictions === undefined) return { kind: "unknown" };
  const groups = restrictions.filter(({ type }) => type === "group");
  const by = restrictions.filter(({ type }) => type !== "group");
  const isOpen = groups.some(({ value }) => value === organization.id);
  if (isOpen) return by.length === 0 ? { kind: "all-members" } : { kind: "narrowed", by };
  if (groups.length > 0) return { kind: "groups", groups, by };
  if (by.length > 0) return { kind: "narrowed", by };
  return { kind: organization.vcs === "github" ? "no-group" : "all-members" };
}

/** Undefined when there is none of that name, or when it is not known which there are. */
export function contextNamed(name: string, organization: Organization | undefined): Context | undefined {
  return valueOf(organization?.contexts)?.find((context) => context.name === name);
}
