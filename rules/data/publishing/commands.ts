/** What one command publishes or deploys, judged by the program and its arguments. */
import type { CommandFact, Word } from "../../../src/shell/facts.ts";
import { executedFile } from "../interpreters.ts";
import { wordText } from "../word-text.ts";
import { deployments } from "./deployments.ts";
import { imagePublishers } from "./images.ts";
import { launchedBy } from "./launched.ts";
import { scriptEffect } from "./names.ts";
import { packagePublishers } from "./packages.ts";
import { commandLineOf, publishingVerb, type Effect, type Publisher } from "./publisher.ts";

/** What a command does to the world, and how we know. */
export interface CommandPublication extends Effect {
  /** `npm publish`, `make deploy`, for messages. */
  readonly what: string;
  /** `command`: what the tool does. `name`: only the name of a script or target says so. */
  readonly evidence: "command" | "name";
}

const byProgram = new Map<string, Publisher[]>();
for (const entry of [...packagePublishers, ...imagePublishers, ...deployments]) {
  for (const program of entry.programs) byProgram.set(program, [...(byProgram.get(program) ?? []), entry]);
}

/** Undefined for commands that publish nothing, that only pretend to, whose target is this machine, or that run on another host. */
export function publicationOf(command: CommandFact): CommandPublication | undefined {
  if (command.name === undefined || command.place === "remote") return undefined;
  const chain = launchedBy(command);
  const found = byTool(chain) ?? byScript(chain);
  return found === undefined || command.args.some(isLocalTarget) ? undefined : found;
}

function byTool(chain: readonly CommandFact[]): CommandPublication | undefined {
  for (const link of chain.toReversed()) {
    const tool = toolName(link.name ?? "");
    const publishers = byProgram.get(tool);
    if (publishers === undefined) continue;
    const line = commandLineOf(link);
    for (const publisher of publishers) {
      const verb = publishingVerb(line, publisher);
      if (verb !== undefined) return { ...publisher.effect, what: `${tool} ${verb}`.trimEnd(), evidence: "command" };
    }
  }
  return undefined;
}

/** Wrapper scripts that projects carry along, and Windows' endings. */
function toolName(name: string): string {
  const plain = name.replace(/\.(?:exe|cmd|bat)$/iu, "");
  return plain === "gradlew" ? "gradle" : plain === "mvnw" ? "mvn" : plain;
}

/** A registry, an endpoint or an inventory of this machine. */
function isLocalTarget(word: Word): boolean {
  return /(?:^|\/\/|[@=])(?:localhost|127\.0\.0\.1|0\.0\.0\.0|localstack|verdaccio|minio)(?=[:/,]|$)/u.test(wordText(word));
}

/** The project's own script or target that runs in the end, when its name says that it publishes: `make deploy`, `deploy.sh`. */
function byScript(chain: readonly CommandFact[]): CommandPublication | undefined {
  const last = chain.at(-1);
  if (last === undefined || last.args.some((word) => pretending.test(word.literal ?? ""))) return undefined;
  const isRunner = taskRunners.has(last.name ?? "");
  for (const name of isRunner ? targetsOf(last) : fileOf(last, chain.length > 1)) {
    const effect = scriptEffect(name);
    if (effect !== undefined) return { ...effect, what: isRunner ? `${last.name} ${name}` : name, evidence: "name" };
  }
  return undefined;
}

/** What only looks as if: `-n`, `--dry-run`, `--no-push`. */
const pretending = /^--?(?:n|dry-run|dryrun|help|no-push|no-publish)$/u;

const taskRunners = new Set(["make", "gmake", "just", "task", "rake", "mage", "invoke", "inv"]);

function targetsOf({ args }: CommandFact): readonly string[] {
  return args.map(wordText).filter((text) => !text.startsWith("-") && !text.includes("="));
}

function fileOf(last: CommandFact, isLaunched: boolean): readonly string[] {
  const file = executedFile(last)?.literal;
  if (file !== undefined) return [file.slice(file.lastIndexOf("/") + 1)];
  return isLaunched && last.name !== undefined ? [last.name] : [];
}
