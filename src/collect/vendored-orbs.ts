/** Orb sources that a repository keeps itself: `.circleci/orbs/<namespace>/<name>@<version>.yml`. */
import { largestOrb, orbNameOf } from "./orb-name.ts";
import type { OrbName } from "./orb-name.ts";
import { readInner, writeInner } from "./safe-files.ts";
import type { FileAnswer, InnerPath } from "./safe-files.ts";

/** `circleci` is the absolute path of a `.circleci` folder; no link in `orbs` is followed. */
export function readVendored(circleci: string, orb: OrbName): FileAnswer {
  return readInner(placeOf(circleci, orb), largestOrb);
}

/** @returns why it could not be written, or undefined */
export function writeVendored(circleci: string, orb: OrbName, text: string): string | undefined {
  return writeInner(placeOf(circleci, orb), text);
}

/** From the `.circleci` folder, with `/`. A colon is no character of file names everywhere. */
export function vendoredPath({ namespace, name, version }: OrbName): string {
  return `orbs/${namespace}/${name}@${version.replace(":", "%3A")}.yml`;
}

/** Whether a path from a `.circleci` folder, with `/`, is where the source of an orb is kept. */
export function isVendoredPath(path: string): boolean {
  const [, namespace, name, version] = /^orbs\/([^/@]+)\/([^/@]+)@([^/@]+)\.yml$/.exec(path) ?? [];
  if (namespace === undefined || name === undefined || version === undefined) return false;
  return orbNameOf({ kind: "registry", namespace, name, version: version.replace("%3A", ":") }) !== undefined;
}

function placeOf(circleci: string, { namespace, name, version }: OrbName): InnerPath {
  return { top: circleci, names: ["orbs", namespace, `${name}@${version.replace(":", "%3A")}.yml`] };
}
