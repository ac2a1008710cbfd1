/** Finds the secrets in a configuration as `lint` does. */
import { rules as allRules } from "../../../rules/index.ts";
import type { FoundSecret } from "../../collect/github/scramble.ts";
import { noOrbs } from "../../config/orb-lookup.ts";
import { contentSpan } from "../../engine/secret-forms.ts";
import type { Location } from "../../finding/location.ts";
import { lintFiles } from "../../lint/lint-files.ts";
import { readSource } from "../../lint/read-source.ts";
import { detectSecrets } from "../../secrets/detect.ts";
import type { Rule } from "../../rule/rule.ts";
import { defaultSettings } from "../../settings/settings.ts";
import { toPolicy } from "../../settings/settings-policy.ts";
import type { SourceFile } from "../../source/source-file.ts";
import type { Span } from "../../source/span.ts";
import { writtenOut } from "./written-out.ts";

/** Those that say where a secret is written out. */
const ids = new Set([
  "hardcoded-registry-password",
  "hardcoded-secret",
  "hardcoded-secret-generic",
  "static-cloud-credentials",
  "url-embedded-credentials",
]);
const rules = allRules.filter((rule) => ids.has(rule.meta.id)).filter((rule): rule is Rule & typeof rule => "check" in rule);

/** In order, each once, without quotes around them. Undefined for a file that is no configuration and does not try to be one. */
export async function secretsIn(file: SourceFile): Promise<readonly FoundSecret[] | undefined> {
  const { config, problems } = await readSource(file, false);
  if (config === undefined && problems.length === 0) return undefined;
  const silent: Location[] = [];
  const { outcomes } = await lintFiles({
    files: [{ source: file, named: false }],
    rules: [...rules, ...rules.slice(0, 1).map(({ meta }) => writtenOut(meta, (at) => silent.push(at)))],
    policy: toPolicy(defaultSettings),
    follow: () => undefined,
    orbs: noOrbs,
    repositoryOf: () => ({ hasFile: () => "unknown" }),
  });
  const reported = [...(await detectSecrets(file)).map(({ at }) => at), ...outcomes.flatMap(({ secrets }) => secrets)];
  const found = new Map<string, FoundSecret>();
  for (const [all, isReported] of [[silent, false] as const, [reported, true] as const]) {
    for (const at of all.filter((place) => place.file === file)) {
      const span = contentOf(at);
      if (span.start < span.end) found.set(`${span.start} ${span.end}`, { ...span, isReported });
    }
  }
  return [...found.values()].toSorted((a, b) => a.start - b.start || b.end - a.end);
}

function contentOf({ file, span }: Location): Span {
  const { start, end } = contentSpan(file.text.slice(span.start, span.end));
  return { start: span.start + start, end: span.start + end };
}
