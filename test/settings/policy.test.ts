import { fc } from "../property.ts";
import { describe, expect, test } from "vitest";
import { compareVersions } from "../../src/finding/version.ts";
import { parseImagePattern } from "../../src/settings/policy/image-pattern.ts";
import { judgeName, matchesContext, matchesResourceClass } from "../../src/settings/policy/name-lists.ts";
import { parseOrbPattern } from "../../src/settings/policy/orb-pattern.ts";
import { isProjectPattern, toProject } from "../../src/settings/policy/project.ts";
import { isInRange, newestOf, parseRange } from "../../src/settings/policy/version-range.ts";

function fits(version: string | undefined, text: string): boolean {
  const [range, newest] = [parseRange(text), newestOf(version)];
  if (range === undefined) throw new Error(`${text} is no range`);
  return newest !== undefined && isInRange(newest, range);
}

describe("version ranges", () => {
  test.each([
    ["5.x", ["5.0.0", "5.9.9", "5", "5.1"], ["4.9.9", "6.0.0", "6"]],
    ["5", ["5.0.0", "5.9.9"], ["6.0.0"]],
    ["1.2", ["1.2.0", "1.2.99", "1.2"], ["1.3.0", "1"]],
    ["1.2.3", ["1.2.3"], ["1.2.4", "1.2", "1"]],
    ["=1.2.3", ["1.2.3"], ["1.2.4"]],
    [">=2.1 <3", ["2.1.0", "2.99.0", "2", "2.1"], ["2.0.9", "3.0.0", "3", "1"]],
    [">= 2.1 < 3", ["2.1.0"], ["3.0.0"]],
    [">2.1", ["2.2.0", "3.0.0"], ["2.1.0", "2.1.9"]],
    [">2.1.1", ["2.1.2"], ["2.1.1"]],
    ["<=2.1", ["2.1.9", "2.1", "1"], ["2.2.0", "2"]],
    ["<5.1", ["5.0.9", "4"], ["5.1.0", "5"]],
    ["^1.2.3", ["1.2.3", "1.9.0", "1"], ["1.2.2", "2.0.0"]],
    ["^0.2.3", ["0.2.3", "0.2.9", "0.2"], ["0.3.0", "0"]],
    ["^0.0.3", ["0.0.3"], ["0.0.4"]],
    ["^0", ["0.0.1", "0.9.0"], ["1.0.0"]],
    ["~1.2.3", ["1.2.3", "1.2.9"], ["1.3.0"]],
    ["~1", ["1.9.0"], ["2.0.0"]],
    ["1.x || >=3", ["1.5.0", "3.0.0", "9"], ["2.0.0"]],
    ["0.9.x", ["0.9.0"], ["0.10.0"]],
    ["*", ["0.0.0", "9", "volatile"], ["dev:first", "<< pipeline.parameters.v >>"]],
    [">=2", ["volatile"], ["1"]],
    ["<2", ["1"], ["volatile"]],
  ])("%s", (range, inside, outside) => {
    expect(inside.filter((version) => !fits(version, range))).toEqual([]);
    expect(outside.filter((version) => fits(version, range))).toEqual([]);
  });

  test.each(["", "latest", "1.2.3.4", ">", "1 ||", "x.1", "1.x.2", "1-2", "^", ">=1 foo", "1.2.3-beta", "99999999999"])(
    "%j is none",
    (text) => {
      expect(parseRange(text)).toBeUndefined();
    },
  );

  test("no version is a release too", () => expect(fits(undefined, ">=1")).toBe(true));

  test("any text is read in no time", () => {
    const piece = fc.constantFrom("1", ".", "x", ">", "=", "<", "^", "~", "|", " ", "*", "v", "0");
    fc.assert(fc.property(fc.array(piece, { maxLength: 200 }), (pieces) => void parseRange(pieces.join(""))));
  });
});

test("releases of this tool are compared by numbers", () => {
  expect(["0.10.0", "0.9.0", "1.0.0", "0.9.10", "0.9.9"].toSorted(compareVersions)).toEqual([
    "0.9.0",
    "0.9.9",
    "0.9.10",
    "0.10.0",
    "1.0.0",
  ]);
  expect(compareVersions("0.10.0", "0.10.0")).toBe(0);
  expect(compareVersions("0.10.0-beta.1", "0.10.0")).toBe(0);
});

