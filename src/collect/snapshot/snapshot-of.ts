/** The text of a snapshot → the snapshot, or why it is none. */
import { formatPath } from "../../finding/location.ts";
import { checkSnapshot } from "../../schema/check-snapshot.ts";
import { snapshotFormat } from "../../snapshot/snapshot.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import { quote } from "../../source/quote.ts";
import { isRecord, parseJson } from "../json.ts";
import { fillBlanks } from "./fill-blanks.ts";
import { fromInspector, isInspectorData } from "./from-inspector.ts";

/** `fault` says what is wrong and what to do; it follows `cannot be used: `. */
export type SnapshotAnswer = { readonly snapshot: Snapshot } | { readonly fault: string };

export const collectAgain = "Collect it again with `circleci-secaudit collect`.";

/** `writtenAt` is when the file was written, for data that does not say it. */
export function snapshotOf(text: string, writtenAt: string): SnapshotAnswer {
  const data = parseJson(text.replace(/^\uFEFF/, ""));
  if (data === undefined) {
    return { fault: `${text.trim() === "" ? "it is empty" : "it is not valid JSON; a part may be missing"}. ${collectAgain}` };
  }
  if (isInspectorData(data)) return { snapshot: fillBlanks(fromInspector(data, writtenAt)) };
  const format = isRecord(data) ? data["format"] : undefined;
  if (format !== snapshotFormat) return { fault: whyNotFormat(format) };
  const issue = checkSnapshot(data);
  if (!isSnapshot(data, issue === undefined)) {
    const place = issue === undefined || issue.path.length === 0 ? "" : `at ${quote(formatPath(issue.path), 200)}: `;
    return { fault: `${place}${issue?.message ?? ""} ${collectAgain}` };
  }
  return { snapshot: fillBlanks(data) };
}

function whyNotFormat(format: unknown): string {
  if (typeof format !== "number") {
    return "it is neither a snapshot of `circleci-secaudit collect` nor a `circleci-data.json` of CircleCI-Env-Inspector.";
  }
  return format > snapshotFormat
    ? `it is of format ${format}, which a newer version of circleci-secaudit wrote; this one reads format ${snapshotFormat}. Update this tool, or collect again with this version.`
    : `it is of format ${format}, which no release has written. ${collectAgain}`;
}

function isSnapshot(_data: unknown, isValid: boolean): _data is Snapshot {
  return isValid;
}
