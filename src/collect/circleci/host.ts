/** The CircleCI installation that is asked. Its address comes from the command line or the environment, never from an audited file. */
export const cloudHost = "https://circleci.com";

export type HostAnswer = { readonly host: string } | { readonly fault: string };

/** Scheme and host of what somebody typed: with or without `https://`, and with the suffix of an API, which is left out. */
export function hostOf(typed: string): HostAnswer {
  const text = typed.trim();
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address)) return { fault: "is no address: write it like `https://circleci.example.com`" };
  const url = new URL(address);
  if (url.username !== "" || url.password !== "")
    return { fault: "holds a user name or password: give a token in `CIRCLE_TOKEN`" };
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    return { fault: "is not https: a token may not travel in the open" };
  }
  const isKnownSuffix = /^\/(?:api(?:\/v[\d.]+)?|graphql-unstable)?\/?$/.test(url.pathname);
  if (!isKnownSuffix || url.search !== "" || url.hash !== "") {
    return { fault: "goes on behind the host: write only `https://` and the host" };
  }
  return { host: url.origin };
}

/** The machine itself: what is sent there does not travel. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
