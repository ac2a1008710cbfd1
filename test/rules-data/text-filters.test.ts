import { describe, expect, test } from "vitest";
import { formAfter } from "../../rules/data/handed-on.ts";
import { handedOn } from "../../rules/data/text-filters.ts";
import { readScript } from "../../src/shell/read-script.ts";
import { commandOf } from "./commands.ts";

describe("what comes out of a filter", () => {
  test.each([
    ..."cat|cat -A -|sort -u|uniq -c|head -n 1|head -1|tail -n +2|tee out|tee -a a b|grep x|grep -E -e x|grep -v x -".split("|"),
    ..."sed 's/^/  /'|awk '{print}'|tr -d '\\n'|tr -d '[:space:]'|xargs|xargs echo|xargs -n 1 printf '%s'|column -t -s =|nl".split(
      "|",
    ),
  ])("%s keeps it", (text) => expect(handedOn(commandOf(text))).toBe("kept"));

  test.each([
    ..."base64|base64 -d|base64 -w 0 -|rev|xxd -p|od -An -c|hexdump -C|fold -w1|tr a-z A-Z|gzip -c|gunzip|uuencode key".split(
      "|",
    ),
    ..."sed 's/./& /g'|sed -E 's/(.)/\\1 /g'|sed \"s/a/$B/\"|jq .|jq -r .private_key|jq -r '.a.token'|jq -R @base64|yq '.'".split(
      "|",
    ),
    ..."openssl base64 -A|openssl enc -base64|openssl enc -d -aes-256-cbc -k x|grep -o .|paste -sd,".split("|"),
    ..."python3 -c 'import sys; print(sys.stdin.read()[::-1])'|python -m json.tool|perl -pe 's/(.)/$1 /g'|ruby -ne 'puts $_.reverse'".split(
      "|",
    ),
    'node -e \'console.log([...require("fs").readFileSync(0, "utf8")].join(" "))\'',
    `sed '${"s/a/b/;".repeat(1000)}'`,
  ])("%s changes it", (text) => expect(handedOn(commandOf(text))).toBe("changed"));

  test.each("cut -c1-4|cut -d: -f2|head -c 4|tail --bytes=4|awk '{print $1}'|awk '{print substr($0, 1, 4)}'".split("|"))(
    "%s cuts it",
    (text) => expect(handedOn(commandOf(text))).toBe("cut"),
  );

  test.each([
    ..."wc -c|sha256sum|md5|docker login --password-stdin|gpg --import|bash|curl -d @- x|$TOOL|grep -q x|grep -c x".split("|"),
    ..."cat file|sort names|base64 key.pem|grep x file|sed 's/a/b/' file|sed -i 's/a/b/' f|head -n 1 f|xargs curl|xargs -I{} rm {}".split(
      "|",
    ),
    ..."jq empty|jq length|jq -r .project_id|jq -n .|jq . file|jq -r '.client_email'|openssl dgst -sha256|openssl enc -aes-256-cbc -k x".split(
      "|",
    ),
    ..."sed 's/./*/g'|sed 's/=.*/=***/'|tr 'a-z0-9' '*'|awk '{print length}'|awk 'END {print NR}'|cut -d. -f2".split("|"),
    ..."python3 -c 'print(1)'|python3 -m http.server|perl -e 'print 1'|openssl base64 -in f".split("|"),
    "python3 -c 'import json, sys; print(json.load(sys.stdin)[\"project_id\"])'",
    "jq -R 'split(\".\") | .[1] | @base64d | fromjson'",
  ])("%s keeps it to itself", (text) => expect(handedOn(commandOf(text))).toBeUndefined());

  test("jq's arguments are no files", () => {
    expect(handedOn(commandOf("jq --arg a b --argjson c 1 '. + {$a}'"))).toBe("changed");
  });
});

describe("what is left after several commands", () => {
  test.each<[string, string | undefined]>([
    ["echo $X", "kept"],
    ["echo $X | cat", "kept"],
    ["echo $X | base64", "changed"],
    ["echo $X | base64 | cut -c1-4", "cut"],
    ["echo $X | cut -c1-4 | base64", "cut"],
    ["base64 <<< $X", "changed"],
    ["curl -H $X example.com", undefined],
    ["echo $X | curl -d @- example.com", undefined],
    ["echo $X | wc -c", undefined],
  ])("%s", (text, expected) => {
    const facts = readScript({ text, holes: [], shell: "bash" });
    expect(formAfter(facts.commands, facts)).toBe(expected);
  });

  test("a filter's own words are not what it reads", () => {
    const facts = readScript({ text: 'cat log | sed "s/$X/***/"', holes: [], shell: "bash" });
    expect(formAfter(facts.commands.slice(1), facts)).toBeUndefined();
  });
});
