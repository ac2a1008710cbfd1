/** The example fixtures: what the documentation of a rule shows. */
import { existsSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";

/**
 * @param {string} root folder of the project
 * @returns {Promise<Record<string, { bad: string, good: string }>>} by rule id; a rule without examples is left out
 */
export async function ruleExamples(root) {
  const folder = path.join(root, "fixtures");
  const ids = (await readdir(folder)).filter((id) => existsSync(path.join(folder, id, "fail-example.yml"))).sort();
  const read = (/** @type {string} */ id, /** @type {string} */ name) => readFile(path.join(folder, id, name), "utf8");
  const examples = ids.map(async (id) => {
    const [bad, good] = await Promise.all([read(id, "fail-example.yml"), read(id, "pass-example.yml")]);
    return [id, { bad: bad.trimEnd(), good: good.trimEnd() }];
  });
  return Object.fromEntries(await Promise.all(examples));
}
