/** The register as a table; columns of which nothing is known are left out. */
import type { RegisteredSecret } from "../../../rule/secret-register.ts";
import { plural } from "../../../report/tally.ts";
import { cell, code, details, figure, jump, place, state, strong, table } from "../../document/build.ts";
import type { Piece } from "../../document/build.ts";
import type { Block, Cell } from "../../document/document.ts";
import type { ReviewFacts } from "../../review-input.ts";
import { homeInWords, isByOidc, kindInWords, namesInLine } from "./secret-words.ts";
import { migrationId } from "../../oidc/plan-words.ts";

/** More rows are closed at first. */
const shownRows = 40;

interface Register extends Pick<ReviewFacts, "register" | "migrations"> {
  /** How many jobs there are, by name. */
  readonly jobs: number;
}

interface ColumnOf {
  readonly title: string;
  readonly cell: (row: RegisteredSecret) => Cell;
}

export function registerTables({
  register,
  migrations,
  scene,
}: Pick<ReviewFacts, "register" | "migrations" | "scene">): readonly Block[] {
  const runs = scene.audits.flatMap(({ plan }) =>
    plan.runs.filter(({ workflow, executor }) => workflow !== undefined && executor.kind !== "none"),
  );
  const columns = columnsOf({ register, migrations, jobs: new Set(runs.map(({ name }) => name)).size });
  const tableOf = (rows: readonly RegisteredSecret[]): readonly Block[] =>
    table(
      columns.map(({ title }) => title),
      rows.map((row) => columns.map((column) => column.cell(row))),
    );
  const rest = register.slice(shownRows);
  if (rest.length < 5) return tableOf(register);
  return [...tableOf(register.slice(0, shownRows)), details(plural(rest.length, "more secret"), tableOf(rest))];
}

function columnsOf({ register, migrations, jobs }: Register): readonly ColumnOf[] {
  const isStoreKnown = register.some(({ at }) => at.file.isSheet === true);
  const plans = new Map(
    migrations.flatMap((migration) => migration.names.map((name) => [name, migrationId(migration)] as const)),
  );
  return [
    { title: "Secret", cell: nameCell },
    { title: "Kind", cell: (row) => cell(kindInWords(row)) },
    ...(register.some(({ home }) => home.kind !== "unknown" || home.contexts.length > 0)
      ? [{ title: "Lives in", cell: homeCell }]
      : []),
    { title: isStoreKnown ? "Jobs that can read it" : "Jobs seen to read it", cell: (row) => jobsCell(row, jobs) },
    ...(register.some(({ people }) => people !== undefined) ? [{ title: "Who can reach it", cell: peopleCell }] : []),
    ...(register.some(({ setAt }) => setAt !== undefined) ? [{ title: "Set", cell: ageCell }] : []),
    { title: "Next step", cell: (row) => adviceCell(row, plans.get(row.name)) },
  ];
}

function nameCell({ name, service, form, at }: RegisteredSecret): Cell {
  const what = service === undefined ? "" : ` (${service})`;
  const where: readonly Piece[] = at.file.isSheet === true ? [] : [", ", place(at)];
  // `every additional SSH key of the project`, `what sops prints`: words of ours, not a name.
  const isPhrase = form === "literal" || ((form === "ssh-key" || form === "fetched") && name.includes(" "));
  return cell(isPhrase ? name : code(name), what, ...where);
}

/** How many they are is told once, above the table. */
const headcount = / \((\d+ (?:person|people)[^)]*)\)/u;

function peopleCell({ people }: RegisteredSecret): Cell {
  return people === undefined ? cell(state("unknown", "not known")) : cell(people.replace(headcount, ""));
}

/** `3 people can push, 1 of them an outside collaborator.`; empty when that is not known. */
export function pushersInWords(register: readonly RegisteredSecret[]): string {
  const found = register.map(({ people = "" }) => headcount.exec(people)?.[1]).find((each) => each !== undefined);
  if (found === undefined) return "";
  const [count = "", ...more] = found.split(", ");
  return [`${count} can push`, ...more].join(", ") + ".";
}

function homeCell({ home }: RegisteredSecret): Cell {
  return home.kind === "config" ? cell(state("bad", homeInWords(home))) : cell(homeInWords(home));
}

function jobsCell({ readers, users, home, form }: RegisteredSecret, jobs: number): Cell {
  if (form === "literal") return cell("all of them");
  const names = new Set(readers.map(({ name }) => name));
  if (names.size === 0) return cell("none of the audited ones");
  const all = names.size === jobs && jobs > 2 ? `all ${String(jobs)}` : namesInLine(readers);
  const isKnown = home.kind === "project" || home.kind === "context";
  const used = new Set(users.map(({ name }) => name));
  return cell(
    isKnown && form === "variable" && used.size > 0 && used.size < names.size ? `${all}; seen in ${namesInLine(users)}` : all,
  );
}

function ageCell({ setAt }: RegisteredSecret): Cell {
  if (setAt === undefined) return cell(state("unknown", "not known"));
  const time = Date.parse(setAt.date);
  return figure(setAt.isCreation ? `${setAt.date} or later` : setAt.date, Number.isNaN(time) ? 0 : time);
}

function adviceCell(row: RegisteredSecret, plan: string | undefined): Cell {
  if (!isByOidc(row)) return cell(row.advice);
  return cell(strong("OIDC"), `: ${row.advice}`, ...(plan === undefined ? [] : [" ", jump("Plan", plan)]));
}
