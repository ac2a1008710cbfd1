/** Locations in SARIF's terms. */
import type { ArtifactLocation, Location as SarifLocation, Message, PhysicalLocation, Region } from "sarif";
import type { Location, RelatedLocation } from "../../finding/location.ts";
import { formatPath } from "../../finding/location.ts";
import { orbOfPath } from "../../source/orb-path.ts";
import { linesOf, placeOf } from "../places.ts";

/** The name for the repository root, from which every URI starts. */
export const root = "%SRCROOT%";

const loneSurrogate = /\p{Cs}/gu;

/** Relative, with `/`, each segment percent-encoded, no `./`: the one form that code scanning services map to files. */
export function uriOf(path: string): string {
  return path
    .replace(/^(?:\.\/)+/, "")
    .replace(loneSurrogate, "\ufffd")
    .split("/")
    .map((segment) => encodeURIComponent(segment))
    .join("/");
}

/** The source of an orb is no file of the repository: its page in the registry stands for it. */
export function artifact(path: string): ArtifactLocation {
  const orb = orbOfPath(path);
  if (orb === undefined) return { uri: uriOf(path), uriBaseId: root };
  const version = encodeURIComponent(orb.version.replace(loneSurrogate, "\ufffd"));
  return { uri: `https://circleci.com/developer/orbs/orb/${uriOf(orb.name)}?version=${version}` };
}

export function regionOf(location: Location): Region {
  // Of a file that only stands for a setting, see `onFiles`.
  if (location.file.text === "") return { startLine: 1 };
  const { startLine, startColumn, endLine, endColumn } = placeOf(location);
  return { startLine, startColumn, endLine, endColumn };
}

export function physical(location: Location): PhysicalLocation {
  const { startLine, endLine } = placeOf(location);
  const text = linesOf(location);
  return {
    artifactLocation: artifact(location.file.path),
    region: regionOf(location),
    ...(text === undefined || text === "" ? {} : { contextRegion: { startLine, endLine, snippet: { text } } }),
  };
}

/** The place with its path through the YAML. */
export function primary(location: Location): SarifLocation {
  const path = formatPath(location.path);
  return {
    physicalLocation: physical(location),
    ...(path === "" ? {} : { logicalLocations: [{ fullyQualifiedName: path, kind: "member" }] }),
  };
}

export function labelled(related: RelatedLocation): SarifLocation {
  return { physicalLocation: physical(related), message: message(related.label) };
}

/** Plain text. Viewers turn `[words](target)` into links, which text from a configuration must not be able to make. */
export function message(text: string): Message {
  return { text: text.replaceAll("](", "\\](") };
}
