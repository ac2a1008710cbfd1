/** Names that code sets from the environment. */
import { onlyTests } from "./environment-reads.ts";
import type { EnvironmentRead } from "./environment-reads.ts";
import type { Token } from "./tokens.ts";

export type Bindings = ReadonlyMap<string, readonly EnvironmentRead[]>;

/** How many values are kept for one name. */
const bindingLimit = 8;

/** What statements set: `x = os.environ["A"]`, `const { A } = process.env`, `for k, v in …`. */
export function bindingsIn(tokens: readonly Token[], reads: ReadonlyMap<number, EnvironmentRead>): Bindings {
  const bindings = new Map<string, EnvironmentRead[]>();
  for (const read of reads.values()) {
    for (const { name, from } of targetsOf(tokens, read)) {
      const list = bindings.get(name);
      if (list === undefined) bindings.set(name, [from]);
      else if (list.length < bindingLimit) list.push(from);
    }
  }
  return bindings;
}

const keywords: ReadonlySet<string> = new Set(["const", "let", "var", "my", "our", "for", "in"]);

/** How far before a read the names are looked for that it may set. */
const targetDistance = 24;

function targetsOf(tokens: readonly Token[], read: EnvironmentRead): { readonly name: string; readonly from: EnvironmentRead }[] {
  let at = read.first - 1;
  const limit = Math.max(0, read.first - targetDistance);
  while (at >= limit && tokens[at]?.kind !== "break" && !isTarget(tokens, at)) at -= 1;
  if (at < limit || tokens[at]?.kind === "break") return [];
  const targets = [];
  const destructured = tokens[at - 1]?.text === "}" && read.name === undefined;
  for (at -= 1; at >= limit && tokens[at]?.kind !== "break"; at -= 1) {
    const token = tokens[at];
    if (token?.kind !== "name" || keywords.has(token.text) || tokens[at + 1]?.text === ".") continue;
    targets.push({ name: token.text, from: destructured ? { ...read, name: token.text } : read });
  }
  return targets;
}

/** `=` that is no comparison, or the `in` of a loop. */
function isTarget(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token?.kind === "name") return token.text === "in";
  const around = [tokens[at - 1]?.text, tokens[at + 1]?.text];
  return token?.text === "=" && token.kind === "sign" && !around.some((text) => text !== undefined && /^[=!<>]$/.test(text));
}

export function boundAt(tokens: readonly Token[], at: number, bindings: Bindings): readonly EnvironmentRead[] {
  const token = tokens[at];
  if (token?.kind !== "name" || tokens[at - 1]?.text === ".") return [];
  const found = bindings.get(token.text);
  return found === undefined || onlyTests(tokens, at, at + 1) ? [] : found;
}
