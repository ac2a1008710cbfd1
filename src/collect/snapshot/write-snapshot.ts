/**
 * Writes a snapshot piece by piece, so that memory stays flat however many projects there are. Each section grows in a file of its own
 * beside the target; at the end they are put together and moved there, so that a reader sees the old file or the whole new one.
 */
import { closeSync, lstatSync, mkdirSync, mkdtempSync, openSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { formatPath } from "../../finding/location.ts";
import { checkSnapshot } from "../../schema/check-snapshot.ts";
import { snapshotFormat } from "../../snapshot/snapshot.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import { parseJson } from "../json.ts";
import { reasonOf } from "../problems.ts";

export type SnapshotHead = Pick<Snapshot, "tool" | "collectedAt" | "hosts">;
export type SnapshotPieces = Pick<Snapshot, (typeof sections)[number]>;

export interface SnapshotWriter {
  /**
   * Keeps a piece; one that does not fit the schema is left out, and why is returned.
   * @throws when the disk refuses
   */
  add<Section extends keyof SnapshotPieces>(section: Section, piece: SnapshotPieces[Section][number]): string | undefined;
  /** @throws when the disk refuses */
  finish(head: SnapshotHead): void;
  /** Leaves the target as it was. May come after `finish`. */
  end(): void;
}

const sections = ["organizations", "projects", "githubOrganizations", "repositories", "orbs"] as const;

const noPieces = { organizations: [], projects: [], githubOrganizations: [], repositories: [], orbs: [] };
const anyHead = { format: snapshotFormat, tool: { name: "", version: "" }, collectedAt: "2026-01-01T00:00:00Z", hosts: {} };

/** The fault says why nothing can be written there; a sentence without its full stop. */
export function writeSnapshot(target: string): { readonly writer: SnapshotWriter } | { readonly fault: string } {
  try {
    const existing = lstatSync(target, { throwIfNoEntry: false });
    // A link may have been planted in the audited repository.
    if (existing?.isSymbolicLink() === true) return { fault: "it is a link; name the file it leads to" };
    if (existing !== undefined && !existing.isFile()) return { fault: "it is no regular file" };
    mkdirSync(path.dirname(target), { recursive: true });
    return { writer: writerIn(mkdtempSync(`${target}.`), target) };
  } catch (error) {
    return { fault: reasonOf(error) };
  }
}

interface Part {
  readonly file: string;
  readonly descriptor: number;
  isEmpty: boolean;
}

function writerIn(folder: string, target: string): SnapshotWriter {
  const parts = new Map(sections.map((section) => [section, partIn(folder, section)]));
  return {
    add(section, piece) {
      // What is checked, and cleaned of what the schema does not know, is what is written.
      const copy = parseJson(JSON.stringify(piece));
      const issue = checkSnapshot({ ...anyHead, ...noPieces, [section]: [copy] });
      if (issue !== undefined) return `${formatPath(issue.path.slice(2))}: ${issue.message}`;
      const part = parts.get(section);
      if (part === undefined) return undefined;
      writeAll(part.descriptor, `${part.isEmpty ? "" : ","}\n${JSON.stringify(copy)}`);
      part.isEmpty = false;
      return undefined;
    },
    finish(head) {
      const whole = path.join(folder, "whole");
      // It says what an attacker would like to know.
      const descriptor = openSync(whole, "wx", 0o600);
      try {
        const { tool, collectedAt, hosts } = head;
        writeAll(descriptor, JSON.stringify({ format: snapshotFormat, tool, collectedAt, hosts }).slice(0, -1));
        for (const [section, { file }] of parts) {
          writeAll(descriptor, `,\n${JSON.stringify(section)}:[`);
          append(file, descriptor);
          writeAll(descriptor, "]");
        }
        writeAll(descriptor, "}\n");
      } finally {
        closeSync(descriptor);
      }
      renameSync(whole, target);
    },
    end() {
      for (const { descriptor } of parts.values()) closeSync(descriptor);
      parts.clear();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function partIn(folder: string, section: string): Part {
  const file = path.join(folder, section);
  return { file, descriptor: openSync(file, "wx", 0o600), isEmpty: true };
}

function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
}

function append(file: string, descriptor: number): void {
  const from = openSync(file, "r");
  try {
    const block = Buffer.allocUnsafe(2 ** 20);
    for (let length = readSync(from, block); length > 0; length = readSync(from, block)) {
      for (let done = 0; done < length;) done += writeSync(descriptor, block, done, length - done);
    }
  } finally {
    closeSync(from);
  }
}
