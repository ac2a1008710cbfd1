/** How a place is named in a review. */
import type { Location } from "../../finding/location.ts";
import { isOnSheet, settingOf } from "../../report/sheets.ts";
import { positionAt } from "../../source/source-file.ts";

/** `.circleci/config.yml:12`; the setting for places on sheets. */
export function placeText(at: Location): string {
  return isOnSheet(at) ? settingOf(at) : `${at.file.path}:${String(positionAt(at.file, at.span.start).line)}`;
}
