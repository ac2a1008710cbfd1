/** Calls of CircleCI's API that cure a setting, written for copying. */
import type { Project } from "../../src/snapshot/project.ts";

/** `PATCH /api/v2/project/gh/acme/app/settings`, with its body. */
export function patchSettings(project: Project, advanced: Readonly<Record<string, boolean>>): string {
  return apiCall("PATCH", `project/${projectPath(project)}/settings`, { advanced });
}

/** A call of the API, version 2; `path` is escaped already. */
export function apiCall(method: string, path: string, body?: unknown): string {
  return `${method} /api/v2/${path}\n${body === undefined ? "" : `${JSON.stringify(body)}\n`}`;
}

export function projectPath({ slug }: Project): string {
  return slug.split("/").map(encodeURIComponent).join("/");
}

/** A new deploy key in the place of a checkout key. */
export function newDeployKey(project: Project, oldFingerprint: string): string {
  const path = `project/${projectPath(project)}/checkout-key`;
  return apiCall("POST", path, { type: "deploy-key" }) + apiCall("DELETE", `${path}/${encodeURIComponent(oldFingerprint)}`);
}
