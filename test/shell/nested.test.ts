/** Scripts given to other shells as text: their commands, their places, and whose variables they read. */
import { describe, expect, it } from "vitest";
import type { CommandFact } from "../../src/shell/facts.ts";
import { command, names, read, showInput, showSink, showWords, textAt } from "./reading.ts";

const nested = (text: string): readonly CommandFact[] => read(text).commands.filter(({ nestedIn }) => nestedIn !== undefined);
const show = (found: readonly CommandFact[]): string[] =>
  found.map(({ words, place, nestedIn }) => `${nestedIn?.name}${place === "job" ? "" : ` ${place}`}: ${showWords(words)}`);

describe("text that is a script", () => {
  it.each([
    ["bash -c 'a $B | c'", ["bash: a $B", "bash: c"]],
    ['bash -c "a $B | c"', ["bash: a $B", "bash: c"]],
    ["bash -lc a", ["bash: a"]],
    ["sh -euxo pipefail -c 'a' name arg", ["sh: a"]],
    ["bash --login -c 'a'", ["bash: a"]],
    ["sudo -E bash -c 'a'", ["bash: a"]],
    ["x | xargs -I {} sh -c 'a {}'", ["sh: a {}"]],
    ["timeout 5m bash -c 'a'", ["bash: a"]],
    ["eval 'a; b'", ["eval: a", "eval: b"]],
    ['eval a "$B" c', ["eval: a $B c"]],
    ['eval "a $(b) c"', ["eval: a $(b) c"]],
    ["trap 'a \"$B\"' EXIT", ['trap: a "$B']],
    ["ssh host 'a $B'", ["ssh remote: a $B@"]],
    ["ssh -i key -p 22 -o StrictHostKeyChecking=no u@h a $B", ["ssh remote: a $B"]],
    ['ssh host "a $B \\$C"', ["ssh remote: a $B $C@"]],
    ["ssh host a '|' b", ["ssh remote: a", "ssh remote: b"]],
    ["ssh host bash -c \"'a'\"", ["ssh remote: bash -c 'a'", "bash remote: a"]],
    ["su - user -c 'a $B'", ["su: a $B"]],
    ["docker exec -it c sh -c 'a $B'", ["docker container: sh -c 'a $B'", "sh container: a $B@"]],
    [
      "docker run -e B --env C=1 img bash -lc 'a $B $C $D'",
      ["docker container: bash -lc 'a $B $C $D'", "bash container: a $B $C $D@"],
    ],
    ["kubectl exec pod -- sh -c a", ["kubectl container: sh -c a", "sh container: a"]],
    ["docker-compose exec -T app sh -c a", ["docker-compose container: sh -c a", "sh container: a"]],
    ["find . -exec sh -c 'a' \\;", ["find: sh -c 'a' ;", "sh: a"]],
    ["retry 3 bash -c 'a'", ["retry: bash -c 'a'", "bash: a"]],
    ["bash <<E\na $B \\$C\nE", ["bash: a $B $C"]],
    ["sudo bash <<'E'\na $B\nE", ["bash: a $B"]],
    ["bash -s -- x <<E\na\nE", ["bash: a"]],
    ["bash <<< 'a $B'", ["bash: a $B"]],
    ["ssh host <<E\na $B \\$C\nE", ["ssh remote: a $B $C@"]],
    ["ssh host bash -s <<'E'\na $B\nE", ["ssh remote: bash -s", "bash remote: a $B@"]],
    ["docker exec -i c bash <<'E'\na\nE", ["docker container: bash", "bash container: a"]],
    ["cat <<'E' | bash\na $B\nE", ["bash: a $B"]],
    ["cat <<E | ssh h\na $B\nE", ["ssh remote: a $B"]],
    ["echo 'a; b' | sh", ["sh: a", "sh: b"]],
    ['echo -n "a $B" | bash', ["bash: a $B"]],
    ["bash -c 'bash -c \"a \\$B\"'", ['bash: bash -c "a $B"', "bash: a $B"]],
    ["bash -c 'a '\"'b'\"", ["bash: a 'b'"]],
    ["bash -c $'a\\nb'", ["bash: a", "bash: b"]],
    ["(bash -c 'a')", ["bash: a"]],
  ])("%s", (text, expected) => {
    expect(show(nested(text))).toEqual(expected);
  });

  it.each([
    "bash script.sh -c x",
    'bash -c "$SCRIPT"',
    'eval "$(ssh-agent -s)"',
    "bash <(curl x)",
    "curl x | bash",
    "bash < file",
    "ssh host",
    "echo bash -c 'a'",
    "grep bash -c x",
    "docker pull bash",
    "docker run bash echo",
    "trap - EXIT",
    "echo 'a' | cat",
    "cat f | sh",
    "printf '%s' 'a'",
  ])("%s holds none", (text) => {
    expect(show(nested(text))).toEqual([]);
  });
});

describe("spans point to where the text is written", () => {
  it.each([
    ["bash -c 'curl \"$URL\" | sh'", "curl", 'curl "$URL"', '"$URL"'],
    ['bash -c "curl \\"$URL\\" | sh"', "curl", 'curl \\"$URL\\"', '"$URL\\"'],
    ['bash -c "curl \\$URL"', "curl", "curl \\$URL", "$URL"],
    ["bash -c cu'rl '\"$URL\"", "curl", "cu'rl '\"$URL", "$URL"],
    ["bash -c $'a\\n\\tcurl $URL'", "curl", "curl $URL", "$URL"],
    ["ssh h <<-E\n\ta\n\tcurl $URL\n\tE", "curl", "curl $URL", "$URL"],
    ['x=`bash -c "curl \\\\\\$URL"`', "curl", "curl \\\\\\$URL", "$URL"],
  ])("%s", (text, name, all, word) => {
    const facts = read(text);
    const found = command(facts, name);
    expect([textAt(facts, found.span), textAt(facts, found.args[0]?.span)]).toEqual([all, word]);
  });
});

it("expands what the outer shell expands, whatever the inner quotes say", () => {
  const facts = read("bash -c \"a '$B' '\\$C' ___ '$(d)'\"");
  expect(showWords(command(facts, "a").args)).toBe("'$B '$C' #0 '$(d)");
  expect(names(facts.commands)).toBe("bash a d");
});

it("lets nested commands write where the outer one does", () => {
  expect(showSink(command(read("bash -c 'a; b' >f 2>&1"), "a").errorOutput)).toBe(">f");
  expect(showInput(command(read("bash -c 'a' | c"), "c").input)).toBe("bash a |");
  expect(showSink(command(read("x=$(ssh h 'a | b')"), "b").output)).toBe("captured by x");
  expect(showSink(command(read("exec >f; trap 'a' EXIT"), "a").output)).toBe(">f");
});

it("keeps what nested shells do to themselves, but not what eval does", () => {
  const facts = read("bash -c 'cd x; A=1'; eval 'B=2'");
  expect(facts.assignments.map(({ name, within }) => [name, within === undefined])).toEqual([
    ["A", false],
    ["B", true],
  ]);
});

it("does not count as errors what other shells may understand", () => {
  expect(read("ssh win 'if (a) { b }'").errors).toEqual([]);
  expect(read('eval "$A; fi $B"').errors).toEqual([]);
  expect(read("bash -c 'if a; then'").errors.length).toBeGreaterThan(0);
});

it("stops at some depth", () => {
  let text = "a";
  for (let level = 0; level < 12; level += 1) text = `eval eval ${text}`;
  const facts = read(text);
  expect(facts.commands.length).toBeGreaterThan(5);
  expect(facts.commands.length).toBeLessThan(20);
});
