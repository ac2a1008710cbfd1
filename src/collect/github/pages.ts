/** Lists that come in pages. */
import { isRecord } from "../json.ts";
import type { ListQuestion } from "./questions.ts";
import { isSameHost } from "./transport.ts";

/** Undefined when the body is no such list, or holds something that is not understood. */
export function itemsOf<T>(
  body: unknown,
  { itemsIn, parseItem }: Pick<ListQuestion<T>, "itemsIn" | "parseItem">,
): readonly T[] | undefined {
  const list: unknown = itemsIn === undefined ? body : isRecord(body) ? body[itemsIn] : undefined;
  if (!Array.isArray(list)) return undefined;
  const items: T[] = [];
  for (const item of list as readonly unknown[]) {
    const parsed = isRecord(item) ? parseItem(item) : undefined;
    if (parsed === undefined) return undefined;
    items.push(parsed);
  }
  return items;
}

/** `<https://…>; rel="next"`. Undefined at the end; `unclear` when it is somewhere that a token must not go. */
export function nextPage(link: unknown, current: string, api: string): string | undefined {
  if (typeof link !== "string") return undefined;
  for (const part of link.split(",")) {
    const [target = "", ...parameters] = part.split(";").map((text) => text.trim());
    if (!parameters.some((text) => /^rel="?next"?$/.test(text))) continue;
    const address = target.replace(/^<|>$/g, "");
    if (!URL.canParse(address, current)) return "unclear";
    const next = new URL(address, current).href;
    return isSameHost(next, api) && next !== current ? next : "unclear";
  }
  return undefined;
}
