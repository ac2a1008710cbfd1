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
        test: { name: "source", include: ["test/**/*.test.ts"], exclude: ["test/process/**"], testTimeout: 60_000 },
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
    ],
  },
});
