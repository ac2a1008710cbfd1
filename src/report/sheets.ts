/** Places on the texts that facts make (see `SourceFile.isSheet`), for formats whose readers look for files of the repository. */
import type { Finding } from "../finding/finding.ts";
import type { Location, RelatedLocation } from "../finding/location.ts";
import { formatPath } from "../finding/location.ts";
import type { Report } from "../finding/report.ts";
import type { SourceFile } from "../source/source-file.ts";

/** `circleci:gh/acme/app settings.disableSsh`. */
export function settingOf({ file, path }: Location): string {
  return [file.path, formatPath(path)].join(" ").trim();
}

export function isOnSheet({ file }: Location): boolean {
  return file.isSheet === true;
}

/** A message that says by itself which setting it is about. */
export function messageWithSetting({ message, location }: Finding): string {
  return isOnSheet(location) ? `${message} Setting: \`${settingOf(location).replaceAll("`", "'")}\`.` : message;
}

/**
 * Where facts come from that were collected before, and when, a sentence each: somebody else may have written the file. `Facts: snapshot
 * acme.json, collected on 2026-01-31 from https://circleci.com.`
 */
export function originsOfFacts({ coverage }: Report): readonly string[] {
  return coverage.flatMap(({ source = "", status, reason }) => {
    return status === "ran" && source.startsWith("snapshot ") ? [`Facts: ${source}, ${reason ?? ""}.`] : [];
  });
}

/**
 * The report with every such place moved to the first line of the configuration that it belongs to, and with the setting in the
 * message: code scanning services refuse what is no file. The path of the place begins with the name of the sheet.
 */
export function onFiles(report: Report): Report {
  const files = new Map<string, SourceFile>();
  const move = <L extends Location>(location: L): L => {
    if (!isOnSheet(location)) return location;
    const path = homeOf(location, report);
    const file = files.get(path) ?? { path, text: "" };
    files.set(path, file);
    return { ...location, file, span: { start: 0, end: 0 }, path: [location.file.path, ...location.path] };
  };
  const moveLabelled = (place: RelatedLocation): RelatedLocation =>
    isOnSheet(place) ? { ...move(place), label: `${place.label} (${settingOf(place)})` } : place;
  const moveFinding = <F extends Finding>(finding: F): F => ({
    ...finding,
    message: messageWithSetting(finding),
    location: move(finding.location),
    related: finding.related.map(moveLabelled),
    trace: finding.trace.map(moveLabelled),
  });
  return {
    ...report,
    findings: report.findings.map(moveFinding),
    suppressed: report.suppressed.map(moveFinding),
    baselined: report.baselined.map(moveFinding),
  };
}

function homeOf({ file }: Location, { sheets, files }: Report): string {
  return sheets?.get(file.path) ?? files[0] ?? ".circleci/config.yml";
}

/** What stands over the text that cures a finding: a setting is changed by a call of an API, not by writing something else. */
export function howTo({ location, replacement = "" }: Finding): string {
  return isOnSheet(location) || /^(?:POST|PUT|PATCH|DELETE) \//.test(replacement) ? "Like this" : "Write instead";
}
