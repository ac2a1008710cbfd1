import { defineConfig } from "vitest/config";
import manifest from "./package.json" with { type: "json" };
import { CountReporter } from "./scripts/count-reporter.ts";

export default defineConfig({
  define: { TOOL_VERSION: JSON.stringify(manifest.version) },
  test: {
    reporters: ["default", new CountReporter()],
    // One fewer than there are cores by itself, which leaves half of a small machine idle.
    maxWorkers: "100%",
    projects: [
      {
        extends: true,
        test: {
          name: "source",
          include: ["test/**/*.test.ts"],
          exclude: ["test/process/**", "test/browser/**"],
          testTimeout: 60_000,
          // Most of the time would go into loading the same modules anew for each file; none keeps state that a test could see.
          isolate: false,
        },
      },
      // Whole processes of the built command line.
      {
        extends: true,
        test: {
          name: "process",
          include: ["test/process/**/*.test.ts"],
          globalSetup: "test/process/build.ts",
          testTimeout: 30_000,
        },
      },
      // The HTML review in a real browser; skipped where there is none.
      {
        extends: true,
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          globalSetup: "test/browser/launch.ts",
          // What drives the browser is loaded once.
          isolate: false,
          fileParallelism: false,
          // After all others: whoever looks at pages wants the machine for itself.
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
