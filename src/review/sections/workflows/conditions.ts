/** Conditions, triggers and filters of the configuration, in words. */
import { entryOf, isNull, type YamlEntry, type YamlNode } from "../../../yaml/node.ts";
import { quote } from "../../../source/quote.ts";
import { listed } from "../words.ts";

const deepest = 4;
const longest = 80;

/** To follow `when`: `` `pipeline.git.branch` is `main` and … ``. What cannot be put into words is quoted. */
export function conditionWords(node: YamlNode, depth = 0): string {
  if (node.kind === "scalar") return bareWords(node.text);
  if (node.kind === "seq") return joined(node, "and", depth);
  const [entry] = node.entries;
  if (entry === undefined || node.entries.length > 1 || depth >= deepest) return "a longer condition holds";
  return logicWords(entry, depth);
}

function logicWords({ key, value }: YamlEntry, depth: number): string {
  switch (key) {
    case "condition":
      return conditionWords(value, depth);
    case "and":
    case "or":
      return joined(value, key, depth);
    case "not":
      return `not (${conditionWords(value, depth + 1)})`;
    case "equal":
      return equalWords(value);
    case "matches": {
      const map = value.kind === "map" ? value : undefined;
      const pattern = map && entryOf(map, "pattern")?.value;
      const tested = map && entryOf(map, "value")?.value;
      return `${textOf(tested)} matches ${textOf(pattern)}`;
    }
    default:
      return "a longer condition holds";
  }
}

function joined(node: YamlNode, word: string, depth: number): string {
  const parts =
    node.kind === "seq" ? node.items.map(({ value }) => conditionWords(value, depth + 1)) : [conditionWords(node, depth + 1)];
  const shown = parts.length > 4 ? [...parts.slice(0, 3), `${String(parts.length - 3)} more conditions`] : parts;
  return depth > 0 && shown.length > 1 ? `(${shown.join(` ${word} `)})` : shown.join(` ${word} `);
}

/** The value that the pipeline has first, whichever way round it is written. */
function equalWords(node: YamlNode): string {
  const items = node.kind === "seq" ? node.items.map(({ value }) => value) : [];
  const isDynamic = (item: YamlNode): boolean => item.kind === "scalar" && item.text.includes("<<");
  const [first, ...others] = items.toSorted((a, b) => Number(isDynamic(b)) - Number(isDynamic(a)));
  return `${textOf(first)} is ${others.map((other) => textOf(other)).join(" and ")}`;
}

function textOf(node: YamlNode | undefined): string {
  return node?.kind === "scalar" ? quote(withoutMarks(node.text), longest) : "something else";
}

function bareWords(text: string): string {
  const inner = withoutMarks(text);
  if (/^(?:true|1)$/i.test(inner)) return "always";
  if (/^(?:false|0|)$/i.test(inner)) return "never";
  return /^[\w.-]+$/.test(inner) ? `${quote(inner, longest)} is set` : `${quote(inner, longest)} holds`;
}

/** `<< pipeline.git.branch >>` is named without its brackets. */
function withoutMarks(text: string): string {
  const trimmed = text.trim();
  const inner = trimmed.startsWith("<<") && trimmed.endsWith(">>") ? trimmed.slice(2, -2).trim() : trimmed;
  return inner.includes("<<") ? trimmed : inner;
}

/** `` only the branch `main`; no tags ``. Undefined where nothing is said. */
export function filterWords(filters: YamlNode | undefined): string | undefined {
  if (filters === undefined || isNull(filters)) return undefined;
  if (filters.kind === "scalar") return `when ${bareWords(filters.text)}`;
  if (filters.kind !== "map") return undefined;
  const of = (kind: string): readonly string[] => {
    const value = entryOf(filters, kind)?.value;
    return value === undefined || isNull(value) ? [] : [listWords(value, kind)];
  };
  const [branches, tags] = [of("branches"), of("tags")];
  // Without a filter on branches every branch runs it, also beside a filter on tags.
  const parts =
    tags.length > 0 && branches.length === 0
      ? ["every branch", ...tags.map((words) => words.replace("only ", ""))]
      : [...branches, ...tags];
  const isBare = parts.length === 0 && (entryOf(filters, "only") ?? entryOf(filters, "ignore")) !== undefined;
  return isBare ? listWords(filters, "branches") : parts.length === 0 ? undefined : parts.join("; ");
}

function listWords(node: YamlNode, kind: string): string {
  const map = node.kind === "map" ? node : undefined;
  const only = map === undefined ? node : entryOf(map, "only")?.value;
  const ignore = map && entryOf(map, "ignore")?.value;
  if (only !== undefined && !isNull(only))
    return `only ${isOneName(only) ? (kind === "tags" ? "the tag" : "the branch") : kind} ${patterns(only)}`;
  if (ignore === undefined || isNull(ignore)) return `all ${kind}`;
  const names = patterns(ignore);
  return names === "`/.*/`" ? `no ${kind}` : `${kind} other than ${names}`;
}

/** Neither several nor a pattern. */
function isOneName(node: YamlNode): boolean {
  const one = node.kind === "seq" && node.items.length === 1 ? node.items[0]?.value : node;
  return one?.kind === "scalar" && !one.text.startsWith("/");
}

function patterns(node: YamlNode): string {
  const items = node.kind === "seq" ? node.items.map(({ value }) => value) : [node];
  return listed(
    items.map((item) => textOf(item)),
    3,
  );
}

/** `` `0 0 * * *` on branches `main` `` for each schedule that the workflow has. */
export function scheduleWords(triggers: YamlNode | undefined): readonly string[] {
  const items = triggers?.kind === "seq" ? triggers.items.map(({ value }) => value) : [];
  return items.flatMap((item) => {
    const schedule = item.kind === "map" ? entryOf(item, "schedule")?.value : undefined;
    if (schedule?.kind !== "map") return [];
    const filters = filterWords(entryOf(schedule, "filters")?.value);
    return [`${textOf(entryOf(schedule, "cron")?.value)}${filters === undefined ? "" : `, ${filters}`}`];
  });
}
