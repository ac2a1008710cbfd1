import { describe, expect, it } from "vitest";
import { commands } from "../../src/cli/commands.ts";
import { choiceGiven, isGiven, parseCommandLine, valueGiven, valuesGiven } from "../../src/cli/parse-command-line.ts";
import { failBars } from "../../src/cli/lint-options.ts";

const parse = (...args: readonly string[]) => parseCommandLine(args, commands);
const faultOf = (...args: readonly string[]): string => {
  try {
    parse(...args);
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : "";
  }
  return "none";
};

describe("the command", () => {
  it("is lint unless the first word names another", () => {
    expect(parse().command.name).toBe("lint");
    expect(parse("some/path", "rules").command.name).toBe("lint");
    expect(parse("lint", "rules")).toMatchObject({ command: { name: "lint" }, positionals: ["rules"] });
    expect(parse("explain", "volatile-orb")).toMatchObject({ command: { name: "explain" }, positionals: ["volatile-orb"] });
  });

  it("takes no more arguments than it has use for", () => {
    expect(faultOf("explain", "a", "b")).toBe("UsageError: Unexpected argument `b`: write `circleci-secaudit explain <rule>`.");
  });
});

describe("options", () => {
  it("may stand anywhere, with `=` or without, short or long", () => {
    const line = parse("a.yml", "-f", "json", "--fail-on=high", "-fsarif=x.sarif", "b.yml", "--no-ignores");
    expect(valuesGiven(line, "format")).toEqual(["json", "sarif=x.sarif"]);
    expect(valueGiven(line, "fail-on")).toBe("high");
    expect(isGiven(line, "no-ignores")).toBe(true);
    expect(isGiven(line, "offline")).toBe(false);
    expect(line.positionals).toEqual(["a.yml", "b.yml"]);
  });

  it("end at `--`", () => {
    expect(parse("--", "--fail-on", "-x").positionals).toEqual(["--fail-on", "-x"]);
  });

  it("leave `-` to standard input", () => {
    expect(parse("-", "--config", "-").positionals).toEqual(["-"]);
  });

  it.each([
    [
      ["--fail-om", "high"],
      "Unknown option `--fail-om` for `lint`. Did you mean `--fail-on`? See `circleci-secaudit lint --help`.",
    ],
    [["-x"], "Unknown option `-x` for `lint`. See `circleci-secaudit lint --help`."],
    [["rules", "--baseline", "x"], "Unknown option `--baseline` for `rules`. See `circleci-secaudit rules --help`."],
    [["--config"], "Option `--config` needs a value: `--config <file>`."],
    [["--config", "--no-ignores"], "Option `--config` needs a value: `--config <file>`."],
    [["--config="], "Option `--config` needs a value: `--config <file>`."],
    [["--no-ignores=yes"], "Option `--no-ignores` takes no value; write it without `=yes`."],
    [["--fail-on", "low", "--fail-on", "high"], "Option `--fail-on` is given twice; give it once."],
  ])("%j is refused in one line that says what to do", (args, message) => {
    expect(faultOf(...args)).toBe(`UsageError: ${message}`);
  });

  it("take one of their words", () => {
    expect(choiceGiven(parse("--fail-on", "never"), "fail-on", failBars)).toBe("never");
    expect(choiceGiven(parse(), "fail-on", failBars)).toBeUndefined();
    expect(() => choiceGiven(parse("--fail-on", "hgih"), "fail-on", failBars)).toThrow(
      "`--fail-on` is one of critical, high, medium, low, info, never, not `hgih`. Did you mean `high`?",
    );
  });
});
