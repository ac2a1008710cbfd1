import { describe, expect, test } from "vitest";
import { secretOptionsOf } from "../../rules/data/tools/secret-options.ts";
import { wordText } from "../../rules/data/word-text.ts";
import { commandOf, literalWord } from "./commands.ts";
import { cpuTime } from "../cpu-time.ts";

const found = (text: string): string[] => secretOptionsOf(commandOf(text)).map(({ name, value }) => `${name} ${wordText(value)}`);

test("a command of a hundred thousand words is read at once", () => {
  const words = Array.from({ length: 100_000 }, (_, index) => literalWord(index % 2 === 0 ? "--token" : "-x", index * 10));
  const start = cpuTime();
  expect(secretOptionsOf({ ...commandOf("tool x"), args: words })).toEqual([]);
  expect(secretOptionsOf({ ...commandOf("docker x"), args: words })).toEqual([]);
  expect(cpuTime() - start).toBeLessThan(3000);
});

describe("options that carry secrets", () => {
  test.each<[string, string[]]>([
    ["docker login -u u -p $P", ["-p ${P}"]],
    ["docker login -u=u -p=$P", ["-p ${P}"]],
    ["mysql -p=$P", ["-p =${P}"]],
    ["helm registry login -p $P x", ["-p ${P}"]],
    ["docker run -p 80:80 x", []],
    ["docker login --password-stdin", []],
    ["curl -u u:$P https://x", ["-u u:${P}"]],
    ['curl -sH "Authorization: $T" https://x', ["-H Authorization: ${T}"]],
    ["curl -fsSL https://x", []],
    ["mysql -u root -p$P db", ["-p ${P}"]],
    ["mysql -u root -p db", []],
    ["redis-cli -h x -a $P ping", ["-a ${P}"]],
    ["sqlcmd -S s -P $P", ["-P ${P}"]],
    ["az login --service-principal -u $I -p $P", ["-p ${P}"]],
    ["kubectl create secret docker-registry x --docker-password=$P", ["--docker-password ${P}"]],
    ["openssl enc -d -k $P -in x", ["-k ${P}"]],
    ["gpg --batch --passphrase $P -d x", ["--passphrase ${P}"]],
    ["keytool -list -storepass $P -keystore k", ["-storepass ${P}"]],
    ["twine upload -u u -p $P dist/*", ["-p ${P}"]],
    ["security unlock-keychain -p $P x", ["-p ${P}"]],
    ["dotnet nuget push x -k $P -s y", ["-k ${P}"]],
    ["sonar --token $T x", ["--token ${T}"]],
    ["tool --api-key=$K", ["--api-key ${K}"]],
    ["tool --token-file x --password --other", []],
    ["tool --max-tokens 5 --author $A", []],
  ])("%s", (text, expected) => expect(found(text)).toEqual(expected));
});
