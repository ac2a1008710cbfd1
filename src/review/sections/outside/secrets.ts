/** The section on secrets: the register, where those belong that OIDC cannot replace, and what is known of their rotation. */
import { knownText } from "../../../expand/text.ts";
import { noPolicy } from "../../../rule/policy.ts";
import type { RegisteredSecret } from "../../../rule/secret-register.ts";
import { box, line, list, paragraph, section } from "../../document/build.ts";
import type { Block, Section } from "../../document/document.ts";
import type { ReviewFacts } from "../../review-input.ts";
import { plural } from "../../../report/tally.ts";
import { listed } from "../words.ts";
import { isByOidc, namesInLine } from "./secret-words.ts";
import { pushersInWords, registerTables } from "./secret-rows.ts";
import { rotationInWords } from "./secret-rotation.ts";

type RegisterFacts = Pick<ReviewFacts, "register" | "scene" | "migrations">;

export function secretsSection(facts: RegisterFacts): Section {
  const { register } = facts;
  if (register.length === 0) return section("secrets", "Secret management", [paragraph(nothing(facts))]);
  return section("secrets", "Secret management", [
    paragraph([countsInWords(register), pushersInWords(register), unknownInWords(facts)].filter(Boolean).join(" ")),
    ...registerTables(facts),
    ...narrower(register),
    ...storesOf(register),
    section("secrets-rotation", "Rotation", [
      ...rotationOf(facts),
      box(
        "secrets-rotation",
        "How often is each kind of secret replaced, by whom, and on what occasions, such as somebody leaving?",
        "One policy for the project is enough; note the secrets that it does not fit.",
      ),
    ]),
  ]);
}

function nothing(facts: RegisterFacts): string {
  if (facts.scene.facts !== undefined)
    return "No secret is stored for this project, no job is seen to read one, and none is written in its files.";
  const contexts = contextsTaken(facts);
  const kept = contexts.length === 0 ? "What the project keeps" : `What the project and ${contextsInWords(contexts)} keep`;
  return `No job is seen to read a secret, and none is written in the files. ${kept} is not known without a snapshot.`;
}

function contextsTaken({ scene }: RegisterFacts): readonly string[] {
  const runs = scene.audits.flatMap(({ plan }) => plan.runs);
  return [...new Set(runs.flatMap(({ contexts }) => contexts.flatMap(({ name }) => knownText(name) ?? [])))];
}

function contextsInWords(names: readonly string[]): string {
  return `the context${names.length === 1 ? "" : "s"} ${namesInLine(names.map((name) => ({ name })))}`;
}

/** Without a snapshot all has been said. */
function rotationOf({ register, scene }: RegisterFacts): readonly Block[] {
  if (scene.facts === undefined) return [];
  const limit = scene.audits[0]?.policy.staleAfter ?? noPolicy.staleAfter;
  return [paragraph(rotationInWords(register, scene.today, limit, scene.facts.isOnServer === true))];
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
  return `${listed(parts, parts.length)}.${oidc}`;
}

function pluralOf(noun: string): string {
  return /^(?:value|secret) /u.test(noun) ? noun.replace(" ", "s ") : `${noun}s`;
}

/** Told once, not in each row. */
function unknownInWords(facts: RegisterFacts): string {
  const { register, scene } = facts;
  const lost = register.filter(({ home }) => home.kind === "unknown").length;
  if (scene.facts === undefined) {
    const contexts = contextsTaken(facts);
    const isTold = register.some(({ form }) => form === "variable") || contexts.length > 0;
    if (!isTold) return "";
    const more = contexts.length === 0 ? "" : ` The same goes for whatever else ${contextsInWords(contexts)} may hold.`;
    return `Where variables are kept, who can reach them and how old they are does not stand in the file: it takes a snapshot (\`circleci-secaudit collect\`, with a CircleCI token).${more}`;
  }
  if (lost === 0) return "";
  return `Where ${plural(lost, "variable")} ${lost === 1 ? "is" : "are"} kept is not known: not every context of the jobs, or not the project's variables, could be read.`;
}

function storesOf(register: readonly RegisteredSecret[]): readonly Block[] {
  const rest = register.filter(({ stores }) => stores.length > 0);
  const stores = [...new Set(rest.flatMap((row) => row.stores))];
  if (stores.length === 0) return [];
  const isManager = stores.some((store) => store.includes("is in use here"));
  return [
    section("secrets-stores", rest.length < register.length ? "Where the others belong" : "Where they belong", [
      paragraph(
        `${rest.length === 1 ? `${namesInLine(rest)} has` : `${plural(rest.length, "variable")} have`} no OIDC replacement that is known. Whatever the store, it should be CI's alone, with few rights and an expiry date where its service has them.`,
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
