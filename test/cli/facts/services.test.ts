import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { commands } from "../../../src/cli/commands.ts";
import { settingsIn } from "../../../src/cli/facts/circleci-cli-file.ts";
import { servicesGiven } from "../../../src/cli/facts/services.ts";
import { parseCommandLine } from "../../../src/cli/parse-command-line.ts";

const names = ["CIRCLECI_TOKEN", "CIRCLE_TOKEN", "CIRCLECI_CLI_TOKEN", "GITHUB_TOKEN", "GH_TOKEN"];
const places = ["CIRCLECI_HOST", "CIRCLECI_CLI_HOST", "GH_HOST", "GITHUB_API_URL"];

beforeEach(() => {
  for (const name of [...names, ...places]) vi.stubEnv(name, "");
  home("");
  return () => vi.unstubAllEnvs();
});

/** A home folder with such a file of the CircleCI command line; none when it is empty. */
function home(text: string): void {
  const folder = mkdtempSync(path.join(os.tmpdir(), "secaudit-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  if (text !== "") mkdirSync(path.join(folder, ".circleci"));
  if (text !== "") writeFileSync(path.join(folder, ".circleci/cli.yml"), text);
  vi.stubEnv("HOME", folder);
}

const given = (...args: readonly string[]) => servicesGiven(parseCommandLine(["collect", ...args], commands));

describe("CircleCI", () => {
  test("is asked with the first token that is set, where it was said or in the cloud", () => {
    expect(given().circleci).toBeUndefined();
    vi.stubEnv("CIRCLE_TOKEN", "second");
    vi.stubEnv("CIRCLECI_TOKEN", "first");
    expect(given().circleci).toEqual({ host: "https://circleci.com", token: "first", installation: "cloud" });
    const own = given("--circleci-host", "circleci.example.com").circleci;
    expect(own).toEqual({ host: "https://circleci.example.com", token: "first", installation: "server" });
    expect(given("--no-circleci").circleci).toBeUndefined();
  });

  test("gets the token that its command line keeps, at the host that stands beside it only", () => {
    home("host: https://circleci.example.com\nendpoint: graphql-unstable\ntoken: kept\n");
    expect(given().circleci).toMatchObject({ host: "https://circleci.example.com", token: "kept" });
    expect(given("--circleci-host", "https://circleci.example.com/api/v2").circleci).toMatchObject({ token: "kept" });
    expect(given("--circleci-host", "https://other.example.com").circleci).toBeUndefined();
    vi.stubEnv("CIRCLECI_HOST", "https://other.example.com");
    expect(given().circleci).toBeUndefined();
  });

  test.each([
    ["token: abc\n", { token: "abc", host: "https://circleci.com" }],
    [
      "host: \"https://circleci.example.com\"  # ours\r\ntoken: 'abc'\r\n",
      { token: "abc", host: "https://circleci.example.com" },
    ],
    ["host: http://circleci.example.com\ntoken: abc\n", undefined],
    ["host: https://me:pass@example.com\ntoken: abc\n", undefined],
    ["other:\n  token: abc\n", undefined],
    ["token:\n", undefined],
    ["token: two words\n", undefined],
    ["", undefined],
  ])("%j holds %j", (text, settings) => {
    expect(settingsIn(text)).toEqual(settings);
  });
});

describe("GitHub", () => {
  test("is asked with a token, at the host that the token's environment names", () => {
    expect(given().github).toBeUndefined();
    vi.stubEnv("GH_TOKEN", "abc");
    expect(given().github).toMatchObject({ host: { site: "github.com", api: "https://api.github.com" }, token: "abc" });
    vi.stubEnv("GITHUB_API_URL", "https://github.example.com/api/v3");
    expect(given().github).toMatchObject({ host: { site: "github.example.com" } });
    expect(given("--github-host", "https://github.com").github).toMatchObject({ host: { site: "github.com" } });
    expect(given("--no-github").github).toBeUndefined();
  });

  test.each([
    ["http://github.example.com", "is not https"],
    ["https://me:secret@github.example.com", "holds a user name or password"],
  ])("a host %j is refused, and no password is shown", (host, why) => {
    vi.stubEnv("GH_TOKEN", "abc");
    expect(() => given("--github-host", host)).toThrow(why);
    expect(() => given("--github-host", host)).not.toThrow("secret@");
  });
});
