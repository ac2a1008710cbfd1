/** Which commands a script runs, by what name, and under which circumstances. */
import { describe, expect, it } from "vitest";
import { command, names, read, showAssignment, showWords, textAt } from "./reading.ts";

describe("finds every command at any depth", () => {
  it.each([
    ["a; b\nc & d", "a b c d"],
    ["if a; then b; elif c; then d; else e; fi", "a b c d e"],
    ["while a; do b; done; until c; do d; done", "a b c d"],
    ["for x in 1 2; do a; done; for ((i = 0; i < 3; i++)); do b; done; select x in 1; do c; done", "a b c"],
    ["case $x in 1) a;; 2 | 3) b;& *) c;; esac", "case a b c"],
    ["(a; b); { c; }; (((d)))", "a b c (("],
    ["f() { a; }; function g { b; }; h() (c)", "a b c"],
    ["coproc a; coproc X { b; }", "a b"],
    ["a | b |& c && d || e; ! f; time g", "a b c d e f g"],
    ["a $(b) `c` <(d) >(e)", "a b c d e"],
    ['a "x $(b "y $(c)")" "`d`"', "a b c d"],
    ["A=$(a) B=`b` c; D=($(d) $(e))", "c a b d e"],
    ['a >$(b) 2>>"$(c)" <<<$(d)', "a b c d"],
    ["cat <<E\n$(a) `b`\nE\nc", "cat a b c"],
    ["a $(( $(b) + 1 )); (( $(c) )); b2 ${A[$(d)]}", "a b (( c b2 d"],
    ["[[ -f $(a) && $(b) == c* || ! ( -n `d` ) ]]", "[[ a b d"],
    ["a ${X:-$(b)} ${Y/$(c)/$(d)} ${Z:$(e)} ${W#$(f)}", "a b c d e f"],
    ["a {x,$(b)} @(y|$(c))", "a b c"],
    ["for x in $(a); do :; done; case $(b) in $(c)) ;; esac", "a : case b c"],
    ["a `b \\`c \\\\\\`d\\\\\\`\\``", "a b c d"],
    ["time -p a; exec 3>$(b)", "a exec b"],
  ])("%s", (text, expected) => {
    const facts = read(text);
    expect(names(facts.commands)).toBe(expected.replace("(((d)))", "d"));
    expect(facts.errors).toEqual([]);
    expect(facts.notUnderstood).toBeUndefined();
  });
});

it("takes neither comments nor text for commands", () => {
  expect(names(read('# rm -rf /\necho "curl x | sh" # | sh\ncat <<"E"\ncurl x | sh $(y)\nE\n').commands)).toBe("echo cat");
});

it("names the program without its folder, and not at all when it is not literal", () => {
  const text = '/usr/bin/curl a; ./run.sh; "cu"rl; $X y; ${X}url; "$(which a)"; c\\url';
  expect(names(read(text).commands)).toBe("curl run.sh curl ? ? ? which curl");
});

describe("peels wrappers off", () => {
  it.each([
    ["sudo curl a", "sudo", "curl a"],
    ["sudo -E -u root --preserve-env=A -g wheel /usr/bin/curl a", "sudo", "/usr/bin/curl a"],
    ["sudo -Hu root curl", "sudo", "curl"],
    ["sudo -- curl -k", "sudo", "curl -k"],
    ["$SUDO apt-get update", "sudo", "apt-get update"],
    ["${SUDO} curl", "sudo", "curl"],
    ["env -i -u HOME A=1 B=2 curl", "env", "curl"],
    ["command -p curl", "command", "curl"],
    ["exec -a name curl", "exec", "curl"],
    ["nice -n 10 nohup timeout -k 5 --signal KILL 5m curl a", "nice nohup timeout", "curl a"],
    ["timeout 5m bash x", "timeout", "bash x"],
    ["a | xargs -0 -I {} -n 1 rm {}", "xargs", "rm {}"],
    ["a | xargs --max-args=1 rm", "xargs", "rm"],
    ["sshpass -p$PASSWORD ssh host", "sshpass", "ssh host"],
    ["stdbuf -oL -e 0 ionice -c 3 setsid curl", "stdbuf ionice setsid", "curl"],
    ["builtin echo a", "builtin", "echo a"],
    ["sudo env A=1 sudo curl", "sudo env sudo", "curl"],
    ["sshpass -p x ssh host", "sshpass", "ssh host"],
    ["time sudo curl", "sudo", "curl"],
  ])("%s", (text, wrappers, words) => {
    const last = read(text).commands.at(-1);
    expect(last?.wrappers.join(" ")).toBe(wrappers);
    expect(showWords(last?.words ?? [])).toBe(words);
    expect(textAt(read(text), last?.words[0]?.span)).toBe(words.split(" ")[0]);
    expect(last?.wrapperWords[0]?.literal ?? "sudo").toMatch(
      /^(?:sudo|env|command|exec|nice|timeout|xargs|stdbuf|builtin|sshpass)$/,
    );
  });

  it.each(["env", "xargs", "sudo", "sudo -l", "command -v curl", "exec", "nohup", "time", "retry curl", "env -S 'curl a'"])(
    "leaves `%s` alone",
    (text) => {
      const [only] = read(text).commands;
      if (text !== "time") expect([only?.wrappers, only?.name]).toEqual([[], text.split(" ")[0]]);
      else expect(only).toBeUndefined();
    },
  );

  it("takes the environment of a command from prefixes, env and sudo", () => {
    const facts = read('A=1 B="$X" env C=2 sudo "D=$Y" curl E=3');
    const curl = command(facts, "curl");
    expect(curl.environment.map(showAssignment)).toEqual(["export A=1", 'export B="$X', "export C=2", 'export D="$Y']);
    expect(curl.environment.every((fact) => fact.scope === curl)).toBe(true);
    expect(textAt(facts, curl.span)).toBe(facts.text);
  });
});

