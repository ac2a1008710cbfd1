import { defineConfig } from "vitest/config";
import manifest from "./package.json" with { type: "json" };

export default defineConfig({
  define: { TOOL_VERSION: JSON.stringify(manifest.version) },
  test: { include: ["test/**/*.test.ts"] },
});
