/** Settings of one subject: what differs and what is a choice in a table, what is not known by its reason, what is as wanted folded away. */
import type { RuleInfo } from "../../../finding/report.ts";
import type { SettingState } from "../../../rule/setting-state.ts";
import { groupBy } from "../../../report/group-by.ts";
import { plural } from "../../../report/tally.ts";
import { cell, details, line, link, list, state, table } from "../../document/build.ts";
import type { Block, Cell, Inline, Line } from "../../document/document.ts";
import type { Piece } from "../../document/build.ts";

export function settingBlocks(states: readonly SettingState[], rules: readonly RuleInfo[]): readonly Block[] {
  const of = (...verdicts: readonly SettingState["verdict"][]): readonly SettingState[] =>
    verdicts.flatMap((verdict) => states.filter((each) => each.verdict === verdict));
  const told = of("differs", "choice");
  const fine = of("as-wanted");
  return [
    ...table(
      ["Setting", "Now", "Wanted", "Why"],
      told.map((each) => rowOf(each, rules)),
    ),
    ...unknownBlocks(of("unknown")),
    ...(fine.length === 0
      ? []
      : [details(`${plural(fine.length, "setting")} as wanted`, table(["Setting", "Now", "Wanted"], fine.map(fineRowOf)))]),
    ...(of("inapplicable").length === 0 ? [] : [foldedInapplicable(of("inapplicable"))]),
  ];
}

function rowOf(setting: SettingState, rules: readonly RuleInfo[]): readonly Cell[] {
  const { verdict, value, wanted, why, ruleId } = setting;
  const rule = rules.find(({ id }) => id === ruleId);
  const now = verdict === "differs" ? state("bad", value) : state("neutral", value);
  return [
    cell(nameOf(setting)),
    cell(now),
    cell(verdict === "choice" ? `a choice: ${wanted}` : wanted),
    cell(why, ...(rule === undefined ? [] : [" ", link(rule.id, rule.docsUrl)])),
  ];
}

function fineRowOf(setting: SettingState): readonly Cell[] {
  return [cell(nameOf(setting)), cell(state("good", setting.value)), cell(setting.wanted)];
}

function nameOf({ setting, page }: SettingState): Inline {
  return page?.url === undefined ? { kind: "prose", text: setting } : link(setting, page.url);
}

/** One line for each reason: a token that may see nothing makes no wall of words. */
function unknownBlocks(states: readonly SettingState[]): readonly Block[] {
  const groups = [...groupBy(states, ({ value }) => value)];
  return groups.length === 0 ? [] : [list(groups.map(([reason, group]) => unknownLine(reason, group)))];
}

function unknownLine(reason: string, group: readonly SettingState[]): Line {
  const names = group.flatMap((setting, index): readonly Piece[] => (index === 0 ? [nameOf(setting)] : ["; ", nameOf(setting)]));
  return line(state("unknown", "Not known"), ": ", ...names, ` (${reason}).`);
}

function foldedInapplicable(states: readonly SettingState[]): Block {
  const lines = states.map(({ setting, value }) => line(`${setting}: ${value}.`));
  return details(`${plural(states.length, "setting")} without meaning here`, [list(lines)]);
}
