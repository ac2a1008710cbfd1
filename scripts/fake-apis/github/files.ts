/** Files of the default branch: trees, contents, blobs, mistakes in CODEOWNERS. */
import { createHash } from "node:crypto";
import type { Answer, Route } from "../exchange.ts";
import { ok } from "../exchange.ts";
import type { RepositoryState } from "../world/types.ts";
import { notFound, refuse } from "./ask.ts";
import type { DataOf, GithubAsk } from "./ask.ts";
import { commitSha } from "./branches.ts";
import { ofRepository } from "./repositories.ts";

export const fileRoutes: readonly Route<GithubAsk>[] = [
  ofRepository("/git/trees/:", tree),
  ofRepository("/git/blobs/:", blob),
  ofRepository("/contents", (ask, repository) => contents(ask, repository, "")),
  ofRepository("/contents/**", contents),
  ofRepository("/codeowners/errors", codeownersErrors),
];

/** As git reckons it. */
function blobSha(text: string): string {
  return createHash("sha1")
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest("hex");
}

function isMain(reference: string | null): boolean {
  return reference === null || ["main", "heads/main", "refs/heads/main", "HEAD", commitSha].includes(reference);
}

function addressOf(ask: GithubAsk, { owner, name }: RepositoryState): string {
  return `${ask.api}/repos/${owner}/${name}`;
}

function tree(ask: GithubAsk, repository: RepositoryState, reference = ""): Answer {
  if (!isMain(reference)) return notFound;
  const own = addressOf(ask, repository);
  const recursive = ask.question.query.has("recursive");
  const paths = Object.keys(repository.files);
  const folders = new Set(paths.flatMap((path) => foldersOf(path)));
  const entries = [
    ...[...folders].map((path) => ({
      path,
      mode: "040000",
      type: "tree",
      sha: blobSha(path),
      url: `${own}/git/trees/${blobSha(path)}`,
    })),
    ...paths.map((path) => {
      const text = repository.files[path] ?? "";
      const sha = blobSha(text);
      return { path, mode: "100644", type: "blob", sha, size: Buffer.byteLength(text), url: `${own}/git/blobs/${sha}` };
    }),
  ];
  return ok({
    sha: commitSha,
    url: `${own}/git/trees/${commitSha}`,
    tree: entries.filter(({ path }) => recursive || !path.includes("/")).sort((one, other) => (one.path < other.path ? -1 : 1)),
    truncated: false,
  } satisfies DataOf<"git", "getTree">);
}

function foldersOf(path: string): readonly string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

function blob(ask: GithubAsk, repository: RepositoryState, sha = ""): Answer {
  const text = Object.values(repository.files).find((candidate) => blobSha(candidate) === sha);
  if (text === undefined) return notFound;
  if (wantsRaw(ask)) return raw(text);
  return ok({
    sha,
    node_id: `B_${sha}`,
    size: Buffer.byteLength(text),
    url: `${addressOf(ask, repository)}/git/blobs/${sha}`,
    content: encoded(text),
    encoding: "base64",
  } satisfies DataOf<"git", "getBlob">);
}

function wantsRaw({ question }: GithubAsk): boolean {
  return /[.+]raw\b/.test(question.headers.accept ?? "");
}

function raw(text: string): Answer {
  return { status: 200, body: text, headers: { "content-type": "application/vnd.github.v3.raw; charset=utf-8" } };
}

/** In lines of 60, as GitHub cuts it. */
function encoded(text: string): string {
  return Buffer.from(text).toString("base64").replaceAll(/.{60}/g, "$&\n");
}

/** A folder is a list, a file an object with its content. */
function contents(ask: GithubAsk, repository: RepositoryState, path = ""): Answer {
  if (!isMain(ask.question.query.get("ref")))
    return refuse(404, `No commit found for the ref ${ask.question.query.get("ref") ?? ""}`);
  const wanted = path.replace(/\/$/, "");
  const text = Object.entries(repository.files).find(([name]) => name === wanted)?.[1];
  if (text !== undefined) {
    if (wantsRaw(ask)) return raw(text);
    const file = { ...entry(ask, repository, wanted, text), type: "file" as const, encoding: "base64", content: encoded(text) };
    return ok(file satisfies DataOf<"repos", "getContent">);
  }
  const inside = childrenOf(repository, wanted);
  if (inside.length === 0) return notFound;
  return ok(
    inside.map((child) => entry(ask, repository, child, repository.files[child])) satisfies DataOf<"repos", "getContent">,
  );
}

function childrenOf({ files }: RepositoryState, folder: string): readonly string[] {
  const prefix = folder === "" ? "" : `${folder}/`;
  const below = Object.keys(files).filter((name) => name.startsWith(prefix));
  return [...new Set(below.map((name) => prefix + (name.slice(prefix.length).split("/")[0] ?? "")))];
}

function entry(ask: GithubAsk, repository: RepositoryState, path: string, text: string | undefined) {
  const own = addressOf(ask, repository);
  const web = `https://github.com/${repository.owner}/${repository.name}`;
  const [isFile, sha] = [text !== undefined, blobSha(text ?? path)];
  const self = `${own}/contents/${path}?ref=main`;
  const git = isFile ? `${own}/git/blobs/${sha}` : `${own}/git/trees/${sha}`;
  const html = `${web}/${isFile ? "blob" : "tree"}/main/${path}`;
  return {
    name: path.split("/").at(-1) ?? path,
    path,
    sha,
    size: Buffer.byteLength(text ?? ""),
    url: self,
    html_url: html,
    git_url: git,
    download_url: isFile ? `https://raw.githubusercontent.com/${repository.owner}/${repository.name}/main/${path}` : null,
    type: isFile ? ("file" as const) : ("dir" as const),
    _links: { self, git, html },
  };
}

/** 404 where there is no such file. */
function codeownersErrors(_: GithubAsk, repository: RepositoryState): Answer {
  const path = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"].find((name) => name in repository.files);
  if (path === undefined) return notFound;
  const errors = Array.from({ length: repository.codeownersErrors }, (_unused, index) => {
    return {
      line: index + 1,
      column: 3,
      kind: "Unknown owner",
      source: "* @acme/nobody-of-that-name",
      suggestion: "make sure the team exists",
      message: "Unknown owner on line 1",
      path,
    };
  });
  return ok({ errors } satisfies DataOf<"repos", "codeownersErrors">);
}
