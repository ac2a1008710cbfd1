/** Which modules every run needs. */

/**
 * A test for everything that a module imports statically, directly or not, but the module itself.
 * @param {string} entry absolute path
 * @returns {(id: string, context: import("rolldown").ChunkingContext) => boolean}
 */
export function neededBy(entry) {
  /** @type {Set<string> | undefined} */
  let found;
  return (id, context) => {
    found ??= reachable(entry, context);
    return found.has(id);
  };
}

function reachable(/** @type {string} */ entry, /** @type {import("rolldown").ChunkingContext} */ context) {
  const found = new Set();
  const waiting = [...(context.getModuleInfo(entry)?.importedIds ?? [])];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(context.getModuleInfo(id)?.importedIds ?? []));
  }
  return found;
}
