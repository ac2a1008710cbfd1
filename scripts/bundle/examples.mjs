/** The example fixtures: what the documentation of a rule or an opportunity shows. */
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";

/** @typedef {{ config?: string, facts?: string }} Example a configuration, what the APIs say, or both */

/**
 * @param {string} root folder of the project
 * @returns {Promise<Record<string, { bad: Example, good: Example }>>} by rule id; a rule without examples is left out
 */
export async function ruleExamples(root) {
  return examplesBelow(path.join(root, "fixtures"), "fail", "pass");
}

/**
 * @param {string} root folder of the project
 * @returns {Promise<Record<string, { bad: Example, good: Example }>>} by opportunity id
 */
export async function opportunityExamples(root) {
  return examplesBelow(path.join(root, "fixtures/opportunities"), "found", "absent");
}

/**
 * @param {string} folder
 * @param {string} bad what the names of the first kind begin with
 * @param {string} good what those of the second kind do
 */
async function examplesBelow(folder, bad, good) {
  const ids = (await readdir(folder)).sort();
  const found = await Promise.all(ids.map((id) => examplesIn(path.join(folder, id), bad, good)));
  return Object.fromEntries(found.flatMap((examples, at) => (examples === undefined ? [] : [[ids[at], examples]])));
}

/**
 * @param {string} folder
 * @param {string} badKind
 * @param {string} goodKind
 */
async function examplesIn(folder, badKind, goodKind) {
  const names = await readdir(folder);
  const [bad, good] = await Promise.all([badKind, goodKind].map((kind) => exampleIn(folder, names, `${kind}-example`)));
  return bad === undefined || good === undefined ? undefined : { bad, good };
}

/**
 * @param {string} folder
 * @param {readonly string[]} names
 * @param {string} stem
 */
async function exampleIn(folder, names, stem) {
  const read = (/** @type {string} */ name) =>
    names.includes(name) ? readFile(path.join(folder, name), "utf8").then((text) => text.trimEnd()) : undefined;
  const [config, facts] = await Promise.all([read(`${stem}.yml`), read(`${stem}.facts.yml`)]);
  if (config === undefined && facts === undefined) return undefined;
  return { ...(config === undefined ? {} : { config }), ...(facts === undefined ? {} : { facts }) };
}
