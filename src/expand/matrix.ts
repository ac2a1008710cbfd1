/** `matrix:` → one set of values per job run. */
import { asMap } from "../config/reader.ts";
import { entryOf, locationOf, type YamlMap, type YamlNode } from "../yaml/node.ts";
import { evaluateNode } from "./evaluate.ts";
import type { Bound, Scope } from "./scope.ts";
import { soleValue } from "./template.ts";

/** CircleCI refuses matrices of more than 128 jobs. */
const mostRuns = 128;

export interface MatrixRun {
  readonly values: ReadonlyMap<string, Extract<Bound, { kind: "given" }>>;
  /** `3.11-jammy`, the suffix of the run's name. */
  readonly suffix: string;
}

/** One entry without values when there is no matrix. */
export function expandMatrix(body: YamlMap | undefined, scope: Scope): readonly MatrixRun[] {
  const matrix = asMap(body && entryOf(body, "matrix")?.value);
  const parameters = asMap(matrix && entryOf(matrix, "parameters")?.value);
  if (matrix === undefined || parameters === undefined) return [{ values: new Map(), suffix: "" }];
  let runs: readonly ReadonlyMap<string, Extract<Bound, { kind: "given" }>>[] = [new Map()];
  for (const { key, value } of parameters.entries) {
    const choices = choicesOf(value, scope);
    if (choices.length * runs.length > mostRuns) {
      scope.world.list.add(
        "expansion-limit",
        `This matrix makes more than ${mostRuns} jobs; only some of them were checked.`,
        matrix,
      );
    }
    // One value of each list at the least, and never more than could be used.
    const room = Math.max(1, Math.floor(mostRuns / runs.length));
    const hop = { kind: "matrix", name: key, at: locationOf(value) } as const;
    runs = runs
      .flatMap((run) =>
        choices.slice(0, room).map((choice) => {
          const bound = {
            kind: "given",
            node: choice.node,
            scope: choice.scope,
            definition: undefined,
            uncalled: false,
          } as const;
          return new Map([...run, [key, { ...bound, hop: { ...hop, at: locationOf(choice.node) } }] as const]);
        }),
      )
      .slice(0, mostRuns);
  }
  const excluded = entryOf(matrix, "exclude")?.value;
  const excludes = excluded?.kind === "seq" ? excluded.items.flatMap((item) => asMap(item.value) ?? []) : [];
  return runs
    .filter((run) => !excludes.some((exclude) => leavesOut(exclude, run)))
    .map((values) => ({ values, suffix: suffixOf(values) }));
}

interface Choice {
  readonly node: YamlNode;
  readonly scope: Scope;
}

/** A list of values; a single value, or a parameter that may hold anything, counts as one. */
function choicesOf(node: YamlNode, scope: Scope): readonly Choice[] {
  if (node.kind === "seq") return node.items.map((item) => ({ node: item.value, scope }));
  const sole = node.kind === "scalar" ? soleValue(node.text) : undefined;
  if (sole?.expression.kind === "reference" && sole.expression.name.startsWith("parameters.")) {
    const bound = scope.parameters.get(sole.expression.name.slice("parameters.".length));
    if (bound?.kind === "given" && bound.node !== node) return choicesOf(bound.node, bound.scope);
  }
  return [{ node, scope }];
}

function leavesOut(exclude: YamlMap, run: MatrixRun["values"]): boolean {
  return (
    exclude.entries.length > 0 &&
    exclude.entries.every(({ key, value }) => {
      const chosen = run.get(key);
      if (chosen === undefined) return false;
      const a = evaluateNode(chosen.node, chosen.scope);
      const b = evaluateNode(value, chosen.scope);
      return a.known && b.known && String(a.value) === String(b.value);
    })
  );
}

function suffixOf(values: MatrixRun["values"]): string {
  return [...values.values()].map(({ node, scope }) => (node.kind === "scalar" ? textOf(node, scope) : "?")).join("-");
}

function textOf(node: Extract<YamlNode, { kind: "scalar" }>, scope: Scope): string {
  if (soleValue(node.text) === undefined) return node.text;
  const value = evaluateNode(node, scope);
  return value.known ? String(value.value) : node.text;
}
