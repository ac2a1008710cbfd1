/** The note on a finding whose rule the settings have not accepted yet. */
import type { Finding } from "../finding/finding.ts";

/** Undefined for other findings. */
export function pendingNote({ pending, ruleId }: Finding): string | undefined {
  if (pending === undefined) return undefined;
  const { since, rulesAsOf, severity } = pending;
  return (
    `This rule came with version ${since} and only informs, because the settings say \`rulesAsOf: ${rulesAsOf}\`. ` +
    `To accept it, write \`rulesAsOf: ${since}\` there, or \`${ruleId}: ${severity}\` under \`rules\`; then its severity is ${severity}.`
  );
}
