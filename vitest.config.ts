import { defineConfig } from "vitest/config";
import manifest from "./package.json" with { type: "json" };
import { CountReporter } from "./scripts/count-reporter.ts";

export default defineConfig({
  define: { TOOL_VERSION: JSON.stringify(manifest.version) },
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", new CountReporter()],
  },
});
