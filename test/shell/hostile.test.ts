/** Scripts made to break or stall a reader. */
import { describe, expect, it } from "vitest";
import type { ScriptFacts } from "../../src/shell/facts.ts";
import { environmentPrintsOf } from "../../src/shell/one-liners.ts";
import { readScript } from "../../src/shell/read-script.ts";
import { finalSink, pipelineAfter } from "../../src/shell/sinks.ts";
import { sourcesOf } from "../../src/shell/variables.ts";

/** Milliseconds of the processor, so that a busy machine does not fail the test. */
const limit = 3000;

function many(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join("");
}

/** Asks what rules ask, of some of the commands. */
function ask(facts: ScriptFacts): void {
  for (const command of facts.commands.slice(0, 300)) {
    pipelineAfter(command);
    finalSink(command);
    sourcesOf(facts, "A", command);
    environmentPrintsOf(facts, command);
  }
}

function timed(text: string, shell: string): ScriptFacts {
  const start = process.cpuUsage();
  const facts = readScript({ text, holes: [], shell });
  ask(facts);
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(limit);
  for (const { span } of facts.commands) expect(span.start >= 0 && span.start <= span.end && span.end <= text.length).toBe(true);
  return facts;
}

describe("bash", { timeout: 60_000 }, () => {
  it.each([
    ["substitutions that never end", "echo $(".repeat(5000)],
    ["bare substitutions", "$(".repeat(5000)],
    ["arithmetic that never ends", `echo ${"$((".repeat(20_000)}`],
    ["arithmetic inside arithmetic", `echo ${"$((".repeat(20_000)}1${"))".repeat(20_000)}`],
    ["defaults inside defaults", `echo ${"${a:-".repeat(5000)}${"}".repeat(5000)}`],
    ["quotes inside substitutions", `echo ${'"$(echo '.repeat(3000)}${')"'.repeat(3000)}`],
    ["process substitutions", `a ${"<(".repeat(5000)}`],
    ["backticks", `echo ${"`".repeat(100_000)}`],
    ["escaped backticks", `echo \`${"\\`".repeat(100_000)}`],
    ["a long sum", `echo $((${"1+".repeat(120_000)}1))`],
    ["subshells", `${"(".repeat(5000)}a${")".repeat(5000)}`],
    ["groups", `${"{ ".repeat(5000)}a;${" }".repeat(5000)}`],
    ["conditions", "if a; then ".repeat(3000)],
    ["loops", "for x in a; do ".repeat(3000)],
    ["negations in a test", `[[ ${"! ".repeat(100_000)}a ]]`],
    ["brackets in a test", `[[ ${"( ".repeat(100_000)}a ]]`],
    ["an open quote", `echo "${"a".repeat(1_000_000)}`],
    ["open heredocs", "cat <<E\n".repeat(100_000)],
    ["NUL", `${"\0".repeat(100_000)}echo \0 a`],
    ["stray brackets", ") ".repeat(60_000)],
    ["stray words", "done\n".repeat(100_000)],
    ["one long word", "a".repeat(1_000_000)],
    ["many words", `echo ${"a ".repeat(120_000)}`],
    ["many variables", `echo ${"$A ".repeat(80_000)}`],
    ["many elements", `A=(${"a ".repeat(120_000)})`],
    ["many assignments", "A=$A\n".repeat(170_000)],
    ["conditional assignments", "if a; then A=$A$B; fi\n".repeat(20_000)],
    ["assignments from each other", many(20_000, (index) => `A${index + 1}=$A${index}$A${index}\n`)],
    ["a long list", `${"a && ".repeat(60_000)}b`],
    ["a long pipeline", `${"a | ".repeat(60_000)}b`],
    ["pipes into long groups", `{ ${"a; ".repeat(50_000)}} | { ${"b; ".repeat(50_000)}}`],
    ["many redirections", `a ${">b ".repeat(60_000)}`],
    ["many descriptors", many(20_000, (index) => `exec ${index + 3}>&1\n`)],
    ["many branches", `if a; then b; ${"elif a; then b; ".repeat(50_000)}fi`],
    ["many patterns", `case a in ${"a) b;; ".repeat(100_000)}esac`],
    ["functions that call each other", `${"f() { f; g; }; g() { f; }; ".repeat(5000)}f`],
    ["a chain of functions", `${many(20_000, (index) => `f${index}() { f${index + 1} | x; }\n`)}f0`],
    ["one function again and again", "f() { a; }; f | x\n".repeat(40_000)],
    ["wrappers", `${"sudo ".repeat(60_000)}x`],
    ["evals", `${"eval ".repeat(60_000)}x`],
    ["shells in shells", "bash -c 'bash -c ".repeat(2000)],
    ["shells in quotes", `bash -c "${'echo \\"a\\" $X; '.repeat(60_000)}"`],
    ["many shells", 'bash -c "echo a | b"\n'.repeat(40_000)],
    ["heredocs for shells", "bash <<E\necho $a\nE\n".repeat(30_000)],
    ["a megabyte of commands", 'echo "$A" | sed s/a/b/ > out\n'.repeat(36_000)],
    ["many exports", `export ${many(100_000, (index) => `"a${index}=b" `)}`],
  ])("bears %s", (_name, text) => {
    timed(text, "bash");
  });

  it("says when it gave up", () => {
    expect(timed("echo $(".repeat(5000), "bash").notUnderstood).toMatch(/too large|nests too deeply/);
    expect(timed("A=$A\n".repeat(170_000), "bash").notUnderstood).toMatch(/too large/);
  });

  it("keeps what stands before a place that is too deep", () => {
    const facts = timed(`a; b | c; echo ${"$(".repeat(1000)}`, "bash");
    expect(facts.commands.slice(0, 3).map(({ name }) => name)).toEqual(["a", "b", "c"]);
  });
});

describe("other shells and languages", { timeout: 60_000 }, () => {
  it.each([
    ["pwsh", "{".repeat(40_000)],
    ["pwsh", "(".repeat(40_000)],
    ["pwsh", 'a "$('.repeat(40_000)],
    ["pwsh", "@{".repeat(40_000)],
    ["pwsh", '@"\n'.repeat(40_000)],
    ["pwsh", "[".repeat(300_000)],
    ["pwsh", "$a = ".repeat(40_000)],
    ["pwsh", "if ".repeat(40_000)],
    ["pwsh", "a | ".repeat(40_000)],
    ["pwsh", "<#".repeat(40_000)],
    ["pwsh", "Write-Host $env:A | b > c\n".repeat(30_000)],
    ["cmd", "%".repeat(300_000)],
    ["cmd", "%a".repeat(120_000)],
    ["cmd", "!a:".repeat(80_000)],
    ["cmd", '"'.repeat(300_000)],
    ["cmd", "(".repeat(300_000)],
    ["cmd", "^".repeat(300_000)],
    ["cmd", ">".repeat(300_000)],
    ["cmd", "if ".repeat(80_000)],
    ["cmd", "echo %A% | b > c && d\n".repeat(30_000)],
    ["python", "print(".repeat(40_000)],
    ["python", 'f"{'.repeat(40_000)],
    ["python", "'".repeat(300_000)],
    ["python", "a=os.environ['A']\n".repeat(40_000) + "print(a)\n".repeat(1000)],
    ["node", "`${".repeat(100_000)],
    ["node", "console.log(process.env.A);".repeat(30_000)],
  ])("%s", (shell, text) => {
    timed(text, shell);
  });
});
