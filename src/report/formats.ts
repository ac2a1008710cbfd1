/** The formats by name. Each is loaded when it is asked for, so that nobody waits for a format they do not use. */
import type { Report } from "../finding/report.ts";
import type { Severity } from "../finding/severity.ts";

export const formatNames = ["pretty", "json", "sarif", "junit", "markdown", "gitlab", "github"] as const;
export type FormatName = (typeof formatNames)[number];

export interface RenderOptions {
  readonly colour: boolean;
  /** Whether the terminal understands links (OSC 8). */
  readonly hyperlinks: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** The severity from which findings fail the run. */
  readonly failOn: Severity | "never";
  /** List suppressed findings in `pretty` and `markdown`; the other formats always have them. */
  readonly showSuppressed?: boolean;
}

const renderers: Readonly<Record<FormatName, (report: Report, options: RenderOptions) => Promise<string>>> = {
  pretty: async (report, options) => (await import("./pretty/pretty.ts")).renderPretty(report, options),
  json: async (report) => (await import("./json.ts")).renderJson(report),
  sarif: async (report) => (await import("./sarif/sarif.ts")).renderSarif(report),
  junit: async (report, options) => (await import("./junit.ts")).renderJunit(report, options),
  markdown: async (report, options) => (await import("./markdown.ts")).renderMarkdown(report, options),
  gitlab: async (report) => (await import("./gitlab.ts")).renderGitlab(report),
  github: async (report) => (await import("./github.ts")).renderGithub(report),
};

/** The report as text that ends with a line break. The same report and options always give the same text. */
export function render(name: FormatName, report: Report, options: RenderOptions): Promise<string> {
  return renderers[name](report, options);
}
