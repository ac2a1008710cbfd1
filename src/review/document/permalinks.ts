/** Web addresses of places, as each host of code writes them. */
import type { Location } from "../../finding/location.ts";
import { isOnSheet } from "../../report/sheets.ts";
import { positionAt } from "../../source/source-file.ts";
import type { LinkOf } from "./rendering.ts";

export interface Checkout {
  /** `github.com/acme/app`. */
  readonly address: string;
  /** A commit, or a branch where no commit is known. */
  readonly revision: string;
  /** What stands before the path of a file from the root of the repository, and what is left out of it. */
  readonly pathOf: (file: string) => string | undefined;
}

type Shape = (address: string, revision: string, path: string, line: number) => string;

const shapes: readonly { readonly host: RegExp; readonly shape: Shape }[] = [
  {
    host: /^bitbucket\.org$/,
    shape: (address, revision, path, line) => `${address}/src/${revision}/${path}#lines-${String(line)}`,
  },
  {
    host: /(?:^|[.-])gitlab(?:[.-]|$)/,
    shape: (address, revision, path, line) => `${address}/-/blob/${revision}/${path}#L${String(line)}`,
  },
  {
    host: /(?:^|[.-])github(?:[.-]|$)/,
    shape: (address, revision, path, line) => `${address}/blob/${revision}/${path}#L${String(line)}`,
  },
];

/** Hosts whose name tells of none of them get no links. Settings lead to the page where they are changed. */
export function permalinks(checkout: Checkout | undefined): LinkOf {
  const shape = shapes.find(({ host }) => host.test(hostOf(checkout?.address ?? "")))?.shape;
  return (at) => {
    if (isOnSheet(at)) return settingsPage(at);
    const path = checkout?.pathOf(at.file.path);
    if (checkout === undefined || shape === undefined || path === undefined) return undefined;
    const line = positionAt(at.file, at.span.start).line;
    return `https://${shape(checkout.address, encoded(checkout.revision), encoded(path), line)}`;
  };
}

function hostOf(address: string): string {
  return /^[^/:]*/.exec(address.toLowerCase())?.[0] ?? "";
}

/** Branches and paths are a stranger's. */
function encoded(path: string): string {
  return path
    .split("/")
    .map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, "\u{fffd}")))
    .join("/");
}

const words: Readonly<Record<string, string>> = { gh: "github", bb: "bitbucket", circleci: "circleci" };

/** From the name of a sheet: `circleci:gh/acme/app`, `github:acme/app`. */
function settingsPage({ file }: Location): string | undefined {
  const [, prefix = "", owner = "", project] = /^circleci:(gh|bb|circleci)\/([\w.-]+)(?:\/([\w.-]+))?$/.exec(file.path) ?? [];
  if (owner !== "") {
    const subject = project === undefined ? "organization" : "project";
    return ["https://app.circleci.com/settings", subject, words[prefix], owner, ...(project === undefined ? [] : [project])].join(
      "/",
    );
  }
  const repository = /^github:([\w.-]+\/[\w.-]+)$/.exec(file.path)?.[1];
  return repository === undefined ? undefined : `https://github.com/${repository}/settings`;
}
