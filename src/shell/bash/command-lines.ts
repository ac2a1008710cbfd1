/** Commands whose arguments are another command line with a shell in it: `docker exec c sh -c '…'`, `retry 3 bash -c '…'`. */
import type { CommandFact, Place, Word } from "../facts.ts";
import { finishCommand, newCommand } from "./commands.ts";
import type { Frame, Io } from "./reading.ts";
import { isShell } from "./shells.ts";
import { baseName } from "./wrappers.ts";

const runners: ReadonlyMap<string, Place> = new Map([
  ...["docker", "podman", "nerdctl", "docker-compose", "kubectl", "oc", "lxc"].map((name): [string, Place] => [
    name,
    "container",
  ]),
  ...(
    "chroot flock xvfb-run retry find watch parallel script npx poetry pipenv bundle aws-vault chamber doppler op dotenv direnv " +
    "unshare nsenter runuser pkexec with_retry wait-for-it"
  )
    .split(" ")
    .map((name): [string, Place] => [name, "job"]),
]);

/** Reads the shell among a command's arguments as a command of its own. */
export function readCommandLine(command: CommandFact, frame: Frame, io: Io): void {
  const place = command.name === undefined ? undefined : runners.get(command.name);
  if (place === undefined) return;
  const at = command.args.findIndex(({ literal }) => literal !== undefined && isShell(baseName(literal)));
  const words = command.args.slice(at);
  const [first] = words;
  const last = words.at(-1);
  if (at === -1 || first === undefined || last === undefined) return;
  // `docker run bash` may name an image, and a shell without a script runs what it is fed.
  if (!words.some(({ literal }) => /^-\w*[cs]\w*$/.test(literal ?? "")) && command.input.kind === "inherited") return;
  const within = { start: first.span.start, end: last.span.end };
  const inner: Frame = {
    ...frame,
    nestedIn: command,
    nesting: frame.nesting + 1,
    shell: { io, options: frame.shell.options, switched: {} },
    place: place === "job" ? frame.place : place,
    passed: place === "job" ? frame.passed : passedNames(command.args.slice(0, at)),
    role: "plain",
    failing: undefined,
    within,
    level: [],
  };
  finishCommand(newCommand(inner, within), words, inner, io);
}

/** Variables that a container is given: `-e NAME`, `--env NAME=value`. */
function passedNames(options: readonly Word[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [index, { parts }] of options.entries()) {
    const [first] = parts;
    const text = first?.kind === "literal" ? first.text : "";
    const attached = /^(?:-e|--env=)([A-Za-z_]\w*)/.exec(text)?.[1];
    const before = options[index - 1]?.literal;
    const separate = before === "-e" || before === "--env" ? /^[A-Za-z_]\w*/.exec(text)?.[0] : undefined;
    const name = separate ?? attached;
    if (name !== undefined) names.add(name);
  }
  return names;
}
