/** Where the parts of the API are. A token goes to these addresses and nowhere else. */
import type { CircleApi } from "../questions.ts";
import { cloudHost } from "./host.ts";

/** `server`: CircleCI on a host of one's own, which has no v3 and none of the private parts. */
export type Installation = "cloud" | "server";

export function installationOf(host: string): Installation {
  return host === cloudHost ? "cloud" : "server";
}

/** Undefined: the installation does not have it. */
export type Roots = Readonly<Record<CircleApi, string | undefined>>;

/** Cloud spreads over several hosts; anything else that claims to be cloud has everything on its own. */
export function rootsOf(host: string, installation: Installation): Roots {
  const isCloud = installation === "cloud";
  const [runner, app] = host === cloudHost ? ["https://runner.circleci.com", "https://app.circleci.com"] : [host, host];
  return {
    "v1.1": `${host}/api/v1.1`,
    v2: `${host}/api/v2`,
    v3: isCloud ? `${host}/api/v3` : undefined,
    runner: `${runner}/api/v3`,
    private: isCloud ? `${host}/api/private` : undefined,
    ciam: isCloud ? `${app}/private` : undefined,
  };
}

/**
 * What CircleCI's server does not route although it has the API around it: pipeline definitions and their triggers, groups of a project,
 * deployments.
 */
export const unroutedOnServer =
  /^(?:projects\/[^/]+\/pipeline-definitions(?:\/|$)|organizations\/[^/]+\/projects\/[^/]+\/groups$|deploy\/)/;
