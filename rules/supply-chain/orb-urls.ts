/** URLs that orbs are loaded from: whether they always return the same. */

const commit = /^[0-9a-f]{40}$/i;

/** True when the URL names a full commit. A branch or tag that is called like one is none. */
export function isPinnedUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "https:" || text.includes("<<")) return false;
  const segments = url.pathname.split("/").slice(1);
  // Owner and repository come first.
  if (url.hostname === "raw.githubusercontent.com") return commit.test(segments[2] ?? "");
  if ([...url.searchParams.values()].some((value) => commit.test(value))) return true;
  return segments.some((segment, at) => commit.test(segment) && !["heads", "tags"].includes(segments[at - 1] ?? ""));
}

/** The URL with a place for the commit, where we know where it goes. */
export function pinnedForm(text: string): string {
  const raw = /^https?:\/\/raw\.githubusercontent\.com\/([\w.-]+\/[\w.-]+)\/(?:refs\/(?:heads|tags)\/)?[\w.-]+\/(.+)$/.exec(text);
  if (raw !== null) return `https://raw.githubusercontent.com/${raw[1] ?? ""}/<full commit>/${raw[2] ?? ""}`;
  return "https://<host>/<repository>/<full commit>/<path of the orb>";
}
