/** Puts the sources of registry orbs to the references of a configuration: each orb is looked up and parsed once a run. */
import type { Problem } from "../finding/report.ts";
import { orbPath } from "../source/orb-path.ts";
import { quote } from "../source/quote.ts";
import { positionAt } from "../source/source-file.ts";
import { entryOf, locationOf, type YamlMap } from "../yaml/node.ts";
import { parseYaml } from "../yaml/parse.ts";
import { checkSteps } from "./check-steps.ts";
import type { Config, Library, OrbAtHand, OrbReference } from "./config.ts";
import { noOrbs, type FoundOrb, type OrbLookup, type WantedOrb } from "./orb-lookup.ts";
import { readLibrary } from "./read-definitions.ts";
import { problemList } from "./reader.ts";

export interface OrbReader {
  /** The configuration with sources at its orbs, as far as they are at hand, and what is wrong with those. Never rejects. */
  withOrbs(config: Config): Promise<{ readonly config: Config; readonly problems: readonly Problem[] }>;
}

/** Orbs of orbs; CircleCI refuses deeper nesting for URL orbs, and nobody nests so deep. */
const deepest = 10;
const mostOrbs = 500;
/** In the `orbs:` of orbs, of a run together: whatever follows them takes its time for each. */
const mostReferences = 5000;
/** Of all orbs of a run together; their trees take forty times as much memory. */
const mostCharacters = 9_000_000;
const wholeRoom: Reading["room"] = { orbs: mostOrbs, references: mostReferences, characters: mostCharacters };
/** Of one orb: a source that is full of them is of no use to anybody. */
const mostProblems = 5;
/** Of the orbs that it uses. */
const mostInnerProblems = 20;

export function orbReader(lookup: OrbLookup): OrbReader {
  const reading: Reading = { lookup, finds: new Map(), orbs: new Map(), room: { ...wholeRoom } };
  return {
    async withOrbs(config) {
      if (lookup === noOrbs || config.orbs.size === 0) return { config, problems: [] };
      const problems: Problem[] = [];
      const tell: Tell = (problem, { node }) => problems.push({ location: locationOf(node), ...problem });
      const library = await attach(config.library, reading, [], tell);
      return { config: { ...config, library, orbs: library.orbs }, problems };
    },
  };
}

interface Reading {
  readonly lookup: OrbLookup;
  /** What was found, by name and version as wanted. */
  readonly finds: Map<string, FoundOrb | undefined>;
  /** By name and version as wanted, and as found. */
  readonly orbs: Map<string, ReadOrb>;
  /** What is left. */
  readonly room: { orbs: number; references: number; characters: number };
}

interface ReadOrb {
  readonly orb: OrbAtHand | undefined;
  /** Told at every reference that leads to the orb. */
  readonly problems: readonly Problem[];
}

type Tell = (problem: Problem, at: OrbReference) => void;

/** A copy of the library in which each orb reference has its source; `open` are the orbs in which it stands. */
async function attach(library: Library, reading: Reading, open: readonly string[], tell: Tell): Promise<Library> {
  if (library.orbs.size === 0) return library;
  const orbs = new Map<string, OrbReference>();
  for (const [alias, orb] of library.orbs) orbs.set(alias, await attachTo(orb, reading, open, tell));
  return { ...library, orbs };
}

async function attachTo(orb: OrbReference, reading: Reading, open: readonly string[], tell: Tell): Promise<OrbReference> {
  const { source } = orb;
  if (source.kind === "inline") {
    return { ...orb, source: { ...source, library: await attach(source.library, reading, open, tell) } };
  }
  if (source.kind !== "registry" || !isWellFormed(source)) return orb;
  const read = await readOrb(source, reading, open);
  for (const problem of read.problems) tell(problem, orb);
  return { ...orb, source: { ...source, found: read.orb } };
}

/** What comes out of a configuration must not lead a lookup out of its folder. */
function isWellFormed({ namespace, name, version = "1" }: WantedOrb): boolean {
  const word = /^[a-z0-9][a-z0-9_-]*$/iu;
  return word.test(namespace) && word.test(name) && /^(?:\d+(?:\.\d+){0,2}|volatile|dev:[a-z0-9][a-z0-9._-]*)$/iu.test(version);
}

