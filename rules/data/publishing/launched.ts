/** Programs that only start another program: `npx lerna publish` is `lerna publish`. */
import type { CommandFact, Word } from "../../../src/shell/facts.ts";
import { executedFile } from "../interpreters.ts";
import { parseOptions, wordSet, type OptionSpec } from "../options.ts";

/** A launcher may start a launcher; longer chains are no honest command. */
const longestChain = 5;

interface Launcher {
  readonly programs: readonly string[];
  /** One of these words must follow; an empty one is the program alone. */
  readonly verbs: readonly string[];
  readonly spec: OptionSpec;
}

function launcher(programs: string, verbs: string, values = "-p --package -C --dir"): Launcher {
  return { programs: programs.split(" "), verbs: verbs.split(","), spec: { values: wordSet(values), stopAtOperand: true } };
}

const launchers: readonly Launcher[] = [
  launcher("npx bunx pnpx xcrun rushx corepack", ""),
  launcher("npm", "exec,x,run,run-script", "-p --package -w --workspace --prefix"),
  launcher("pnpm bun", "exec,dlx,x,run,", "-C --dir --filter -F"),
  launcher("yarn", "exec,dlx,run,", "--cwd"),
  launcher("bundle", "exec"),
  launcher("poetry pipenv uv hatch pdm rye pipx mise", "run,exec", "-C --directory --project --with --from -p --python"),
  launcher("uvx", "", "-p --python --from --with -c --constraints"),
  launcher("python python3 py", "-m"),
];

/** Programs that set up secrets or variables and run what stands behind `--`. */
const wrappers = wordSet("doppler op infisical aws-vault chamber teller dotenv dotenvx vaultenv summon envconsul mise saml2aws");

const byProgram = new Map(launchers.flatMap((entry) => entry.programs.map((program) => [program, entry] as const)).toReversed());

const chains = new WeakMap<CommandFact, readonly CommandFact[]>();

/** The command and what it launches, from the outside in, so that the last one does the work. Many rules ask, so it is found once. */
export function launchedBy(command: CommandFact): readonly CommandFact[] {
  let chain = chains.get(command);
  if (chain === undefined) chains.set(command, (chain = findChain(command)));
  return chain;
}

function findChain(command: CommandFact): readonly CommandFact[] {
  const chain = [command];
  while (chain.length < longestChain) {
    const words = innerWords(chain.at(-1) ?? command);
    const [program, ...args] = words;
    const name = program?.literal === undefined ? undefined : programName(program.literal);
    if (name === undefined || name === "") break;
    chain.push({ ...command, name, words, args });
  }
  return chain;
}

function innerWords(command: CommandFact): readonly Word[] {
  const name = command.name ?? "";
  if (wrappers.has(name)) {
    const dashes = command.args.findIndex((word) => word.literal === "--");
    if (dashes !== -1) return command.args.slice(dashes + 1);
  }
  const found = byProgram.get(name);
  if (found === undefined) return scriptWords(command);
  if (found.verbs.includes("-m")) {
    return command.args[0]?.literal === "-m" ? command.args.slice(1) : scriptWords(command);
  }
  const words = behindOptions(command.args, found.spec);
  const verb = words[0]?.literal;
  if (verb !== undefined && verb !== "" && found.verbs.includes(verb)) return behindOptions(words.slice(1), found.spec);
  return found.verbs.includes("") ? words : [];
}

/** From the first operand on. */
function behindOptions(args: readonly Word[], spec: OptionSpec): readonly Word[] {
  const first = parseOptions(args, spec).operands[0];
  return first === undefined ? [] : args.slice(args.indexOf(first));
}

/** The file that an interpreter runs, and its arguments. */
function scriptWords(command: CommandFact): readonly Word[] {
  const file = executedFile(command);
  const at = file === undefined ? -1 : command.args.indexOf(file);
  return at === -1 ? [] : command.args.slice(at);
}

/** `./node_modules/.bin/lerna` → `lerna`, `semantic-release@24` → `semantic-release`, `@changesets/cli@2` → `changesets`. */
function programName(text: string): string {
  const scoped = /^@([^/@]+)\/([^@]+)/u.exec(text);
  if (scoped !== null) return (scoped[2] === "cli" ? scoped[1] : scoped[2]) ?? "";
  const file = text.slice(text.lastIndexOf("/") + 1);
  const at = file.indexOf("@");
  return at > 0 ? file.slice(0, at) : file;
}