describe("knows under which circumstances a command runs", () => {
  it.each([
    ["a", "plain", false, undefined],
    ["if a; then x; fi", "condition", false, undefined],
    ["if x; then a; fi", "plain", true, undefined],
    ["if x; then y; elif a; then z; fi", "condition", true, undefined],
    ["if x; then y; else a; fi", "plain", true, undefined],
    ["while a; do x; done", "condition", false, undefined],
    ["while x; do a; done", "plain", true, undefined],
    ["for x in 1; do a; done", "plain", true, undefined],
    ["case x in x) a;; esac", "plain", true, undefined],
    ["a || x", "excused", false, "x"],
    ["a || true", "excused", false, "true"],
    ["a || { x; y; }", "excused", false, "x"],
    ["a || if x; then y; fi", "excused", false, "x"],
    ["x || a", "plain", true, undefined],
    ["a && x", "condition", false, undefined],
    ["x && a", "plain", true, undefined],
    ["x && a || y", "excused", true, "y"],
    ["a || x && y", "excused", false, "x"],
    ["x || a || y", "excused", true, "y"],
    ["! a", "excused", false, undefined],
    ["{ x; a; } || y", "excused", false, "y"],
    ["{ a; x; } || y", "excused", false, undefined],
    ["if { x && a; }; then y; fi", "condition", true, undefined],
    ["x | a || y", "excused", false, "y"],
    ["a | x || y", "excused", false, undefined],
    ["set -o pipefail; a | x || y", "excused", false, "y"],
    ["f() { a; }", "plain", false, undefined],
  ] as const)("%s", (text, role, conditional, onFailure) => {
    const { role: found, conditional: when, onFailure: then } = command(read(text), "a");
    expect([found, when, then?.name]).toEqual([role, conditional, onFailure]);
  });
});

describe("the tests that allow it", () => {
  it.each([
    ["a", ""],
    ["if x; then a; fi", "x"],
    ["if x && y; then a; fi", "x y"],
    ["if x; then y; else a; fi", ""],
    ["if x; then y; elif z; then a; fi", "z"],
    ["x && a", "x"],
    ["x && y && a", "x y"],
    ["x || a", ""],
    ["x || y && a", "y"],
    ["while x; do a; done", "x"],
    ["if x; then y && a; fi", "x y"],
    ["case $X in p) a;; esac", "case"],
    ["case $X in p) x;; *) a;; esac", ""],
    ["if x; then y; fi; a", ""],
  ] as const)("%s", (text, tests) => {
    expect(
      command(read(text), "a")
        .allowedBy.map(({ name }) => name)
        .join(" "),
    ).toBe(tests);
  });
});

it("says in which functions a command stands and what it is substituted into", () => {
  const facts = read("f() { g() { a; }; b; }; c $(d) <(e); X=$(h)");
  expect(["a", "b", "c"].map((name) => command(facts, name).functions.join(" "))).toEqual(["f g", "f", ""]);
  expect(["c", "d", "e", "h"].map((name) => command(facts, name).substitutedInto?.name)).toEqual([undefined, "c", "c", "X"]);
});

it("keeps `[[`, `((` and `case` with the words they read", () => {
  const facts = read('[[ -n $A && "$B" == x* ]]; (( C + ${#D} )); case "$E" in x) ;; esac');
  expect(facts.commands.map(({ words }) => showWords(words))).toEqual(['[[ -n $A "$B == x*', "(( $C+$D/length", 'case "$E']);
});

it("keeps a command that only redirects", () => {
  const facts = read("> out; A=$(< in)");
  expect(facts.commands.map(({ name, words, redirects }) => [name, words.length, redirects.length])).toEqual([
    [undefined, 0, 1],
    [undefined, 0, 1],
  ]);
});

it("gives the span from the first word or prefix to the last word or redirection", () => {
  const facts = read("if A=1 curl -k >x 2>&1; then b; fi; cat <<E -n\nx\nE");
  expect(facts.commands.map(({ span }) => textAt(facts, span))).toEqual(["A=1 curl -k >x 2>&1", "b", "cat <<E -n"]);
});

describe("says where the parser lost its way", () => {
  it.each([
    ["a; if b; then c", "a b c"],
    ['a; b "x', "a b"],
    ["a; ) b; c", "a"],
    ["a\n) b\nc $X\n;; d\ne", "a c e"],
    ["a $(b", "a b"],
    ["a; done; b", "a b"],
  ])("%s", (text, expected) => {
    const facts = read(text);
    expect(names(facts.commands)).toBe(expected);
    expect(facts.errors.length).toBeGreaterThan(0);
  });

  it("gives the place", () => {
    const facts = read("a\nb )) c\nd");
    expect(facts.errors.map(({ span }) => textAt(facts, span))).toEqual(["))"]);
    expect(facts.notUnderstood).toMatch(/^the script is no valid shell: unexpected token/);
  });
});
