import { describe, expect, test } from "vitest";
import { parseOptions } from "../../rules/data/options.ts";
import { downloaderNamed } from "../../rules/data/tools/downloaders.ts";
import { wordText } from "../../rules/data/word-text.ts";
import { commandOf } from "./commands.ts";

function read(text: string): { urls: string[]; file: string[]; remote: boolean } {
  const command = commandOf(text);
  const tool = downloaderNamed(command.name);
  if (tool === undefined) throw new Error("no downloader");
  const parsed = parseOptions(command.args, tool.spec);
  const values = (names: readonly string[]): string[] =>
    parsed.options.flatMap(({ name, value }) => (names.includes(name) && value !== undefined ? [wordText(value)] : []));
  return {
    urls: [...values(tool.urls), ...parsed.operands.map(wordText)],
    file: values(tool.outputFile),
    remote: parsed.options.some(({ name }) => tool.remoteName.includes(name)),
  };
}

describe("what is fetched and where it goes", () => {
  test.each<[string, string[], string[], boolean]>([
    ["curl -fsSL https://x/i.sh", ["https://x/i.sh"], [], false],
    ["curl -fsSLo i.sh https://x/i.sh", ["https://x/i.sh"], ["i.sh"], false],
    ["curl -LO https://x/i.sh", ["https://x/i.sh"], [], true],
    ["curl --retry 3 -H 'A: b' --output=x --url https://x", ["https://x"], ["x"], false],
    ['curl -sSL "https://x/$V.tgz" -o /tmp/x', ["https://x/${V}.tgz"], ["/tmp/x"], false],
    ["curl -X POST -d @f -u a:b https://x", ["https://x"], [], false],
    ["wget -qO- https://x", ["https://x"], ["-"], false],
    ["wget -q -O i.sh https://x", ["https://x"], ["i.sh"], false],
    ["wget -nv -P dir https://x", ["https://x"], [], false],
    ["aria2c -x 4 -o f https://x", ["https://x"], ["f"], false],
  ])("%s", (text, urls, file, remote) => expect(read(text)).toEqual({ urls, file, remote }));

  test("PowerShell's names in any case", () => {
    expect(downloaderNamed("Invoke-WebRequest")).toBe(downloaderNamed("iwr"));
    expect(downloaderNamed("invoke-restmethod")?.spec.style).toBe("powershell");
    expect(downloaderNamed(undefined)).toBeUndefined();
    expect(downloaderNamed("constructor")).toBeUndefined();
  });
});
