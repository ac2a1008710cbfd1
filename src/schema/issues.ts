/** What a validator reports → places and plain words. */
import type { PathSegment } from "../finding/location.ts";
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

export function issuesOf(faults: readonly SchemaFault[] | null, data: unknown): readonly SchemaIssue[] {
  return (faults ?? []).slice(0, mostIssues).map((fault) => {
    const path = placeOf(fault.instancePath, data).path;
    const key = fault.keyword === "additionalProperties" ? fault.params.additionalProperty : undefined;
    return {
      path: key === undefined ? path : [...path, key],
      on: key === undefined ? "value" : "key",
      ...describeFault(fault),
    };
  });
}

/** Of a validator that tells of no schemas, so that it stays small. */
export function firstIssueOf(
  faults: readonly Omit<SchemaFault, "parentSchema" | "data">[] | null,
  data: unknown,
): SchemaIssue | undefined {
  const [fault] = faults ?? [];
  if (fault === undefined) return undefined;
  return issuesOf([{ ...fault, parentSchema: {}, data: placeOf(fault.instancePath, data).value }], data)[0];
}

/** A JSON pointer as a path, with the indices of lists as numbers, and what stands there. */
export function placeOf(pointer: string, data: unknown): { readonly path: readonly PathSegment[]; readonly value: unknown } {
  const path: PathSegment[] = [];
  let value = data;
  for (const escaped of pointer.split("/").slice(1)) {
    const name = escaped.replaceAll("~1", "/").replaceAll("~0", "~");
    path.push(Array.isArray(value) ? Number(name) : name);
    value = typeof value === "object" && value !== null ? new Map<string, unknown>(Object.entries(value)).get(name) : undefined;
  }
  return { path, value };
}
