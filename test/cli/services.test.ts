/** Which token goes to which host. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { commands } from "../../src/cli/commands.ts";
import { servicesGiven } from "../../src/cli/facts/services.ts";
import { parseCommandLine } from "../../src/cli/parse-command-line.ts";
import { circleTokenVariables, githubServerTokenVariables, githubTokenVariables } from "../../src/cli/tokens.ts";

afterEach(() => void vi.unstubAllEnvs());

type Env = Readonly<Record<string, string>>;

function services(env: Env, args: readonly string[] = [], cliFile?: string): ReturnType<typeof servicesGiven> {
  const home = mkdtempSync(path.join(os.tmpdir(), "services-"));
  if (cliFile !== undefined) {
    mkdirSync(path.join(home, ".circleci"));
    writeFileSync(path.join(home, ".circleci/cli.yml"), cliFile);
  }
  const hosts = ["GH_HOST", "GITHUB_API_URL", "CIRCLECI_HOST", "CIRCLECI_CLI_HOST"];
  for (const name of [...circleTokenVariables, ...githubTokenVariables, ...githubServerTokenVariables, ...hosts])
    vi.stubEnv(name, "");
  for (const [name, value] of Object.entries({ ...env, HOME: home })) vi.stubEnv(name, value);
  return servicesGiven(parseCommandLine(args, commands));
}

const common = { GITHUB_TOKEN: "common" };
const both = { ...common, GH_ENTERPRISE_TOKEN: "server" };
const server = "github.example.com";

it.each<readonly [Env, readonly string[], string | undefined, string | undefined]>([
  [common, [], "common", "https://api.github.com"],
  [both, [], "common", "https://api.github.com"],
  [common, ["--github-host", server], "common", `https://${server}/api/v3`],
  [both, ["--github-host", server], "server", `https://${server}/api/v3`],
  [{ ...both, GH_HOST: server }, [], "server", `https://${server}/api/v3`],
  [{ ...common, GH_HOST: server }, [], undefined, undefined],
  [{ ...both, GH_HOST: "acme.ghe.com" }, [], "common", "https://api.acme.ghe.com"],
  [{ ...common, GITHUB_API_URL: `https://${server}/api/v3` }, [], "common", `https://${server}/api/v3`],
  [{ GH_ENTERPRISE_TOKEN: "server" }, [], undefined, undefined],
])("GitHub, with %j and %j, is sent %j", (env, args, token, api) => {
  const { github } = services(env, args);
  expect([github?.token, github?.host.api]).toEqual([token, api]);
});

const kept = "host: https://circleci.example.com\ntoken: kept\n";

it("CircleCI: a token that was kept goes to no other host than the one kept beside it", () => {
  const found = (env: Env, args: readonly string[] = []) => {
    const { circleci } = services(env, args, kept);
    return [circleci?.token, circleci?.host];
  };
  expect(found({})).toEqual(["kept", "https://circleci.example.com"]);
  expect(found({}, ["--circleci-host", "circleci.com"])).toEqual([undefined, undefined]);
  expect(found({ CIRCLECI_HOST: "other.example.com" })).toEqual([undefined, undefined]);
  expect(found({ CIRCLE_TOKEN: "given" })).toEqual(["given", "https://circleci.com"]);
});
