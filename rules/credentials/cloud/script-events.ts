/** What a script does with keys of clouds, in the order of its text. */
import type { AssignmentFact, CommandFact, ScriptFacts } from "../../../src/shell/facts.ts";
import type { Span } from "../../../src/source/span.ts";
import { federationOfAssignment, federationOfCommand, type Federation } from "../../data/cloud/federation.ts";
import { isForLaterSteps, isPrintedOnly, keyFlowOf, type KeyFlow } from "../../data/cloud/key-flow.ts";
import { storedNamesIn, type KeyScript } from "../../data/cloud/key-sources.ts";
import { readWords } from "../../data/cloud/read-words.ts";
import { namesOtherEndpoint } from "../../data/cloud/other-endpoints.ts";
import { keyLoginOf } from "../../data/cloud/logins.ts";
import { cloudVariable } from "../../data/cloud/variables.ts";
import { textAssignmentsIn, type TextAssignment } from "../../data/cloud/text-assignments.ts";
import { wordSet } from "../../data/options.ts";
import { wordText } from "../../data/word-text.ts";
import { usesByContainer, usesByReading } from "./script-reads.ts";
import { useOfLogin, useOfTextAssignment, usesOfAssignment } from "./script-uses.ts";
import type { ScriptUse } from "./use.ts";

export type ScriptEvent =
  | ScriptUse
  | { readonly kind: "federation"; readonly span: Span; readonly provider: Federation }
  /** From the next step on, the name holds something that was made in this job. */
  | { readonly kind: "rebinding"; readonly span: Span; readonly name: string }
  /** Stored variables are written to a file. */
  | { readonly kind: "written"; readonly span: Span; readonly path: string; readonly names: readonly string[] }
  /** Google's libraries are told where the key file is. */
  | { readonly kind: "pointer"; readonly span: Span; readonly path: string };

const known = new WeakMap<ScriptFacts, readonly ScriptEvent[]>();

/** In lower case. A script without any of these has nothing to do with clouds, and most have not. */
const marks = [
  ...["aws", "gcloud", "gcp", "google", "bigquery", "sa_key", "_json_key", ".json", "azure", "arm_", "acr_", "az "],
  ...["oidc", "serverless", "sls ", "ecs-cli"],
];

function isWorthALook({ text }: ScriptFacts): boolean {
  const lower = text.toLowerCase();
  return marks.some((mark) => lower.includes(mark));
}

/** Scripts are shared between job runs; each is looked at once. */
export function scriptEventsOf(facts: ScriptFacts): readonly ScriptEvent[] {
  let events = known.get(facts);
  if (events === undefined) known.set(facts, (events = isWorthALook(facts) ? readEvents(facts) : []));
  return events;
}

function readEvents(facts: ScriptFacts): readonly ScriptEvent[] {
  const events: ScriptEvent[] = [];
  const script: KeyScript = { facts, looks: new Map() };
  for (const command of facts.commands) for (const event of ofCommand(script, command)) events.push(event);
  for (const assignment of facts.assignments) for (const event of ofAssignment(script, assignment)) events.push(event);
  return events.sort((a, b) => a.span.start - b.span.start);
}

const declarers = wordSet("export declare typeset local readonly env");

function* ofCommand(script: KeyScript, command: CommandFact): Iterable<ScriptEvent> {
  if (command.place !== "job") return;
  const federation = federationOfCommand(command);
  if (federation !== undefined) yield { kind: "federation", span: command.span, provider: federation };
  if (namesOtherEndpoint(command)) return;
  const login = keyLoginOf(command);
  const use = login && useOfLogin(script, command, login);
  if (use !== undefined) yield use;
  // The words of these are assignments of the script, which are looked at as such.
  if (declarers.has(command.name ?? "")) return;
  const flow = keyFlowOf(command);
  const assignments = isPrintedOnly(command) ? [] : readWords(command).flatMap((word) => [...textAssignmentsIn(word)]);
  for (const assignment of assignments) {
    const event = useOfTextAssignment(script, command, assignment, flow) ?? rebinding(assignment, flow);
    if (event !== undefined) yield event;
  }
  if (isForLaterSteps(flow)) yield* pointersIn(command);
  yield* usesByContainer(script, command);
  // The same key once: as the value that something is set to rather than as a read.
  const taken = new Set(assignments.map(({ valueSpan }) => valueSpan.start));
  for (const part of login?.key?.parts ?? []) taken.add(part.span.start);
  for (const read of usesByReading(script, command, flow)) if (!taken.has(read.span.start)) yield read;
  yield* fileWriting(script, command, flow);
}

function rebinding({ name, nameSpan }: TextAssignment, flow: KeyFlow): ScriptEvent | undefined {
  return isForLaterSteps(flow) ? { kind: "rebinding", span: nameSpan, name } : undefined;
}

const pointer = /GOOGLE_(?:APPLICATION_)?CREDENTIALS=["']?([^\s"']+)/u;

function* pointersIn(command: CommandFact): Iterable<ScriptEvent> {
  for (const word of readWords(command)) {
    const path = pointer.exec(wordText(word))?.[1];
    if (path !== undefined) yield { kind: "pointer", span: word.span, path };
  }
}

/** A file that may be a key's: by its ending, or because Google's variable names it. Where a name tells, the read has been seen. */
function* fileWriting(script: KeyScript, command: CommandFact, { file: path }: KeyFlow): Iterable<ScriptEvent> {
  if (path === undefined || !/\.json$|CREDENTIALS/u.test(path)) return;
  for (const word of readWords(command)) {
    const names = storedNamesIn(script, word, command).filter((name) => cloudVariable(name) === undefined);
    const carrier = word.parts.find(({ kind }) => kind !== "literal") ?? word;
    if (names.length > 0) yield { kind: "written", span: carrier.span, path, names };
  }
}

function* ofAssignment(script: KeyScript, assignment: AssignmentFact): Iterable<ScriptEvent> {
  if (assignment.place !== "job") return;
  const { name, value, span } = assignment;
  const federation = federationOfAssignment(assignment);
  if (federation !== undefined) yield { kind: "federation", span, provider: federation };
  if (value !== undefined && isGooglePointer(name)) yield { kind: "pointer", span, path: wordText(value) };
  yield* usesOfAssignment(script, assignment);
}

export function isGooglePointer(name: string): boolean {
  return name === "GOOGLE_APPLICATION_CREDENTIALS" || name === "GOOGLE_CREDENTIALS";
}
