/** Where AWS's keys are not AWS's: emulators in the job, which take any key, and other services that speak its protocol. */
import type { JobRun } from "../../../src/expand/plan.ts";
import { environmentOf } from "../../../src/expand/plan-of.ts";
import { assumedText } from "../../../src/expand/text.ts";
import type { CommandFact, ScriptFacts } from "../../../src/shell/facts.ts";
import { parseTarget } from "../network-targets.ts";
import { optionsNamed } from "../options.ts";
import { parseCommand } from "../tools/option-specs.ts";
import { leadingText, wordText } from "../word-text.ts";

const emulator =
  /(?:^|[/:=])(?:localstack|minio|moto(?:_?server)?|dynamodb-local|elasticmq|fake-?s3|s3mock|s3rver)(?:$|[-/:@])/iu;

/** `aws --endpoint-url http://localhost:4566 …`, `s3cmd --host=… …`. */
export function namesOtherEndpoint(command: CommandFact): boolean {
  const options = command.args.some((word) => /^--(?:endpoint|host)/u.test(leadingText(word)))
    ? parseCommand(command)
    : undefined;
  if (options === undefined) return false;
  return optionsNamed(options, "--endpoint-url", "--endpoint", "--host").some(({ value }) => isOther(value && wordText(value)));
}

/** True when the job brings an emulator along, or when its environment or every `aws` command names another endpoint. */
export function isOtherThanAws(run: JobRun, scripts: readonly { readonly facts: ScriptFacts }[]): boolean {
  const images = run.executor.kind === "docker" ? run.executor.images : [];
  if (images.some(({ image }) => emulator.test(assumedText(image) ?? ""))) return true;
  for (const { name, value } of environmentOf(run)) if (isEndpoint(name) && isOther(assumedText(value))) return true;
  const all = scripts.map(({ facts }) => awsCommandsOf(facts));
  return all.some((each) => each.startsEmulator) || (all.some((each) => each.elsewhere) && !all.some((each) => each.atAws));
}

/** `AWS_ENDPOINT_URL_S3`, `S3_ENDPOINT`. */
function isEndpoint(name: string): boolean {
  return /^(?:.*_)?(?:AWS|S3|DYNAMODB|SQS|SNS|MINIO)_.*ENDPOINT/iu.test(name);
}

interface AwsCommands {
  readonly startsEmulator: boolean;
  readonly elsewhere: boolean;
  readonly atAws: boolean;
}

const judged = new WeakMap<ScriptFacts, AwsCommands>();

function awsCommandsOf(facts: ScriptFacts): AwsCommands {
  let result = judged.get(facts);
  if (result === undefined) {
    const aws = facts.commands.filter(({ name, args }) => name === "aws" && args[0]?.literal !== "configure");
    result = {
      startsEmulator: facts.commands.some(({ words }) => words.some((word) => emulator.test(word.literal ?? ""))),
      elsewhere: aws.some(namesOtherEndpoint),
      atAws: !aws.every(namesOtherEndpoint),
    };
    judged.set(facts, result);
  }
  return result;
}

/** An endpoint in a variable is hardly ever AWS's own, which nobody needs to name. */
function isOther(url: string | undefined): boolean {
  if (url === undefined || url === "") return false;
  const host = parseTarget(url)?.host ?? "";
  return !/(?:^|\.)amazonaws\.com(?:\.cn)?$/iu.test(host);
}
