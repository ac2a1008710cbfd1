/** `Security settings`: each setting of the organisation, the project and the repository that security hangs on. */
import type { Finding } from "../../../finding/finding.ts";
import type { RuleInfo } from "../../../finding/report.ts";
import type { SettingState } from "../../../rule/setting-state.ts";
import { groupBy } from "../../../report/group-by.ts";
import { plural } from "../../../report/tally.ts";
import { details, line, list, paragraph, section } from "../../document/build.ts";
import type { Block, Section } from "../../document/document.ts";
import type { ReviewFacts } from "../../review-input.ts";
import { outlineOf } from "../../outline/outline.ts";
import { findingBlocks } from "../found.ts";
import { count } from "../words.ts";
import { askFor } from "./ask-for.ts";
import { settingBlocks } from "./states.ts";

export function settingsSection(facts: ReviewFacts): Section {
  const { settings, scene, report } = facts;
  const states = settings.filter(({ topic }) => topic === "security");
  const blocks =
    scene.facts === undefined || states.length === 0 ? [notAsked] : told(states, report.rules, outlineOf(facts).settings);
  return section("security-settings", "Security settings", blocks);
}

const notAsked = paragraph("No setting of the project, the organisation or the repository is known. ", ...askFor("settings"));

function told(states: readonly SettingState[], rules: readonly RuleInfo[], found: readonly Finding[]): readonly Block[] {
  const number = (verdict: SettingState["verdict"]): number => states.filter((each) => each.verdict === verdict).length;
  const known = states.length - number("unknown") - number("inapplicable");
  const [differing, hidden] = [number("differs"), number("unknown")];
  const first = `Of ${plural(known, "setting")} that ${known === 1 ? "is" : "are"} known, ${String(differing)} ${differing === 1 ? "is" : "are"} not as wanted`;
  const rest = hidden === 0 ? "" : `; ${String(hidden)} more ${hidden === 1 ? "is" : "are"} not known`;
  return [
    paragraph(`${first}${rest}.`),
    ...[...groupBy(states, ({ subject }) => subject)].map(([subject, own]) => subjectSection(subject, own, rules)),
    ...(found.length === 0
      ? []
      : [details(`What the rules say of them: ${count(found.length, "finding")}`, findingBlocks(found))]),
    ...(known === 0 ? [] : [untellable]),
  ];
}

function subjectSection(subject: string, states: readonly SettingState[], rules: readonly RuleInfo[]): Section {
  const title = `${subject.charAt(0).toUpperCase()}${subject.slice(1)}`;
  return {
    ...section(`settings-of-${subject.replaceAll(/[^\w-]+/g, "-").toLowerCase()}`, title, settingBlocks(states, rules)),
    isListed: false,
  };
}

/** What nothing could ever tell, said once. */
const untellable = list([
  line(
    "No API tells of single sign-on, of what the organisation decides for all projects about reruns with SSH and rights to change settings, " +
      "of people's own API tokens, and of the OAuth apps that the organisation at GitHub has approved: look at them by hand.",
  ),
]);
