/** How severities and states are told: a small mark and a word, so that nothing depends on seeing colours. */
import type { Severity } from "../../finding/severity.ts";
import type { State } from "./document.ts";

export const severityMarks: Readonly<Record<Severity, string>> = {
  critical: "🟣",
  high: "🔴",
  medium: "🟠",
  low: "🟡",
  info: "🔵",
};

export const stateMarks: Readonly<Record<State, string>> = { good: "✅", bad: "❌", unknown: "❔", neutral: "" };
