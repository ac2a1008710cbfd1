/** CircleCI's issuers, as policies name them. */

/** `oidc.circleci.com/org/<id>`, with or without its scheme and a slash at the end; `organization` is undefined for the root issuer. */
export interface Issuer {
  readonly host: string;
  readonly organization: string | undefined;
  /** The scheme or the path is not what tokens carry. */
  readonly isOdd: boolean;
  /** The host is CircleCI's own. */
  readonly isCircleci: boolean;
}

const form = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/\s:@]+)(\/[^\s]*)?$/iu;

/** Undefined for what has nothing to do with CircleCI by its name. */
export function parseIssuer(text: string): Issuer | undefined {
  const match = text.length > 500 ? null : form.exec(text.trim());
  const host = match?.[2]?.toLowerCase();
  if (match === null || host === undefined || !/circle-?ci/u.test(`${host}${match[3] ?? ""}`.toLowerCase())) return undefined;
  const path = match[3] ?? "";
  const organization = /^\/org\/([^/]+)/iu.exec(path)?.[1];
  const isPlain = path === "" || (organization !== undefined && path === `/org/${organization}`);
  const scheme = match[1]?.toLowerCase();
  return {
    host,
    organization,
    isOdd: !isPlain || (scheme !== undefined && scheme !== "https"),
    isCircleci: host === "oidc.circleci.com",
  };
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(text);
}

const own = /^(?:\/?oidc\.circleci\.com\/)(.+)$/iu;

/** `oidc.circleci.com/project-id` is `project-id`; `aud` and `sub` are themselves. */
export function claimName(text: string): string {
  return (own.exec(text)?.[1] ?? text).toLowerCase();
}

export function isOwnClaim(text: string): boolean {
  return own.test(text);
}
