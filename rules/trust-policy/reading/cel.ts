/** The part of CEL that attribute conditions are written in: comparisons joined by `&&`. What is more is named, not judged. */

export interface Comparison {
  /** `assertion.sub`, `attribute.project`, `google.subject`, as a path: the claim or the mapped attribute. */
  readonly subject: string;
  readonly test: "equals" | "glob" | "regex" | "differs" | "unclear";
  readonly values: readonly string[];
}

/** Longer ones are not read. Google allows 4096 characters. */
const longest = 5000;

/** Every comparison that must hold. */
export function comparisonsIn(condition: string): readonly Comparison[] {
  if (condition.length > longest) return [unclear("")];
  const whole = stripped(condition);
  // `a && b || c` is `(a && b) || c`.
  if (splitAt(whole, "||").length > 1) return alternatives(whole);
  return splitAt(whole, "&&").flatMap((part) => {
    const inner = stripped(part);
    return inner === part.trim() || splitAt(inner, "&&").length === 1 ? comparisonOf(inner) : comparisonsIn(inner);
  });
}

const path = String.raw`(assertion(?:\.[A-Za-z_]\w*|\[(?:'[^'\\]*'|"[^"\\]*")\])|attribute\.\w+|google\.\w+)`;
/** With `r` in front a backslash is one; without it texts that have any are not read. */
const text = String.raw`(r'[^']*'|r"[^"]*"|'[^'\\]*'|"[^"\\]*"|true|false)`;
const equality = new RegExp(String.raw`^${path}\s*(==|!=)\s*${text}$`, "u");
const reversed = new RegExp(String.raw`^${text}\s*(==|!=)\s*${path}$`, "u");
const call = new RegExp(String.raw`^${path}\.(startsWith|endsWith|contains|matches)\(\s*${text}\s*\)$`, "u");
const list = new RegExp(String.raw`^${path}\s+in\s+\[([^\[\]]*)\]$`, "u");
const negated = new RegExp(String.raw`^!\s*(?:\(\s*)?${path}\s*\)?$`, "u");

function comparisonOf(part: string): readonly Comparison[] {
  const direct = equality.exec(part);
  if (direct !== null) return [equal(direct[1], direct[2], direct[3])];
  const turned = reversed.exec(part);
  if (turned !== null) return [equal(turned[3], turned[2], turned[1])];
  const called = call.exec(part);
  if (called !== null) return [ofCall(called[1], called[2], called[3])];
  const among = list.exec(part);
  if (among !== null) return [{ subject: subjectOf(among[1]), test: "equals", values: textsIn(among[2] ?? "") }];
  const not = negated.exec(part);
  if (not !== null) return [{ subject: subjectOf(not[1]), test: "equals", values: ["false"] }];
  return alternatives(part);
}

function equal(subject: string | undefined, operator: string | undefined, value = ""): Comparison {
  const bare = unquoted(value);
  // `!= true` of a switch is `== false`.
  if (operator === "!=" && bare === "true") return { subject: subjectOf(subject), test: "equals", values: ["false"] };
  return { subject: subjectOf(subject), test: operator === "==" ? "equals" : "differs", values: [bare] };
}

function ofCall(subject: string | undefined, name: string | undefined, value = ""): Comparison {
  const bare = unquoted(value);
  if (name === "matches") return { subject: subjectOf(subject), test: "regex", values: [bare] };
  const escaped = bare.replaceAll(/[*?]/gu, "?");
  const glob = name === "startsWith" ? `${escaped}*` : name === "endsWith" ? `*${escaped}` : `*${escaped}*`;
  return { subject: subjectOf(subject), test: "glob", values: [glob] };
}

/** `a == 'x' || a == 'y'` of one subject is a list; of others those that every alternative looks at are named. */
function alternatives(part: string): readonly Comparison[] {
  const options = splitAt(part, "||").map((option) => stripped(option));
  const [first] = options;
  const parsed = options.length < 2 || first === undefined ? [] : options.flatMap((option) => comparisonOf(option));
  const [one] = parsed;
  const isOne =
    one !== undefined &&
    parsed.length === options.length &&
    parsed.every((each) => each.subject === one.subject && each.test === one.test);
  if (isOne && one.test !== "differs") return [{ ...one, values: parsed.flatMap(({ values }) => values) }];
  const mentioned = new Set(options.flatMap(subjectsIn));
  const compared = [...mentioned].filter((subject) => options.every((option) => mayCompare(option, subject)));
  return compared.length === 0 ? [unclear("")] : compared.map(unclear);
}

/** What one alternative leaves out need not hold. Subjects and attributes may be made of any claim. */
function mayCompare(option: string, subject: string): boolean {
  return subjectsIn(option).some((each) => each === subject || /^(?:assertion\.sub$|google\.|attribute\.)/u.test(each));
}

function subjectsIn(part: string): readonly string[] {
  return [...part.matchAll(new RegExp(path, "gu"))].map(([, subject]) => subjectOf(subject));
}

function unclear(subject: string): Comparison {
  return { subject, test: "unclear", values: [] };
}

/** `assertion['oidc.circleci.com/project-id']` is `assertion.oidc.circleci.com/project-id`. */
function subjectOf(written = ""): string {
  return written.replace(/^assertion\[['"](.*)['"]\]$/u, "assertion.$1");
}

function unquoted(value: string): string {
  const bare = /^r['"]/u.test(value) ? value.slice(1) : value;
  return /^['"]/u.test(bare) ? bare.slice(1, -1) : bare;
}

function textsIn(items: string): readonly string[] {
  return [...items.matchAll(/'([^'\\]*)'|"([^"\\]*)"/gu)].map(([, single, double]) => single ?? double ?? "");
}

/** Without parentheses around the whole. */
function stripped(written: string): string {
  let inner = written.trim();
  while (inner.startsWith("(") && closes(inner) === inner.length - 1) inner = inner.slice(1, -1).trim();
  return inner;
}

/** Where the first parenthesis is closed. */
function closes(inner: string): number {
  for (const { at, depth } of outside(inner)) if (depth === 0 && inner[at] === ")") return at;
  return -1;
}

function splitAt(whole: string, operator: "&&" | "||"): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (const { at, depth } of outside(whole)) {
    if (depth !== 0 || at < start || !whole.startsWith(operator, at)) continue;
    parts.push(whole.slice(start, at));
    start = at + operator.length;
  }
  return [...parts, whole.slice(start)];
}

/** Every character that stands in no text, with how many parentheses are open behind it. */
function* outside(whole: string): Iterable<{ readonly at: number; readonly depth: number }> {
  let quote = "";
  let depth = 0;
  for (let at = 0; at < whole.length; at += 1) {
    const char = whole[at] ?? "";
    if (quote !== "") {
      if (char === "\\") at += 1;
      else if (char === quote) quote = "";
      continue;
    }
    if (char === "'" || char === '"') {
      quote = char;
      continue;
    }
    if (char === "(" || char === "[") depth += 1;
    else if (char === ")" || char === "]") depth -= 1;
    yield { at, depth };
  }
}
