/** Whether pull requests from forks start builds of a project. */
import { valueOf } from "../../src/snapshot/fetched.ts";
import type { ProjectFacts } from "../../src/snapshot/project-facts.ts";
import type { Project } from "../../src/snapshot/project.ts";

/**
 * True when the setting is on and a fork can trigger the project; undefined when the setting is not known. CircleCI answers the fork
 * settings for every project, but pull requests from forks start no pipeline of the GitHub App or of a standalone organisation.
 */
export function buildsForks({ project }: Pick<ProjectFacts, "project">): boolean | undefined {
  const isOn = valueOf(project.settings)?.buildForkPrs;
  return isOn === true ? !project.slug.startsWith("circleci/") && !isOnlyAppTriggered(project) : isOn;
}

/** Every pipeline has triggers, all are known, and none is of the older OAuth integration. */
function isOnlyAppTriggered({ pipelines }: Project): boolean {
  const triggers = valueOf(pipelines)?.map((pipeline) => valueOf(pipeline.triggers) ?? []);
  if (triggers === undefined || triggers.length === 0 || triggers.some((own) => own.length === 0)) return false;
  const sources = triggers.flat().map(({ source }) => source);
  return sources.includes("github_app") && !sources.includes("github_oauth");
}
