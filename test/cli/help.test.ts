import { expect, it } from "vitest";
import { commands } from "../../src/cli/commands.ts";
import { helpText } from "../../src/cli/help.ts";
import { commandNames } from "../../src/cli/lint-options.ts";

it.each(commands.map((command) => [command.name, command] as const))(
  "help of %s fits a terminal and names every option",
  (_, command) => {
    const text = helpText(command, commands);
    for (const line of text.split("\n")) expect(line.length, line).toBeLessThanOrEqual(100);
    for (const option of command.options) expect(text).toContain(`--${option.name}`);
    for (const { name } of [...command.examples, ...command.environment]) expect(text).toContain(name);
  },
);

it("knows the commands by their names", () => {
  expect(commands.map((command) => command.name)).toEqual(commandNames);
});

it("lists the commands where one looks first", () => {
  const text = helpText(commands[0], commands);
  for (const command of commands) expect(text).toMatch(new RegExp(`^  ${command.name} `, "m"));
});