async function readOrb(wanted: WantedOrb, reading: Reading, open: readonly string[]): Promise<ReadOrb> {
  const { lookup, finds, orbs, room } = reading;
  const name = `${wanted.namespace}/${wanted.name}`;
  const shown = wanted.version === undefined ? name : `${name}@${wanted.version}`;
  room.references -= open.length > 0 ? 1 : 0;
  if (room.references < 0) return tooMany(`The orbs use more than ${mostReferences} orbs together`, shown);
  const known = orbs.get(shown);
  if (known !== undefined) return known;
  if (open.length > deepest)
    return refused("too-deep", `The orb ${quote(shown)} lies in more than ${deepest} other orbs, so its source was not read.`);
  if (room.orbs <= 0) return tooMany(`More than ${mostOrbs} orbs are used`, shown);
  const { namespace, version } = wanted;
  const found = finds.has(shown) ? finds.get(shown) : lookup.find({ namespace, name: wanted.name, version });
  finds.set(shown, found);
  if (found !== undefined && "source" in found && open.includes(`${name}@${found.version}`)) {
    return refused("orb-cycle", `The orb ${quote(shown)} uses itself in the end; CircleCI refuses that.`);
  }
  const read = await readFound(found, name, reading, open);
  orbs.set(shown, read);
  return read;
}

async function readFound(found: FoundOrb | undefined, name: string, reading: Reading, open: readonly string[]): Promise<ReadOrb> {
  if (found === undefined) return { orb: undefined, problems: [] };
  if ("problem" in found) return { orb: undefined, problems: [found.problem] };
  const { version, source, from } = found;
  const exact = `${name}@${version}`;
  const known = reading.orbs.get(exact);
  if (known !== undefined) return known;
  const { room } = reading;
  room.orbs -= 1;
  room.characters -= source.text.length;
  if (room.characters < 0) return tooMany("The orbs are too much text together", exact);
  const path = from === "repository" ? source.path : orbPath(name, version);
  const read = await parse({ path, text: source.text }, { name, version }, reading, [...open, exact]);
  reading.orbs.set(exact, read);
  return read;
}

async function parse(
  file: OrbAtHand["file"],
  { name, version }: Pick<OrbAtHand, "name" | "version">,
  reading: Reading,
  open: readonly string[],
): Promise<ReadOrb> {
  const shown = quote(`${name}@${version}`);
  const { root, problems } = await parseYaml(file);
  const [error] = problems.filter(({ level }) => level === "error");
  if (error !== undefined) {
    const { line } = positionAt(file, error.span.start);
    return refused("invalid-orb", `The source of the orb ${shown} is no valid YAML (line ${line}), so it was not used.`);
  }
  if (root?.kind !== "map" || !isOrb(root))
    return refused("invalid-orb", `The source of the orb ${shown} holds no commands, jobs or executors, so it was not used.`);
  const list = problemList();
  const written = readLibrary(root, list);
  checkSteps(written, [], list);
  const inner = new Map<string, Problem>();
  const library = await attach(written, reading, open, (problem) => inner.set(problem.message, problem));
  const own = list.problems.map(({ code, message }): Problem => ({
    code,
    message: `In the orb ${shown}: ${message}`,
    level: "warning",
  }));
  return {
    orb: { name, version, file, root, library },
    problems: [...own.slice(0, mostProblems), ...[...inner.values()].slice(0, mostInnerProblems)],
  };
}

function isOrb(root: YamlMap): boolean {
  return ["commands", "jobs", "executors", "orbs"].some((key) => entryOf(root, key) !== undefined);
}

function tooMany(what: string, orb: string): ReadOrb {
  return refused("too-many-orbs", `${what}, so the source of ${quote(orb)} was not read.`);
}

function refused(code: string, message: string): ReadOrb {
  return { orb: undefined, problems: [{ code, message, level: "warning" }] };
}
