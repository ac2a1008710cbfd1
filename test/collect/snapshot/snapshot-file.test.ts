import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { readSnapshot } from "../../../src/collect/snapshot/read-snapshot.ts";
import { snapshotOf } from "../../../src/collect/snapshot/snapshot-of.ts";
import { writeSnapshot } from "../../../src/collect/snapshot/write-snapshot.ts";
import type { SnapshotWriter } from "../../../src/collect/snapshot/write-snapshot.ts";
import { fullSnapshot } from "../../snapshot/full-snapshot.ts";

const written = "2026-01-31T00:00:00.000Z";

function folder(): string {
  const made = mkdtempSync(path.join(os.tmpdir(), "secaudit-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

function openIn(target: string): SnapshotWriter {
  const opened = writeSnapshot(target);
  if ("fault" in opened) throw new Error(opened.fault);
  onTestFinished(() => opened.writer.end());
  return opened.writer;
}

function addAll(writer: SnapshotWriter): void {
  for (const organization of fullSnapshot.organizations) writer.add("organizations", organization);
  for (const project of fullSnapshot.projects) writer.add("projects", project);
  for (const organization of fullSnapshot.githubOrganizations) writer.add("githubOrganizations", organization);
  for (const repository of fullSnapshot.repositories) writer.add("repositories", repository);
  for (const orb of fullSnapshot.orbs) writer.add("orbs", orb);
}

describe("a snapshot that is written", () => {
  test("is read as it was, and nothing is left beside it", () => {
    const top = folder();
    const target = path.join(top, "deep/snapshot.json");
    const writer = openIn(target);
    addAll(writer);
    writer.finish(fullSnapshot);
    writer.end();
    expect(readSnapshot(target)).toEqual({ snapshot: fullSnapshot });
    expect(readdirSync(path.dirname(target))).toEqual(["snapshot.json"]);
    expect(statSync(target).mode & 0o077).toBe(0);
    expect(readFileSync(target, "utf8").split("\n").length).toBe(12);
  });

  test("replaces the old one at the end only", () => {
    const top = folder();
    const target = path.join(top, "snapshot.json");
    writeFileSync(target, "old");
    const writer = openIn(target);
    addAll(writer);
    expect(readFileSync(target, "utf8")).toBe("old");
    writer.end();
    expect(readFileSync(target, "utf8")).toBe("old");
    expect(readdirSync(top)).toEqual(["snapshot.json"]);
  });

  test("holds nothing that the schema does not know, and no piece that breaks it", () => {
    const target = path.join(folder(), "snapshot.json");
    const writer = openIn(target);
    const [project] = fullSnapshot.projects;
    if (project === undefined) throw new Error("no project");
    const withMore = { ...project, variables: { known: true, at: written, value: [{ name: "A", value: "xxxx1234" }] } } as const;
    expect(writer.add("projects", withMore)).toBeUndefined();
    expect(writer.add("projects", { ...project, slug: "no slug" })).toMatch(/^slug: This must be/);
    writer.finish(fullSnapshot);
    expect(readFileSync(target, "utf8")).not.toContain("xxxx1234");
    expect(readSnapshot(target)).toMatchObject({ snapshot: { projects: [{ slug: "gh/acme/app" }], repositories: [] } });
  });

  test("goes through no link and over no folder", () => {
    const top = folder();
    symlinkSync(path.join(top, "elsewhere"), path.join(top, "link.json"));
    mkdirSync(path.join(top, "folder.json"));
    expect(writeSnapshot(path.join(top, "link.json"))).toEqual({ fault: "it is a link; name the file it leads to" });
    expect(writeSnapshot(path.join(top, "folder.json"))).toEqual({ fault: "it is no regular file" });
  });
});

describe("a snapshot that is read", () => {
  const faultOf = (text: string): string => {
    const answer = snapshotOf(text, written);
    return "fault" in answer ? answer.fault : "";
  };

  test.each([
    ["", "it is empty. Collect it again"],
    ['{"format":1,"tool"', "it is not valid JSON; a part may be missing. Collect it again"],
    ["[]", "it is neither a snapshot"],
    ['{"name":"app"}', "it is neither a snapshot"],
    ['{"format":"1"}', "it is neither a snapshot"],
    ['{"format":0}', "it is of format 0, which no release has written. Collect it again"],
    [
      '{"format":2}',
      "it is of format 2, which a newer version of circleci-secaudit wrote; this one reads format 1. Update this tool",
    ],
    ['{"format":1}', "`tool` is missing."],
    [JSON.stringify({ ...fullSnapshot, projects: [{}] }), "at `projects[0]`: `slug` is missing."],
    ["[".repeat(100_000), "it is not valid JSON"],
    [`{"format":1,"tool":${"[".repeat(50_000)}${"]".repeat(50_000)}}`, "is missing"],
  ])("%.30s is refused: %s", (text, why) => {
    expect(faultOf(text)).toContain(why);
  });

  test("says of what an older version did not ask that it was not asked", () => {
    const { organizations, projects, ...rest } = fullSnapshot;
    const [{ settings: _settings, ...project } = { settings: 0 }] = projects;
    const answer = snapshotOf(JSON.stringify({ ...rest, organizations, projects: [project] }), written);
    expect(answer).toMatchObject({ snapshot: { projects: [{ settings: { known: false, reason: "skipped" } }] } });
  });

  test.each(["/etc/passwd", "../outside.yml", ".circleci/../../x", "a\\b", "a\nb"])("a file at %j is refused", (name) => {
    const [repository] = fullSnapshot.repositories;
    const files = { known: true, at: written, value: [{ path: name, text: "" }] };
    expect(faultOf(JSON.stringify({ ...fullSnapshot, repositories: [{ ...repository, files }] }))).toContain("files");
  });

  test("a file that is gone, no file, or no text is refused", () => {
    const top = folder();
    writeFileSync(path.join(top, "bytes"), Buffer.from([0x7b, 0xff, 0x7d]));
    expect(readSnapshot(path.join(top, "gone"))).toEqual({ fault: "it is gone." });
    expect(readSnapshot(top)).toEqual({ fault: "it is no regular file." });
    expect(readSnapshot(path.join(top, "bytes"))).toMatchObject({ fault: expect.stringContaining("not UTF-8") });
  });
});
