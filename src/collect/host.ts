/** Addresses that people type. They come from the command line or the environment, never from an audited file. */

export interface AddressForm {
  /** What may stand behind the host and is left out. */
  readonly suffix: RegExp;
  /** Where a token belongs instead. */
  readonly tokenVariable: string;
  readonly example: string;
}

export type AddressAnswer = { readonly url: URL } | { readonly fault: string };

/** With or without `https://`; whatever a token could travel to in the open, or that holds one, is refused. */
export function readAddress(typed: string, { suffix, tokenVariable, example }: AddressForm): AddressAnswer {
  const text = typed.trim();
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address)) return { fault: `is no address: write it like \`${example}\`` };
  const url = new URL(address);
  if (url.username !== "" || url.password !== "") {
    return { fault: `holds a user name or password: give a token in \`${tokenVariable}\`` };
  }
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    return { fault: "is not https: a token may not travel in the open" };
  }
  if (!suffix.test(url.pathname) || url.search !== "" || url.hash !== "") {
    return { fault: "goes on behind the host: write only `https://` and the host" };
  }
  return { url };
}

/** The machine itself: what is sent there does not travel. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
