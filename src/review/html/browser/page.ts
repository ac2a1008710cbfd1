/** What the page can do beside being read. All content is there without it. */
import { addCopyButtons } from "./copy.ts";
import { element } from "./element.ts";
import { addFitButtons } from "./diagrams.ts";
import { startFolding } from "./folding.ts";
import { followReader } from "./follow.ts";
import { startSearch } from "./search.ts";
import { sortTables } from "./sort.ts";
import { startTheme, useTheme } from "./theme.ts";
import { watchScrollers } from "./scrollers.ts";

// Before anything is painted.
useTheme();
addEventListener("DOMContentLoaded", () => {
  startTheme();
  startFolding();
  sortTables();
  addCopyButtons();
  addFitButtons();
  watchScrollers();
  followReader();
  startSearch();
  element("header.tools", HTMLElement).hidden = false;
});
