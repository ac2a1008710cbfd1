/** Passwords written into URLs, without those of test databases and local services. */
import type { Span } from "../source/span.ts";
import { isPlaceholder } from "./placeholder.ts";

/** The span is the password's. */
export interface UrlPassword extends Span {
  readonly scheme: string;
}

const credentialUrl = /:\/\/(?<=([a-z][a-z0-9+]{0,30}):\/\/)([^\s:/@"'`<>]{0,256}):([^\s@/"'`]{4,256})@([^\s/?#"'`,;)]{1,253})/gi;

/** Filled in before or while the job runs: `$X`, `<< x >>`, `{{ x }}`, `%X%`, `<password>`, `***`. */
const variable = /[$`{}<>*]|%[A-Za-z_]{2,}%/;
const localHost =
  /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\]|host\.docker\.internal|(?:[\w-]+\.)*(?:example\.(?:com|org|net)|test|example|invalid|localhost))$/i;

/** Passwords of throw-away databases, as images and tutorials set them. */
const testPasswords = new Set(
  "postgres mysql mariadb mongo mongodb redis rabbitmq guest root admin user ubuntu circleci circle docker rails django development qwerty 123456 12345678".split(
    " ",
  ),
);

/** What services want in place of a password when the token is the user name, or as its user name. */
const fillers = new Set(["x-oauth-basic", "x-access-token", "x-token-auth", "oauth2", "api_token"]);

/** URL passwords that may be real: literal, not a stand-in, and not for a host on the same machine or in a service container. */
export function findUrlPasswords(text: string): readonly UrlPassword[] {
  const found: UrlPassword[] = [];
  for (const match of text.matchAll(credentialUrl)) {
    const [, scheme = "", user = "", password = "", authority = ""] = match;
    if (isHarmless(user, password, authority)) continue;
    const start = match.index + "://".length + user.length + ":".length;
    found.push({ start, end: start + password.length, scheme: scheme.toLowerCase() });
  }
  return found;
}

function isHarmless(user: string, password: string, authority: string): boolean {
  if (variable.test(password) || isPlaceholder(password)) return true;
  const host = authority.replace(/:[^:\]]*$/, "");
  // A name without a dot is a service container of the job: nothing outside resolves it.
  if (variable.test(host) || localHost.test(host) || !/[.:]/.test(host)) return true;
  const lower = password.toLowerCase();
  if (fillers.has(lower)) return true;
  return lower === user.toLowerCase() || testPasswords.has(lower.replace(/\d{1,3}$/, "")) || testPasswords.has(lower);
}
