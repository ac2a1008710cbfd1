/** Script lines as the YAML of a step, for replacements. */

/** Script lines as a `run` step. */
export function runStep(script: string): string {
  return script.includes("\n") || /[:#{}"]/u.test(script)
    ? `- run: |\n${script
        .split("\n")
        .map((line) => `    ${line}`)
        .join("\n")}`
    : `- run: ${script}`;
}
