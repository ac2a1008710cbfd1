import { expect, test } from "vitest";
import { commands } from "../../src/cli/commands.ts";
import { lintOptions } from "../../src/cli/lint-options.ts";
import { parseCommandLine } from "../../src/cli/parse-command-line.ts";

const options = (...args: readonly string[]) => lintOptions(parseCommandLine(args, commands), []);

test("the network is used where there is a reason, never, or always", () => {
  expect(options().network).toBe("usual");
  expect(options("--offline").network).toBe("never");
  expect(options("--online").network).toBe("always");
  expect(options("--snapshot", "a.json", "--offline")).toMatchObject({ snapshot: "a.json", network: "never" });
});

test.each([
  [["--offline", "--online"], "exclude each other"],
  [["--online", "--snapshot", "a.json"], "give one of them"],
  [["--org", "gh/acme", "--offline"], "give a `--snapshot`"],
  [["--org", "gh/acme", "path"], "leave out the paths"],
  [["--org", "gh/acme", "-"], "leave out the paths"],
  [["--org", "gh/acme", "--project", "gh/acme/app"], "leave out `--project`"],
  [["--org", "gh/acme", "--fix"], "nothing can be fixed"],
])("%j is refused", (args, why) => {
  expect(() => options(...args)).toThrow(why);
});
