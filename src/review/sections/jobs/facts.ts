/** The facts at the head of a job's block: where it runs, on what, what it takes and reads. */
import type { JobRun } from "../../../expand/plan.ts";
import { groupBy } from "../../../report/group-by.ts";
import type { RegisteredSecret, SecretHome } from "../../../rule/secret-register.ts";
import { quote } from "../../../source/quote.ts";
import { line, list, place, strong } from "../../document/build.ts";
import type { Block, Line } from "../../document/document.ts";
import type { JobUnit } from "../../outline/job-units.ts";
import type { ReviewFacts } from "../../review-input.ts";
import { countKind, hasTellingName, kindInWords } from "../outside/secret-words.ts";
import { distinct, listed, quoted, sentence } from "../words.ts";
import { measuredLines } from "./measured.ts";
import { classWords, executorWords, isOnRunner, shown } from "./environment-words.ts";

export function jobFacts(unit: JobUnit, facts: ReviewFacts): Block {
  const { runs } = unit;
  const contexts = distinct(runs.flatMap((run) => run.contexts.map(({ name }) => shown(name))));
  const items: readonly (Line | undefined)[] = [
    line(strong("Runs"), ": ", runsInWords(runs), " (defined at ", place(unit.at), ")"),
    line(strong("On"), `: ${environmentInWords(unit, facts)}`),
    ...measuredLines(unit, facts),
    contexts.length === 0 ? undefined : line(strong("Contexts"), `: ${quoted(contexts, 8)}`),
    secretsLine(unit, facts),
    reachLine(unit, facts),
    orbsLine(runs),
  ];
  return list(items.filter((item) => item !== undefined));
}

function environmentInWords(unit: JobUnit, { inventory }: ReviewFacts): string {
  const runner = unit.runs.some(isOnRunner);
  const where = runner ? `a self-hosted runner, ${classWords(unit)}` : sentence(executorWords(unit, inventory));
  return runner ? where : `${where}; class ${classWords(unit)}`;
}

/** `` in `ci`; in `nightly` 12 times, as `a`, `b` and 10 more ``. */
function runsInWords(runs: readonly JobRun[]): string {
  const groups = [...groupBy(runs, ({ workflow }) => workflow?.name ?? "")];
  const parts = groups.map(([workflow, all]) => {
    const names = distinct(all.map(({ name }) => name)).filter((name) => all.length > 1 || name !== all[0]?.jobName);
    const aliases = names.length === 0 ? "" : ` as ${quoted(names, 4)}`;
    return workflow === ""
      ? "where this orb is used"
      : `in ${quote(workflow)}${all.length > 1 ? ` ${timesInWords(all.length)},` : ""}${aliases}`;
  });
  return parts.some((part) => part.includes(" as ")) ? apart(parts) : listed(parts, 4);
}

/** Lists in a list. */
function apart(parts: readonly string[]): string {
  return parts.length <= 5 ? parts.join("; ") : `${parts.slice(0, 4).join("; ")} and ${String(parts.length - 4)} more`;
}

function timesInWords(times: number): string {
  return times === 2 ? "twice" : `${String(times)} times`;
}

function secretsLine({ runs }: JobUnit, { register }: ReviewFacts): Line | undefined {
  const own = new Set(runs);
  const readable = register.filter(({ readers }) => readers.some((run) => own.has(run)));
  if (readable.length === 0) return undefined;
  const groups = [...groupBy(readable, ({ home }) => homeInWords(home))];
  return line(
    strong("Secrets it can read"),
    `: ${listed(
      groups.map(([home, all]) => `${namesOf(all)} ${home}`),
      6,
    )}`,
  );
}

function namesOf(secrets: readonly RegisteredSecret[]): string {
  const named = distinct(secrets.filter(hasTellingName).map(({ name }) => quote(name)));
  const others = groupBy(
    secrets.filter((secret) => !hasTellingName(secret)),
    kindInWords,
  );
  return listed([...named, ...[...others].map(([kind, all]) => countKind(all.length, kind))], 5);
}

function homeInWords(home: SecretHome): string {
  switch (home.kind) {
    case "context":
      return `of the context ${quote(home.name)}`;
    case "project":
      return "of the project";
    case "config":
      return "written in the configuration";
    case "manager":
      return `from ${home.name}`;
    default:
      return "from a place that is not known";
  }
}

/** What it logs in to and publishes. */
function reachLine({ runs }: JobUnit, { inventory }: ReviewFacts): Line | undefined {
  const profiles = runs.flatMap((run) => inventory.runs.get(run) ?? []);
  const logins = profiles.flatMap(({ logins: all }) =>
    all.map(({ cloud, by }) =>
      by === "oidc" ? `logs in to ${cloud ?? "a service"} by OIDC` : `logs in to ${cloud ?? "a service"} with a stored key`,
    ),
  );
  const publishes = profiles.flatMap(({ publishes: all }) => all.map(({ does, what }) => `${does} (${quote(what)})`));
  const all = distinct([...logins, ...publishes]);
  return all.length === 0 ? undefined : line(strong("Reaches out"), `: it ${listed(all, 5)}`);
}

function orbsLine(runs: readonly JobRun[]): Line | undefined {
  const used = runs.flatMap((run) => [
    ...(run.orb === undefined ? [] : [run.jobName]),
    ...run.steps.flatMap((step) => (step.kind === "orb-command" && step.orbCall === undefined ? [step.name] : [])),
  ]);
  const names = distinct(used);
  return names.length === 0 ? undefined : line(strong("Orbs"), `: ${quoted(names, 8)}`);
}
