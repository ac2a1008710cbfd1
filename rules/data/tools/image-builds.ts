/** Commands that build container images on a Docker engine. Source: `docker buildx build --help`, `docker compose --help`. */
import type { CommandFact, ScriptFacts } from "../../../src/shell/facts.ts";
import { parseCommand } from "./option-specs.ts";
import { wordText } from "../word-text.ts";

export interface ImageBuild {
  /** As it is called: `docker build`. */
  readonly what: string;
  readonly command: CommandFact;
  /** It takes its layers from somewhere else, or is told to take none. */
  readonly hasOwnCache: boolean;
}

const builds = new Set([
  ...["build", "image build", "builder build", "buildx build", "buildx bake", "buildx b"],
  ...["compose build", "buildx buildx"],
]);

export function imageBuildOf(command: CommandFact): ImageBuild | undefined {
  const { name, place } = command;
  if (place !== "job" || (name !== "docker" && name !== "docker-compose")) return undefined;
  const { subcommand, options } = parseCommand(command);
  const verb = name === "docker-compose" ? `compose ${subcommand}` : subcommand;
  const isUp = verb === "compose up" && options.some((option) => option.name === "--build");
  if ((!builds.has(verb) && !isUp) || options.some((option) => option.name === "--help" || option.name === "--print"))
    return undefined;
  return {
    what: `${name} ${subcommand}`,
    command,
    hasOwnCache:
      command.args.some((word) => /cache|--builder|BUILDKIT_INLINE_CACHE/u.test(wordText(word))) || verb === "buildx bake",
  };
}

/** A builder of its own keeps its layers elsewhere; images that are loaded or pulled first bring theirs along. */
export function bringsLayers({ name, args }: CommandFact): boolean {
  if (name === "depot") return true;
  const words = args.map(wordText);
  if (name !== "docker") return false;
  return words[0] === "load" || (words[0] === "image" && words[1] === "load") || (words[0] === "buildx" && words[1] === "create");
}

const byFacts = new WeakMap<ScriptFacts, readonly ImageBuild[]>();

/** All of a script, in order; scripts are shared between jobs and read once. */
export function imageBuildsIn(facts: ScriptFacts): readonly ImageBuild[] {
  let known = byFacts.get(facts);
  if (known === undefined) byFacts.set(facts, (known = facts.commands.flatMap((command) => imageBuildOf(command) ?? [])));
  return known;
}
