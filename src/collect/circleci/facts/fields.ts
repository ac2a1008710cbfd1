/**
 * Fields of CircleCI's answers, read so that a wrong type, a null and a missing field are all undefined, and so that nothing is kept that a
 * snapshot may not hold: paths and queries of addresses, comments of keys, people's addresses.
 */
import { plain } from "../../../source/quote.ts";
import { isRecord, recordIn, stringIn } from "../../json.ts";

export type Body = Readonly<Record<string, unknown>>;

/** Undefined for an empty text too. */
export function textIn(record: Body | undefined, key: string): string | undefined {
  const text = record === undefined ? undefined : stringIn(record, key);
  return text === "" ? undefined : text;
}

export function flagIn(record: Body | undefined, key: string): boolean | undefined {
  const value = record?.[key];
  return typeof value === "boolean" ? value : undefined;
}

export function numberIn(record: Body | undefined, key: string): number | undefined {
  const value = record?.[key];
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** Ids are opaque. They become part of paths, so none may hold a slash or lead upwards. */
export function idIn(record: Body | undefined, key: string): string | undefined {
  const text = textIn(record, key);
  return text !== undefined && /^[\w-]{1,100}$/.test(text) ? text : undefined;
}

/** `null` is an empty list: undefined only when there is something else, or an item that is not understood. */
export function listIn<T>(record: Body, key: string, read: (item: Body) => T | undefined): readonly T[] | undefined {
  const value = record[key] ?? [];
  if (!Array.isArray(value)) return undefined;
  const items = (value as readonly unknown[]).map((item) => (isRecord(item) ? read(item) : undefined));
  return items.includes(undefined) ? undefined : items.filter((item) => item !== undefined);
}

export function textsIn(record: Body | undefined, key: string): readonly string[] | undefined {
  const value = record?.[key];
  if (!Array.isArray(value)) return undefined;
  return (value as readonly unknown[]).filter((item) => typeof item === "string");
}

/** ISO, also from the forms `#joda/inst 2023-04-14T21:20:14+0000` and seconds or milliseconds since 1970, which older parts answer. */
export function timeIn(record: Body | undefined, key: string): string | undefined {
  const value = record?.[key];
  if (typeof value === "number") return isoOf(value < 100_000_000_000 ? value * 1000 : value);
  if (typeof value !== "string") return undefined;
  const found = /(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)\d{0,9} ?(Z|[+-]\d\d:?\d\d)?/.exec(value.slice(0, 60));
  if (found === null) return undefined;
  const [, date = "", time = "", zone = "Z"] = found;
  return isoOf(Date.parse(`${date}T${time}${zone.replace(/^([+-]\d\d)(\d\d)$/, "$1:$2")}`));
}

/** Undefined for what no calendar has, or one of four digits does not. */
function isoOf(milliseconds: number): string | undefined {
  const date = new Date(milliseconds);
  const text = Number.isNaN(date.getTime()) ? "" : date.toISOString();
  return /^\d{4}-/.test(text) ? text : undefined;
}

const mailAddress = /[^\s@<>()"',;:]{1,64}@[^\s@<>()"',;:]{1,120}\.[a-z]{2,20}/gi;

/** What people wrote to tell things apart. People put their addresses there, which are left out. Empty when there is nothing. */
export function labelIn(record: Body | undefined, key: string): string {
  return plain(textIn(record, key) ?? "", 200).replaceAll(mailAddress, "…");
}

/** Scheme and host of an address; empty when it is none. User names, paths and queries may be secrets. */
export function originIn(record: Body, key: string): string {
  const text = textIn(record, key) ?? "";
  // Collectors of telemetry are written as host and port alone too.
  if (/^[a-z0-9.-]{1,253}:\d{1,5}$/i.test(text)) return text;
  if (!URL.canParse(text)) return "";
  const { protocol, host } = new URL(text);
  return host === "" ? "" : `${protocol}//${host}`;
}

/** Type and key, without the comment, which is often a person's address. Empty when it is no public key. */
export function publicKeyIn(record: Body, key: string): string {
  return /^\s*((?:ssh-|ecdsa-|sk-)[\w.@-]{1,60} [A-Za-z0-9+/]{16,4000}={0,3})(?=\s|$)/.exec(textIn(record, key) ?? "")?.[1] ?? "";
}

/** The attributes of an answer of v3. */
export function attributesOf(body: unknown): Body | undefined {
  if (!isRecord(body)) return undefined;
  const data = recordIn(body, "data") ?? body;
  return recordIn(data, "attributes");
}
