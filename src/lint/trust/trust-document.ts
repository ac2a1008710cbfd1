/** A JSON text → the document that is read for trust policies, or what is wrong with it. */
import type { Location } from "../../finding/location.ts";
import type { Problem } from "../../finding/report.ts";
import type { TrustDocument } from "../../rule/trust-policy.ts";
import type { SourceFile } from "../../source/source-file.ts";
import { locationOf, type YamlNode, type YamlScalar } from "../../yaml/node.ts";
import { parseYaml } from "../../yaml/parse.ts";

export interface ReadDocument {
  /** Undefined for what is no JSON. */
  readonly document: TrustDocument | undefined;
  readonly problems: readonly Problem[];
}

/** JSON is read as YAML, which knows where everything stands; what only YAML allows is refused first. */
export async function readTrustDocument(file: SourceFile): Promise<ReadDocument> {
  const fault = faultOf(file);
  if (fault !== undefined) return { document: undefined, problems: [fault] };
  const { root, problems } = await parseYaml(file);
  const found = problems.map(({ code, message, span, level }): Problem => ({
    code,
    message,
    level,
    location: { file, span, path: [] },
  }));
  if (root === undefined) return { document: undefined, problems: found };
  const inner = await innerDocuments(root);
  const outer = new Map([...inner].map(([node, { file: own }]) => [own, node]));
  return {
    document: {
      root,
      inside: (node) => (node.kind === "scalar" ? inner.get(node) : undefined),
      locate: (node): Location => {
        const around = outer.get(node.file);
        return locationOf(around ?? node);
      },
    },
    problems: found,
  };
}

function faultOf(file: SourceFile): Problem | undefined {
  const refuse = (message: string, start: number): Problem => {
    const span = { start: Math.min(start, Math.max(file.text.length - 1, 0)), end: Math.min(start + 1, file.text.length) };
    return { code: "not-json", message, level: "error", location: { file, span, path: [] } };
  };
  if (!/\S/u.test(file.text)) return refuse("The file is empty; a trust policy as JSON is expected.", 0);
  try {
    JSON.parse(file.text);
    return undefined;
  } catch (error) {
    const at = /at position (\d{1,12})/u.exec(error instanceof Error ? error.message : "")?.[1];
    return refuse(
      "This is no JSON: a trust policy is expected as the provider's command line prints it with `--output json` or `--format json`.",
      Number(at ?? 0),
    );
  }
}

/** Nobody nests documents in more texts. */
const mostTexts = 20_000;

/** Policies that stand in a text: encoded as in answers of AWS's API, or as JSON in JSON as in Terraform's state. */
async function innerDocuments(root: YamlNode): Promise<ReadonlyMap<YamlScalar, YamlNode>> {
  const found = new Map<YamlScalar, YamlNode>();
  let left = mostTexts;
  for (const node of scalarsIn(root)) {
    const text = left > 0 ? decoded(node.text) : undefined;
    if (text === undefined) continue;
    left -= 1;
    const { root: inner } = await parseYaml({ path: node.file.path, text });
    if (inner?.kind === "map") found.set(node, inner);
  }
  return found;
}

function decoded(text: string): string | undefined {
  const isEncoded = /^\s*%7[Bb]/u.test(text);
  if (!isEncoded && !/^\s*\{\s*"/u.test(text)) return undefined;
  try {
    const plain = isEncoded ? decodeURIComponent(text) : text;
    JSON.parse(plain);
    return plain;
  } catch {
    return undefined;
  }
}

function* scalarsIn(root: YamlNode): Iterable<YamlScalar> {
  const stack: YamlNode[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === "scalar") yield node;
    else for (const { value } of node.kind === "map" ? node.entries : node.items) stack.push(value);
  }
}
