import { expect, test } from "vitest";
import { isPublicRegistry, namesOtherRegistry, publishesTo } from "../../rules/data/publishing/ecosystems.ts";
import { commandsOf } from "./commands.ts";

test.each([
  ["https://registry.npm.example/", "npm", true],
  ["//registry.npm.example", "npm", true],
  ["https://npm.acme.example/", "npm", false],
  ["https://npm.pkg.code-host.example/", "npm", false],
  ["http://localhost:4873", "npm", false],
  ["${REGISTRY}", "npm", false],
  ["pypi", "pypi", true],
  ["testpypi", "pypi", false],
  ["https://upload.pypi.example/legacy/", "pypi", true],
  ["https://test.pypi.example/legacy/", "pypi", false],
  ["https://acme.example/pypi/", "pypi", false],
] as const)("%s is %s's own registry: %s", (target, ecosystem, expected) => {
  expect(isPublicRegistry(target, ecosystem)).toBe(expected);
});

test.each([
  ["npm publish", false],
  ["npm publish --registry https://npm.acme.example/", true],
  ["npx lerna publish --registry=$REGISTRY", true],
  ["npm publish --registry https://registry.npm.example/", false],
] as const)("%s goes elsewhere: %s", (script, expected) => {
  const [command] = commandsOf(script);
  expect(command && namesOtherRegistry(command, "npm")).toBe(expected);
});

test("publishers are known by their first word", () => {
  expect(publishesTo("npm", "pnpm publish")).toBe(true);
  expect(publishesTo("pypi", "twine upload")).toBe(true);
  expect(publishesTo("npm", "twine upload")).toBe(false);
});
