/** Texts that want to take our time and memory, each about `bytes` long. Tests and measurements share them. */

/** Apart from the words around it, lest scanners take this file for a leak. */
const keyWord = "KEY";

/**
 * @param {number} bytes
 * @returns {ReadonlyMap<string, string>} what it is → the text
 */
export function hostileInputs(bytes) {
  const times = (/** @type {string} */ unit) => Math.floor(bytes / unit.length);
  const repeat = (/** @type {string} */ unit) => unit.repeat(times(unit));
  const numbered = (/** @type {(index: number) => string} */ line) => {
    const lines = [];
    for (let length = 0, index = 0; length < bytes; index++) {
      const next = line(index);
      lines.push(next);
      length += next.length + 1;
    }
    return lines.join("\n");
  };
  const inScript = (/** @type {string} */ script) =>
    `version: 2.1\njobs:\n  build:\n    docker: [{ image: a }]\n    steps:\n      - run: |\n          ${script.replaceAll("\n", "\n          ")}\n`;
  const depth = Math.min(10_000, Math.floor(Math.sqrt(bytes)));
  return new Map([
    ["one line of spaces", " ".repeat(bytes)],
    ["one long scalar", `version: 2.1\njobs: ${"a".repeat(bytes)}`],
    ["keys of one map", `version: 2.1\njobs:\n${numbered((index) => `  job${index}: {}`)}`],
    ["the same key", `version: 2.1\njobs:\n${numbered(() => "  job: {}")}`],
    ["flow lists in lists", `version: 2.1\njobs: ${"[".repeat(bytes)}`],
    ["flow maps in maps", `version: 2.1\njobs: ${repeat("{a: ")}`],
    [
      "block maps in maps",
      `version: 2.1\n${Array.from({ length: depth }, (_, index) => `${" ".repeat(index)}jobs:`).join("\n")}`,
    ],
    ["block lists in lists", `version: 2.1\njobs:\n ${repeat("- ")}`],
    [
      "anchors that double",
      `version: 2.1\na0: &a0 [x, x]\n${numbered((index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`)}`,
    ],
    ["aliases of one list", `version: 2.1\na: &a [${"x, ".repeat(1000)}x]\njobs:\n${numbered((index) => `  j${index}: *a`)}`],
    [
      "merges that double",
      `version: 2.1\na0: &a0 { x: 1 }\n${numbered((index) => `a${index + 1}: &a${index + 1} { <<: [*a${index}, *a${index}], k${index}: 1 }`)}`,
    ],
    ["anchors without use", numbered((index) => `k${index}: &a${index} x`)],
    ["aliases without anchor", `version: 2.1\njobs:\n${numbered((index) => `  j${index}: *nowhere${index}`)}`],
    ["quotes without end", `version: 2.1\njobs: "${repeat("\\x41")}`],
    ["comments", `version: 2.1\n${numbered((index) => `# secaudit: ignore[rule-${index}] because`)}`],
    ["tabs", `version: 2.1\njobs:\n${repeat("\t- x\n")}`],
    ["documents", repeat("---\nversion: 2.1\n")],
    [
      "a list of steps",
      `version: 2.1\njobs:\n  build:\n    docker: [{ image: a }]\n    steps:\n${numbered(() => "      - run: echo $TOKEN")}`,
    ],
    ["commands that call each other twice", commandBomb(bytes)],
    [
      "commands in a circle",
      "version: 2.1\ncommands:\n  a: { steps: [b] }\n  b: { steps: [a] }\njobs:\n  build: { docker: [{ image: a }], steps: [a] }\n",
    ],
    ["a matrix of everything", matrixBomb(bytes)],
    ["orbs in orbs", orbBomb(depth)],
    [
      "parameters in a script",
      `version: 2.1\nparameters: { p: { type: string, default: x } }\n${inScript(repeat("<< pipeline.parameters.p >> "))}`,
    ],
    ["templates without end", inScript(repeat("<< "))],
    ["an expression of brackets", `version: 2.1\nworkflows:\n  w:\n    when: ${"(".repeat(bytes)}`],
    ["substitutions in substitutions", inScript(repeat("$("))],
    ["arithmetic in arithmetic", inScript(repeat("$(("))],
    ["braces and backticks", inScript(repeat("`{ "))],
    ["one command of many words", inScript(`echo ${repeat("$TOKEN ")}`)],
    ["one pipeline", inScript(`echo $TOKEN ${repeat("| cat ")}`)],
    ["functions that call each other", inScript(numbered((index) => `f${index}() { f${index + 1}; f${index + 1}; }`))],
    ["here-documents", inScript(numbered((index) => `cat <<E${index}\n$TOKEN`))],
    ["one long word", inScript(`echo ${"a".repeat(bytes)}`)],
    ["bait for regexes", inScript(`curl ${repeat("a@a.")} ${repeat("http://u:p")}`.slice(0, bytes))],
    ["keys without end", inScript(repeat(`-----BEGIN PRIVATE ${keyWord}-----\n`))],
    [
      "filters to test",
      `version: 2.1\njobs: { b: { docker: [{ image: a }], steps: [checkout] } }\nworkflows:\n  w:\n    jobs:\n${numbered(() => "      - b: { filters: { branches: { only: /(a+)+$/ } } }")}`,
    ],
  ]);
}

function commandBomb(/** @type {number} */ bytes) {
  const commands = [];
  for (let index = 0, length = 0; length < bytes; index++) {
    const next = `  c${index}: { steps: [c${index + 1}, c${index + 1}] }`;
    commands.push(next);
    length += next.length + 1;
  }
  return `version: 2.1\ncommands:\n${commands.join("\n")}\n  c${commands.length}: { steps: [run: echo $TOKEN] }\njobs:\n  build: { docker: [{ image: a }], steps: [c0] }\nworkflows: { w: { jobs: [build] } }\n`;
}

function matrixBomb(/** @type {number} */ bytes) {
  const values = Array.from({ length: Math.floor(bytes / 40) }, (_, index) => index).join(", ");
  const names = ["a", "b", "c", "d"];
  const parameters = names.map((name) => `${name}: { type: integer }`).join(", ");
  const axes = names.map((name) => `              ${name}: [${values}]`).join("\n");
  return `version: 2.1\njobs:\n  j: { parameters: { ${parameters} }, docker: [{ image: a }], steps: [run: echo << parameters.a >>] }\nworkflows:\n  w:\n    jobs:\n      - j:\n          matrix:\n            parameters:\n${axes}\n`;
}

function orbBomb(/** @type {number} */ depth) {
  const lines = ["version: 2.1"];
  for (let level = 0; level < depth; level++) lines.push(`${" ".repeat(2 * level)}orbs:`, `${" ".repeat(2 * level + 1)}o:`);
  return `${lines.join("\n")}\n`;
}