describe("orbs", () => {
  const matches = (text: string, url: string): boolean => {
    const matcher = parseOrbPattern(text);
    return typeof matcher === "function" && matcher({ kind: "url", url });
  };

  test("addresses are matched as a browser reads them", () => {
    const ours = "https://raw.githubusercontent.com/acme/*";
    expect(matches(ours, "https://raw.githubusercontent.com/acme/orbs/main/orb.yml")).toBe(true);
    expect(matches(ours, "https://RAW.githubusercontent.com/acme/orbs/main/orb.yml")).toBe(true);
    for (const url of [
      "http://raw.githubusercontent.com/acme/orb.yml",
      "https://raw.githubusercontent.com/acme/../evil/orb.yml",
      "https://raw.githubusercontent.com/acme/%2e%2e/evil/orb.yml",
      "https://raw.githubusercontent.com@evil.example/acme/orb.yml",
      "https://raw.githubusercontent.com:444/acme/orb.yml",
      "https://evil.example/https://raw.githubusercontent.com/acme/orb.yml",
    ]) {
      expect(matches(ours, url), url).toBe(false);
    }
    expect(matches("https://*.acme.example/*", "https://evil.example/x.acme.example/orb.yml")).toBe(false);
  });
});

describe("images", () => {
  const matches = (text: string, registry: string | undefined, name: string, tag?: string) => {
    const matcher = parseImagePattern(text);
    return typeof matcher === "function" ? matcher({ registry, name, tag, isPinned: false }) : "no pattern";
  };

  test("Docker Hub has several names", () => {
    for (const pattern of [
      "node",
      "library/node",
      "docker.io/node",
      "docker.io/library/node",
      "index.docker.io/library/n*",
      "docker.io/*",
    ]) {
      expect(matches(pattern, undefined, "node"), pattern).toBe(true);
      expect(matches(pattern, "docker.io", "library/node"), pattern).toBe(true);
      expect(matches(pattern, "ghcr.io", "library/node"), pattern).toBe(false);
    }
  });

  test("registries, ports, tags", () => {
    expect(matches("*.dkr.ecr.*.amazonaws.com/*", "1.dkr.ecr.eu-west-1.amazonaws.com", "team/app")).toBe(true);
    expect(matches("*.dkr.ecr.*.amazonaws.com/*", "evil.example", "1.dkr.ecr.eu.amazonaws.com/app")).toBe(false);
    expect(matches("registry.example:5000/*", "registry.example:5000", "app")).toBe(true);
    expect(matches("node:22*", undefined, "node", "22.20.0")).toBe(true);
    expect(matches("node:latest", undefined, "node")).toBe(true);
    expect(matches("node:22*", undefined, "node", "20")).toBe(false);
    expect(matches("*", "ghcr.io", "a/b")).toBe(true);
  });
});

test("projects have one form", () => {
  for (const text of [
    "github.com/acme/app",
    "https://github.com/Acme/App.git",
    "https://user:secret@github.com/acme/app/",
    "git@github.com:acme/app.git",
    "ssh://git@github.com:22/acme/app.git",
    "gh/acme/app",
  ]) {
    expect(toProject(text), text).toBe("github.com/acme/app");
  }
  for (const text of ["", "app", "github.com", "../app", "github.com/acme app", "/srv/git/app.git"])
    expect(toProject(text), text).toBeUndefined();
  expect(["github.com/acme/*", "*/acme/app", "gh/acme/app", "circleci/abc/def"].every(isProjectPattern)).toBe(true);
  expect(["acme/app", "app", "*"].some(isProjectPattern)).toBe(false);
});

describe("names", () => {
  const lists = {
    allow: ["ci-*"],
    deny: ["*-old"],
    reserved: [{ names: ["prod-*"], projects: ["github.com/acme/app"], branches: ["main"] }],
  };
  const judge = (name: string, project?: string) => judgeName(name, project, lists, matchesContext).kind;

  test("deny, then what is reserved, then allow", () => {
    expect(["ci-lint", "other", "ci-old", "prod-old"].map((name) => judge(name))).toEqual([
      "fine",
      "not-listed",
      "denied",
      "denied",
    ]);
    expect(judge("prod-eu", "github.com/acme/app")).toBe("reserved");
    expect(judge("prod-eu", "github.com/acme/other")).toBe("other-project");
    expect(judge("prod-eu")).toBe("reserved");
  });

  test("an empty list allows nothing", () => {
    expect(judgeName("a", undefined, { allow: [], deny: [], reserved: [] }, matchesContext).kind).toBe("not-listed");
  });

  test("a star does not reach over the slash of a runner", () => {
    expect(matchesResourceClass("acme/big", "*")).toBe(false);
    expect(matchesResourceClass("acme/big", "*/*")).toBe(true);
    expect(matchesResourceClass("2xlarge+", "2xlarge+")).toBe(true);
  });
});
