/** Clouds that are not: emulators in the job, which take any key. */
import type { JobRun } from "../../../src/expand/plan.ts";
import { environmentOf } from "../../../src/expand/plan-of.ts";
import { assumedText } from "../../../src/expand/text.ts";
import type { CommandFact, ScriptFacts } from "../../../src/shell/facts.ts";
import { classifyHost, parseTarget } from "../network-targets.ts";
import { optionsNamed } from "../options.ts";
import { parseCommand } from "../tools/option-specs.ts";
import { leadingText, wordText } from "../word-text.ts";

const emulator =
  /(?:^|[/:=])(?:localstack|minio|moto(?:_?server)?|dynamodb-local|elasticmq|fake-?s3|s3mock|s3rver|azurite)(?:$|[-/:@])/iu;

/** `aws --endpoint-url http://localhost:4566 …`. */
export function isLocalEndpoint(command: CommandFact): boolean {
  if (command.args.every((word) => !leadingText(word).startsWith("--endpoint"))) return false;
  return optionsNamed(parseCommand(command), "--endpoint-url", "--endpoint").some(
    ({ value }) => value !== undefined && isLocal(wordText(value)),
  );
}

/** True when the job brings an emulator along, in a container or by a command, or its environment points to one. */
export function hasEmulator(run: JobRun, scripts: readonly { readonly facts: ScriptFacts }[]): boolean {
  if (run.executor.kind === "docker" && run.executor.images.some(({ image }) => emulator.test(assumedText(image) ?? "")))
    return true;
  for (const { name, value } of environmentOf(run)) {
    if (/endpoint/iu.test(name) && isLocal(assumedText(value) ?? "")) return true;
  }
  return scripts.some(({ facts }) => startsEmulator(facts));
}

const judged = new WeakMap<ScriptFacts, boolean>();

function startsEmulator(facts: ScriptFacts): boolean {
  let result = judged.get(facts);
  if (result === undefined) {
    result = facts.commands.some(({ words }) => words.some((word) => emulator.test(word.literal ?? "")));
    judged.set(facts, result);
  }
  return result;
}

/** Names without a dot are containers. */
function isLocal(url: string): boolean {
  const host = parseTarget(url)?.host ?? "";
  const kind = classifyHost(host);
  return kind === "local" || (kind === "private" && !host.includes("."));
}
