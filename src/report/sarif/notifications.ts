/** What was not checked, as notifications of the tool's run. */
import type { Notification } from "sarif";
import type { CoverageNote, Problem, Report } from "../../finding/report.ts";
import { message, primary } from "./places.ts";

export function notificationsOf({ problems, coverage }: Report, indexOf: ReadonlyMap<string, number>): Notification[] {
  return [...problems.map(ofProblem), ...coverage.filter((note) => note.status !== "ran").map((note) => ofNote(note, indexOf))];
}

function ofProblem(problem: Problem): Notification {
  return {
    descriptor: { id: `problem/${problem.code}` },
    level: problem.level,
    message: message(problem.message),
    ...(problem.location === undefined ? {} : { locations: [primary(problem.location)] }),
  };
}

function ofNote(note: CoverageNote, indexOf: ReadonlyMap<string, number>): Notification {
  const { ruleId, source, status, reason, location } = note;
  const index = ruleId === undefined ? undefined : indexOf.get(ruleId);
  const subject = ruleId === undefined ? (source ?? "") : `rule ${ruleId}`;
  return {
    descriptor: { id: `coverage/${status}` },
    level: status === "failed" ? "error" : "note",
    message: message(`Not checked: ${subject} (${status})${reason === undefined ? "" : `: ${reason}`}`),
    ...(ruleId === undefined ? {} : { associatedRule: { id: ruleId, ...(index === undefined ? {} : { index }) } }),
    ...(location === undefined ? {} : { locations: [primary(location)] }),
  };
}
