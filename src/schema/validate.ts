/** Checks data against our schemas and says in plain words what is wrong and where. */
import type { PathSegment } from "../finding/location.ts";
import { faultsOf as baselineFaults } from "./generated/baseline.ts";
import { faultsOf as settingsFaults } from "./generated/settings.ts";
import { describeFault } from "./describe-fault.ts";
import type { SchemaFault } from "./describe-fault.ts";

export interface SchemaIssue {
  readonly path: readonly PathSegment[];
  /** Whether the key at the end of the path is wrong, or the value under it. */
  readonly on: "key" | "value";
  /** A sentence without its place. */
  readonly message: string;
  /** What to write instead, as a sentence. */
  readonly hint: string | undefined;
}

/** A hostile file may break the schema in any number of places; nobody reads more than these. */
const mostIssues = 20;

/** Faults of a settings file, in the order of the schema; rule ids are not checked. */
export function checkSettings(data: unknown): readonly SchemaIssue[] {
  return issuesOf(settingsFaults(data), data);
}

export function checkBaseline(data: unknown): readonly SchemaIssue[] {
  return issuesOf(baselineFaults(data), data);
}

function issuesOf(faults: readonly SchemaFault[] | null, data: unknown): readonly SchemaIssue[] {
  return (faults ?? []).slice(0, mostIssues).map((fault) => {
    const path = pathOf(fault.instancePath, data);
    const key = fault.keyword === "additionalProperties" ? fault.params.additionalProperty : undefined;
    return {
      path: key === undefined ? path : [...path, key],
      on: key === undefined ? "value" : "key",
      ...describeFault(fault),
    };
  });
}

/** A JSON pointer as a path, with the indices of lists as numbers. */
function pathOf(pointer: string, data: unknown): readonly PathSegment[] {
  const path: PathSegment[] = [];
  let value = data;
  for (const escaped of pointer.split("/").slice(1)) {
    const name = escaped.replaceAll("~1", "/").replaceAll("~0", "~");
    path.push(Array.isArray(value) ? Number(name) : name);
    value = typeof value === "object" && value !== null ? new Map<string, unknown>(Object.entries(value)).get(name) : undefined;
  }
  return path;
}
