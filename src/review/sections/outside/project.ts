/** `Project settings`: when and how the project is built. */
import { paragraph, section } from "../../document/build.ts";
import type { Section } from "../../document/document.ts";
import type { ReviewFacts } from "../../review-input.ts";
import { opportunityBlocks } from "../found.ts";
import { settingBlocks } from "./states.ts";

export function projectSection({ settings, scene, report, opportunities }: ReviewFacts): Section {
  const states = settings.filter(({ topic }) => topic === "project");
  const blocks =
    scene.facts === undefined
      ? [paragraph("Not known, as the security settings: CircleCI was not asked.")]
      : settingBlocks(states, report.rules);
  const own = opportunities.filter(({ meta }) => meta.topic === "settings");
  return section("project-settings", "Project settings", [...blocks, ...opportunityBlocks(own)]);
}
