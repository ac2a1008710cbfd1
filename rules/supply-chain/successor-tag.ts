/** Tags of CircleCI's old convenience images in the terms of the images that follow them. */
import type { ImageReference } from "../data/images.ts";

/** Systems that the old images were built on; the new ones have one each. */
const systems = new Set(["stretch", "buster", "bullseye", "jessie", "alpine", "alpine3", "focal", "slim"]);
/** What the new images are anyway: a JDK, a database that keeps its data in memory at will. */
const implied = new Set(["jdk", "ram", "debian"]);

/**
 * `14.17-buster-node-browsers` → `14.17-browsers`. Undefined when the old tag says too little, or something for which the new images
 * have no word: they are named by minor or patch versions.
 */
export function successorTag({ name, tag, digest }: ImageReference): string | undefined {
  if (tag === undefined || digest !== undefined) return undefined;
  const [written = "", ...words] = tag.split("-");
  const version = name === "circleci/openjdk" && /^\d+$/.test(written) ? `${written}.0` : written;
  if (!/^\d+\.\d+(?:\.\d+)?$/.test(version)) return undefined;
  const variants = words.filter((word) => !systems.has(word) && !implied.has(word));
  if (variants.some((word) => word !== "node" && word !== "browsers")) return undefined;
  // With browsers there is Node too.
  const variant = variants.includes("browsers") ? "-browsers" : variants.includes("node") ? "-node" : "";
  return hasVariants(name) || variant === "" ? version + variant : undefined;
}

function hasVariants(name: string): boolean {
  return !/^circleci\/(?:mariadb|mysql|postgres|redis)$/.test(name);
}
