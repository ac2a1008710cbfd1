import { fc } from "../property.ts";
import { describe, expect, test } from "vitest";
import { ecrParts, isFloatingTag, isPinningDigest, legacyImage, parseImage, registryKind } from "../../rules/data/images.ts";
import { cpuTime } from "../cpu-time.ts";

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

describe("image references", () => {
  test.each<[string, string | undefined, string, string | undefined, string | undefined]>([
    ["node", undefined, "node", undefined, undefined],
    ["cimg/node:20.1", undefined, "cimg/node", "20.1", undefined],
    ["registry:5000/ns/name:tag@" + digest, "registry:5000", "ns/name", "tag", digest],
    ["localhost/name", "localhost", "name", undefined, undefined],
    ["localhost:5000/name", "localhost:5000", "name", undefined, undefined],
    ["ghcr.io/org/app:v1", "ghcr.io", "org/app", "v1", undefined],
    ["node@" + digest, undefined, "node", undefined, digest],
    ["a/b/c", undefined, "a/b/c", undefined, undefined],
    ["name:", undefined, "name", "", undefined],
    ["$REGISTRY.example.com/x:$TAG", "$REGISTRY.example.com", "x", "$TAG", undefined],
  ])("%s", (text, registry, name, tag, digested) => {
    expect(parseImage(text)).toMatchObject({ registry, name, tag, digest: digested });
  });

  test("the tag's place is exact", () => {
    const text = `registry:5000/ns/name:tag@${digest}`;
    expect(text.slice(parseImage(text)?.tagStart ?? 0)).toMatch(/^tag@/u);
    expect(parseImage("node")?.tagStart).toBeUndefined();
  });

  test("what is no reference", () => {
    for (const text of ["", " ", "a b", "node:1\n", "ghcr.io/", ":tag"]) expect(parseImage(text)).toBeUndefined();
  });

  test("any text is read or refused", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const image = parseImage(text);
        if (image?.tagStart !== undefined) expect(text.startsWith(image.tag ?? "?", image.tagStart)).toBe(true);
      }),
    );
  });
});

describe("tags", () => {
  test.each([undefined, "", "latest", "edge", "next", "stable", "current", "stable-slim", "latest-browsers"])(
    "%s floats",
    (tag) => {
      expect(isFloatingTag(tag)).toBe(true);
    },
  );
  test.each(["20", "20.1.0", "2024.04.4", "lts", "edgeware", "1.2-stable", "v1", "currently"])("%s does not", (tag) => {
    expect(isFloatingTag(tag)).toBe(false);
  });
  test("only a full digest pins", () => {
    expect(isPinningDigest(digest)).toBe(true);
    for (const text of [undefined, "sha256:abc", digest.toUpperCase(), `${digest}0`, "md5:0"])
      expect(isPinningDigest(text)).toBe(false);
  });
});

describe("registries", () => {
  test.each([
    [undefined, "docker-hub"],
    ["docker.io", "docker-hub"],
    ["123456789012.dkr.ecr.eu-west-1.amazonaws.com", "ecr"],
    ["123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com", "ecr"],
    ["123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", "ecr"],
    ["${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com", "ecr"],
    ["public.ecr.aws", "ecr-public"],
    ["europe-west1-docker.pkg.dev", "gar"],
    ["gcr.io", "gcr"],
    ["eu.gcr.io", "gcr"],
    ["team.azurecr.io", "acr"],
    ["notgcr.io", "other"],
    ["dkr.ecr.evil.example", "other"],
    ["quay.io", "other"],
  ])("%s is %s", (host, kind) => expect(registryKind(host)).toBe(kind));

  test("account and region of ECR", () => {
    expect(ecrParts("123456789012.dkr.ecr.us-gov-west-1.amazonaws.com")).toEqual({
      account: "123456789012",
      region: "us-gov-west-1",
    });
    expect(ecrParts("$ID.dkr.ecr.$REGION.amazonaws.com")).toEqual({ account: undefined, region: undefined });
  });

  test("a hostile host costs nothing", () => {
    const start = cpuTime();
    expect(registryKind(".dkr.ecr.".repeat(200_000))).toBe("other");
    expect(cpuTime() - start).toBeLessThan(500);
  });
});

describe("legacy convenience images", () => {
  test.each([
    ["circleci/golang", "cimg/go"],
    ["circleci/node", "cimg/node"],
    ["circleci/buildpack-deps", "cimg/base"],
    ["circleci/mongo", undefined],
  ])("%s is followed by %s", (name, successor) => expect(legacyImage(name)).toEqual({ successor }));

  test.each(["circleci/circleci-cli", "circleci/runner-agent", "cimg/node", "node", "golang"])("%s is not one", (name) => {
    expect(legacyImage(name)).toBeUndefined();
  });
});
