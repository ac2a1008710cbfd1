/** Problems of one kind in one file, as many as somebody will read. */
import type { Problem } from "../finding/report.ts";

const mostOfAKind = 100;

/** Each once, and the first hundred of each kind and file; what is left out is counted in one more problem. */
export function limitProblems(problems: readonly Problem[]): readonly Problem[] {
  const counts = new Map<string, { count: number; readonly problem: Problem }>();
  const seenBefore = new Set<string>();
  const kept = problems.filter((problem) => {
    const identity = JSON.stringify([problem.code, problem.message, problem.location?.file.path, problem.location?.span]);
    if (seenBefore.has(identity)) return false;
    seenBefore.add(identity);
    const kind = JSON.stringify([problem.location?.file.path ?? "", problem.code, problem.level]);
    const seen = counts.get(kind) ?? { count: 0, problem };
    counts.set(kind, seen);
    seen.count += 1;
    return seen.count <= mostOfAKind;
  });
  const rest = [...counts.values()].filter(({ count }) => count > mostOfAKind);
  return [
    ...kept,
    ...rest.map(({ count, problem }) => {
      const message = `${count - mostOfAKind} more problems of this kind (${problem.code}) are not listed.`;
      return { ...problem, message, ...(problem.location === undefined ? {} : { location: startOf(problem.location) }) };
    }),
  ];
}

function startOf(location: NonNullable<Problem["location"]>): NonNullable<Problem["location"]> {
  return { file: location.file, span: { start: 0, end: 0 }, path: [] };
}
