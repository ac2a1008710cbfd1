/** The options that the bodies of functions start with: those of the places that call them. */
import type { CommandFact, ShellOptions } from "../facts.ts";
import type { Reading } from "./reading.ts";

/** How often callers of callers are looked at again; real scripts need two or three rounds. */
const rounds = 10;

/** Gives the commands of a body that stand before any `set` of their own the options of the callers: on where some caller has it on. */
export function settleOptions({ functions, commands }: Reading, callsByName: ReadonlyMap<string, readonly CommandFact[]>): void {
  const owners = new Map<ShellOptions, string>();
  const settled = new Map<string, ShellOptions>();
  for (const [name, { entries }] of functions) for (const entry of entries) owners.set(entry, name);
  const optionsOf = (call: CommandFact): ShellOptions | undefined => {
    const owner = owners.get(call.options);
    // A function that nobody calls keeps the options of the place where it stands; one whose callers are not settled yet adds none.
    return owner === undefined || !callsByName.has(owner) ? call.options : settled.get(owner);
  };
  let changed = true;
  for (let round = 0; changed && round < rounds; round += 1) {
    changed = false;
    for (const [name, calls] of callsByName) {
      const merged = merge(calls.map(optionsOf));
      changed ||= !isSame(merged, settled.get(name));
      settled.set(name, merged);
    }
  }
  for (const command of commands) {
    const owner = owners.get(command.options);
    command.options = (owner === undefined ? undefined : settled.get(owner)) ?? command.options;
  }
}

function merge(all: readonly (ShellOptions | undefined)[]): ShellOptions {
  return {
    xtrace: all.some((options) => options?.xtrace === true),
    errexit: all.some((options) => options?.errexit === true),
    pipefail: all.some((options) => options?.pipefail === true),
    verbose: all.some((options) => options?.verbose === true),
  };
}

function isSame(a: ShellOptions, b: ShellOptions | undefined): boolean {
  return a.xtrace === b?.xtrace && a.errexit === b.errexit && a.pipefail === b.pipefail && a.verbose === b.verbose;
}
