/** Reusable configuration: what repeats and could be said once. */
import { groupBy } from "../../../report/group-by.ts";
import type { Audit } from "../../../rule/audit.ts";
import { quote } from "../../../source/quote.ts";
import { lineCount } from "../../../source/source-file.ts";
import { link, paragraph, section } from "../../document/build.ts";
import type { Block, Section } from "../../document/document.ts";
import { sectionIds } from "../../outline/section-ids.ts";
import type { ReviewFacts } from "../../review-input.ts";
import { opportunityBlocks } from "../found.ts";
import { count, listed } from "../words.ts";

export function reusableSection({ scene, opportunities }: ReviewFacts): Section {
  const own = opportunities.filter(({ meta }) => meta.topic === "reusable");
  const groups = [...groupBy(own, ({ meta }) => meta.id).values()];
  const blocks: readonly Block[] = [
    ...scene.audits.filter(({ config }) => config.kind === "config").map(reuseWords),
    ...groups.flatMap((group) => opportunityBlocks(group)),
    ...scene.audits.flatMap(sdkWords),
  ];
  return section(
    sectionIds.reusable,
    "Reusable configuration",
    blocks.length === 0 ? [paragraph("There is nothing to reuse.")] : blocks,
  );
}

/** What is already shared, so that advice starts from there. */
function reuseWords({ config }: Audit): Block {
  const { commands, executors } = config.library;
  const parts = [count(commands.size, "command"), count(executors.size, "executor"), count(config.orbs.size, "orb")].filter(
    (part) => !part.startsWith("0 "),
  );
  const lines = lineCount(config.file);
  const has = parts.length === 0 ? "no commands, executors or orbs of its own" : listed(parts);
  return paragraph(`${quote(config.file.path)} has ${count(lines, "line")}, with ${has}.`);
}

const manyLines = 1500;
const sdk = "https://circleci.com/docs/guides/toolkit/circleci-config-sdk/";

/** A file that says that it is generated, or that nobody can keep in mind, is better written by a program that is tested. */
function sdkWords({ config }: Audit): readonly Block[] {
  const { file } = config;
  const isGenerated = /\b(?:auto-?generated|generated (?:by|from|with)|do not edit)\b/i.test(file.text.slice(0, 1000));
  const lines = lineCount(file);
  if (!isGenerated && lines < manyLines) return [];
  const what = isGenerated
    ? `${quote(file.path)} says that it is generated. If the generator puts text together, the config SDK writes the same from typed TypeScript and can be tested: `
    : `${quote(file.path)} has ${String(lines)} lines, more than a reviewer can keep in mind. Split it by dynamic configuration, or write it with the config SDK from a program that is tested: `;
  return [paragraph(what, link("CircleCI: config SDK", sdk), ".")];
}
