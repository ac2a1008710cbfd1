/** Lets bundled CommonJS packages `require` Node's own modules: an ES module has no `require`, so they become imports. */
import { builtinModules } from "node:module";

const names = new Set(builtinModules);
const namespace = "node-builtin";

/** @type {import("esbuild").Plugin} */
export const builtinsAsModules = {
  name: "builtins-as-modules",
  setup(build) {
    build.onResolve({ filter: /^(?:node:)?[a-z_/]+$/ }, (args) => {
      const name = args.path.replace(/^node:/, "");
      if (!names.has(name)) return undefined;
      if (args.kind !== "require-call" || args.namespace === namespace) return { path: `node:${name}`, external: true };
      return { path: name, namespace };
    });
    build.onLoad({ filter: /.*/, namespace }, (args) => ({
      contents: `import value from "node:${args.path}"; module.exports = value;`,
      loader: "js",
    }));
  },
};
