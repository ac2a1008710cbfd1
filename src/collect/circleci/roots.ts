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
 * What not every server of CircleCI's has behind v2, by its version and what was installed: insights, config policies, OIDC claims, pipeline
 * definitions and their triggers, groups, audit logs, URL orbs, OpenTelemetry, deployments.
 */
export const partialOnServer =
  /^(?:insights|owner|org|organizations|otel|deploy|projects\/[^/]+\/pipeline-definitions|organization\/[^/]+\/url-orb-allow-list)(?:\/|$)/;
