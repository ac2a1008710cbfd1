/** The section on secrets: the register, where those belong that OIDC cannot replace, and what is known of their rotation. */
import { noPolicy } from "../../../rule/policy.ts";
import type { RegisteredSecret } from "../../../rule/secret-register.ts";
import { box, line, list, paragraph, section } from "../../document/build.ts";
import type { Block, Section } from "../../document/document.ts";
import type { ReviewFacts } from "../../review-input.ts";
import { plural } from "../../../report/tally.ts";
import { namesInLine } from "./secret-words.ts";
import { registerTables } from "./secret-rows.ts";
import { rotationInWords } from "./secret-rotation.ts";

export function secretsSection(facts: ReviewFacts): Section {
  const { register, scene } = facts;
  if (register.length === 0) return section("secrets", "Secret management", [paragraph(nothing(scene.facts !== undefined))]);
  return section("secrets", "Secret management", [
    paragraph(`${countsInWords(register)} ${unknownInWords(facts)}`.trim()),
    ...registerTables(facts),
    ...storesOf(register),
    ...narrower(register),
    section("secrets-rotation", "Rotation", [
      paragraph(rotationInWords(register, scene.today, scene.audits[0]?.policy.staleAfter ?? noPolicy.staleAfter)),
      box(
        "secrets-rotation",
        "How often is each kind of secret replaced, by whom, and on what occasions, such as somebody leaving?",
        "One policy for the project is enough; note the secrets that it does not fit.",
      ),
    ]),
  ]);
}

function nothing(isAsked: boolean): string {
  return isAsked
    ? "No secret is stored for this project, no job is seen to read one, and none is written in its files."
    : "No job is seen to read a secret, and none is written in the files. What the project and its contexts keep is not known without a snapshot.";
}

const forms: readonly (readonly [RegisteredSecret["form"], string])[] = [
  ["literal", "value written in the configuration"],
  ["variable", "variable"],
  ["ssh-key", "SSH key"],
  ["checkout-key", "checkout key"],
  ["deploy-key", "deploy key"],
  ["api-token", "API token"],
  ["runner-token", "runner token"],
  ["webhook-secret", "webhook secret"],
  ["fetched", "secret that jobs fetch from a manager"],
];

function countsInWords(register: readonly RegisteredSecret[]): string {
  const parts = forms.flatMap(([form, noun]) => {
    const count = register.filter((row) => row.form === form).length;
    return count === 0 ? [] : [count === 1 ? `1 ${noun}` : `${String(count)} ${pluralOf(noun)}`];
  });
  const replaceable = register.filter(isByOidc).length;
  const oidc =
    replaceable === 0 ? "" : ` OIDC can take the place of ${replaceable === register.length ? "all" : String(replaceable)}.`;
  return `${joined(parts)}.${oidc}`;
}

function pluralOf(noun: string): string {
  return /^(?:value|secret) /u.test(noun) ? noun.replace(" ", "s ") : `${noun}s`;
}

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
}

export function isByOidc({ oidc }: RegisteredSecret): boolean {
  return oidc === "native" || oidc === "generic";
}

/** Told once, not in each row. */
function unknownInWords({ register, scene }: ReviewFacts): string {
  const lost = register.filter(({ home }) => home.kind === "unknown").length;
  if (scene.facts === undefined)
    return lost === 0
      ? ""
      : "Where the variables are kept, who can reach them and how old they are does not stand in the file: a snapshot tells (`circleci-secaudit collect`, with a CircleCI token).";
  if (lost === 0) return "";
  return `Where ${plural(lost, "variable")} ${lost === 1 ? "is" : "are"} kept is not known: not every context of the jobs, or not the project's variables, could be read.`;
}

function storesOf(register: readonly RegisteredSecret[]): readonly Block[] {
  const rest = register.filter(({ stores }) => stores.length > 0);
  const stores = [...new Set(rest.flatMap((row) => row.stores))];
  if (stores.length === 0) return [];
  const isManager = stores.some((store) => store.includes("is in use here"));
  return [
    section("secrets-stores", "Where the others belong", [
      paragraph(
        `${rest.length === 1 ? `${namesInLine(rest)} has` : `${plural(rest.length, "variable")} have`} no OIDC replacement that is known.`,
      ),
      list(stores.map((store) => line(store))),
      ...(isManager
        ? [paragraph("CircleCI masks only what it stores itself: what a job fetches must not reach its output.")]
        : []),
    ]),
  ];
}

/** Variables of the project that every job gets and a few read. */
function narrower(register: readonly RegisteredSecret[]): readonly Block[] {
  const wide = register.filter(
    ({ home, form, users, readers }) =>
      home.kind === "project" && form === "variable" && users.length > 0 && namesOf(users).length * 2 <= namesOf(readers).length,
  );
  if (wide.length === 0) return [];
  const users = namesOf(wide.flatMap((row) => row.users));
  return [
    paragraph(
      `Every job gets the project's variables. As far as the configuration shows, ${namesInLine(wide)} ${wide.length === 1 ? "is" : "are"} needed by ` +
        `${namesInLine(users.map((name) => ({ name })))} alone: a context that only ${users.length === 1 ? "this job takes" : "these jobs take"} keeps ${wide.length === 1 ? "it" : "them"} from the others.`,
    ),
  ];
}

function namesOf(runs: RegisteredSecret["users"]): readonly string[] {
  return [...new Set(runs.map(({ name }) => name))];
}
