import { expect, test } from "vitest";
import { urlCredentialsIn } from "../../rules/data/url-credentials.ts";
import { commandsOf } from "./commands.ts";

function credentialsOf(word: string): readonly string[] {
  const [command] = commandsOf(`git clone ${word}`);
  const found = command?.args.flatMap((arg) => urlCredentialsIn(arg)) ?? [];
  return found.map(
    ({ part, isPassword, host }) =>
      `${part.kind === "variable" ? part.name : part.kind} ${isPassword ? "password" : "user"} ${host}`,
  );
}

test.each([
  ["https://$TOKEN@github.com/a/b", "TOKEN user github.com"],
  ['"https://x-access-token:${TOKEN}@github.com/a/b"', "TOKEN password github.com"],
  ["https://$NAME:$TOKEN@github.com", "TOKEN password github.com"],
  ["https://bot:$(./token.sh)@git.acme.example:8443/a", "substitution password git.acme.example"],
  ['git+https://"$TOKEN"@github.com/a', "TOKEN user github.com"],
  ["https://bot:$TOKEN@$HOST/a", "TOKEN password "],
])("%s", (word, expected) => expect(credentialsOf(word)).toEqual([expected]));

test.each([
  "https://github.com/$OWNER/b@v1",
  "https://$HOST/a@b",
  "git@github.com:$OWNER/b",
  "https://user@github.com/$NAME",
  "https://$HOST:8080/",
  "ssh://git@$HOST/a",
])("%s holds none", (word) => expect(credentialsOf(word)).toEqual([]));
