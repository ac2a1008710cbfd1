import { expect, it } from "vitest";
import { outputsOf } from "../../src/cli/outputs.ts";

it("prints pretty when nothing is asked for", () => {
  expect(outputsOf([])).toEqual([{ format: "pretty", file: undefined }]);
});

it("writes each format to its place", () => {
  expect(outputsOf(["json=a=b.json", "pretty", "sarif=out/x.sarif"])).toEqual([
    { format: "json", file: "a=b.json" },
    { format: "pretty", file: undefined },
    { format: "sarif", file: "out/x.sarif" },
  ]);
  expect(outputsOf(["json=-"])).toEqual([{ format: "json", file: undefined }]);
});

it.each([
  [["jsno"], /one of pretty, json.*not `jsno`\. Did you mean `json`/],
  [["json="], /names no file/],
  [["json", "pretty"], /Only one format can go to standard output/],
  [["json=x", "sarif=x"], /Two formats are to be written to `x`/],
])("refuses %j", (values, message) => {
  expect(() => outputsOf(values)).toThrow(message);
});
