/** The licences of everything that ends up inside `dist`. A licence that is not known to allow it stops the build. */
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";

/** Licences that allow redistribution when their text goes along. */
const allowed = new Set(["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD", "BlueOak-1.0.0", "CC0-1.0"]);

/**
 * @param {readonly string[]} modules absolute paths of the files that were bundled
 * @returns {Promise<string>} a Markdown document
 */
export async function thirdPartyNotices(modules) {
  const folders = new Set(modules.map(packageFolder).filter((folder) => folder !== undefined));
  const sections = await Promise.all([...folders].sort().map(noticeOf));
  return [
    "# Third-party notices",
    "",
    "This package contains the following software of others.",
    "",
    ...sections.map((section) => `${section}\n`),
  ].join("\n");
}

/** The package that a bundled file belongs to: `node_modules/a/node_modules/@b/c/lib/x.js` lies in `…/@b/c`. */
function packageFolder(/** @type {string} */ file) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0];
}

async function noticeOf(/** @type {string} */ folder) {
  const manifest = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
  const { name, version, license } = manifest;
  if (!allowed.has(license))
    throw new Error(`${name} ${version} has the licence ${license}, which is not known to allow bundling`);
  const texts = (await readdir(folder)).filter((file) => /^(?:licen[cs]e|copying|notice)\b/i.test(file)).sort();
  const bodies = await Promise.all(texts.map((file) => readFile(path.join(folder, file), "utf8")));
  if (bodies.length === 0) bodies.push(`Licensed under ${license}${authorOf(manifest)}.`);
  return [`## ${name} ${version} (${license})`, "", "```text", bodies.map((body) => body.trim()).join("\n\n"), "```"].join("\n");
}

function authorOf(/** @type {{ author?: string | { name?: string } }} */ { author }) {
  const name = typeof author === "string" ? author : author?.name;
  return name === undefined ? "" : `, copyright ${name}`;
}
