/** A small reader of HCL: enough to see that blocks are closed and that strings end where they should. */

/** The text with the content of its strings left out. Throws for what is no HCL of the kind that the plan writes. */
export function readHcl(text: string): string {
  let depth = 0;
  let outside = "";
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? "";
    if (char === '"') at = endOfString(text, at);
    else outside += char;
    if ("{[".includes(char)) depth += 1;
    if ("}]".includes(char) && (depth -= 1) < 0) throw new Error(`closed too often: ${text}`);
  }
  if (depth !== 0) throw new Error(`not closed: ${text}`);
  for (const line of outside.split("\n")) {
    if (!/^\s*(?:[a-z_]+ (?: *)=.*|= ,?|\s*=.*|[a-z]+ +\{|[a-z_.]+,?|[}\]]|)\s*,?\s*[[{]?$/.test(line))
      throw new Error(`no HCL: ${line}`);
  }
  return outside;
}

/** Templates are for what Terraform is to fill in, and that is a reference to a resource. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === "\n") break;
    else if (text[at] === '"') return at;
    else if (/^[$%]\{/.test(text.slice(at)) && !"$%".includes(text[at - 1] ?? "")) {
      if (!/^\$\{[a-z_]+\.[a-z0-9_]+\.name\}/.test(text.slice(at))) throw new Error(`a template: ${text.slice(at, at + 60)}`);
    }
  }
  throw new Error(`a string without end: ${text.slice(start, start + 60)}`);
}
