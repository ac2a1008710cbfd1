/** Entries of the image lists: `cimg/*`, `node:22*`, `*.dkr.ecr.*.amazonaws.com/*`. */
import type { ImageName } from "../../rule/policy.ts";
import { segmentMatches } from "../../source/glob.ts";

/** Whether the image fits; `unknown` when that depends on a tag that only the running pipeline knows. */
export type ImageMatcher = (image: ImageName) => boolean | "unknown";

/** How the entry is to be understood, or what is wrong with it. `*` alone stands for every image. */
export function parseImagePattern(text: string): ImageMatcher | { readonly fault: string; readonly hint?: string } {
  if (text === "*") return () => true;
  if (text.includes("@")) return { fault: "Digests are not listed here.", hint: "Use `images.requireDigest`." };
  const colon = text.lastIndexOf(":");
  const isTagged = colon > text.lastIndexOf("/");
  const [path, tag] = isTagged ? [text.slice(0, colon), text.slice(colon + 1)] : [text, undefined];
  const slash = path.indexOf("/");
  const first = path.slice(0, Math.max(slash, 0));
  const registry = /[.:]/.test(first) || first === "localhost" ? first : undefined;
  const name = registry === undefined ? path : path.slice(slash + 1);
  // Docker takes small letters only; a name that nothing can have is a slip.
  const isPossible = /^[a-z0-9._*?/-]+$/.test(name) && !/^\/|\/$|\/\//.test(name) && tag !== "";
  if (!isPossible)
    return { fault: "No image is called so: write `name`, `user/name` or `registry.example/name`, in small letters." };
  const wanted = normalised({ registry, name });
  return (image) => {
    const given = normalised(image);
    if (!segmentMatches(given.registry, wanted.registry) || !segmentMatches(given.name, wanted.name)) return false;
    if (tag === undefined || tag === "*") return true;
    return typeof image.tag === "object" ? "unknown" : segmentMatches(image.tag ?? "latest", tag);
  };
}

/** `node`, `library/node` and `docker.io/library/node` are one image. */
function normalised({ registry, name }: Pick<ImageName, "registry" | "name">): {
  readonly registry: string;
  readonly name: string;
} {
  const host = (registry ?? "docker.io").toLowerCase();
  if (!/^(?:index\.|registry-1\.)?docker\.io$/.test(host)) return { registry: host, name };
  return { registry: "docker.io", name: name.includes("/") || name === "*" ? name : `library/${name}` };
}
