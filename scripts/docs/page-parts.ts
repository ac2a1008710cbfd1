/** The style and the script that every HTML review holds, from their sources, as the module that the renderer imports. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { rolldown } from "rolldown";

export async function renderPageParts(root: string): Promise<string> {
  const folder = path.join(root, "src/review/html/browser");
  const script = await bundled(path.join(folder, "page.ts"));
  const style = minified(readFileSync(path.join(folder, "style.css"), "utf8"));
  return [
    "/** Written by `npm run docs` from `src/review/html/browser`; do not edit. */",
    `export const script = ${JSON.stringify(script)};`,
    `export const style = ${JSON.stringify(style)};`,
    "",
  ].join("\n");
}

async function bundled(input: string): Promise<string> {
  const build = await rolldown({ input, platform: "browser", transform: { target: "es2022" } });
  const { output } = await build.generate({ format: "iife", minify: true, comments: { legal: false } });
  await build.close();
  return output[0].code.trim();
}

/** Comments and the space that nothing depends on. */
function minified(css: string): string {
  return css
    .replaceAll(/\/\*[^]*?\*\//g, "")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ?([{};,>]) ?/g, "$1")
    .replaceAll(/: /g, ":")
    .replaceAll(";}", "}")
    .trim();
}
