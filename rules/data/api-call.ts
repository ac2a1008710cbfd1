/** Calls of CircleCI's API that cure a setting, written for copying. */
import type { Project } from "../../src/snapshot/project.ts";

/** `PATCH /api/v2/project/gh/acme/app/settings`, with its body. */
export function patchSettings(project: Project, advanced: Readonly<Record<string, boolean>>): string {
  return apiCall("PATCH", `project/${projectPath(project)}/settings`, { advanced });
}

/** A call of the API, version 2; `path` is escaped already. */
export function apiCall(method: string, path: string, body?: unknown): string {
  return `${method} /api/v2/${path}\n${body === undefined ? "" : `${asciiJson(body)}\n`}`;
}

/** Names in it come from strangers. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

export function projectPath({ slug }: Project): string {
  return escapedPath(slug);
}

/** Each segment escaped. Half a character, which no address can hold, becomes the sign for one that is not known. */
export function escapedPath(path: string): string {
  return path.split("/").map(escaped).join("/");
}

export function escaped(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd"));
}

/** `github.com/acme/app` → `acme/app`, for GitHub's API. */
export function repositoryPath(address: string): string {
  return escapedPath(address.slice(address.indexOf("/") + 1));
}

/** A new deploy key in the place of a checkout key. */
export function newDeployKey(project: Project, oldFingerprint: string): string {
  const path = `project/${projectPath(project)}/checkout-key`;
  return apiCall("POST", path, { type: "deploy-key" }) + apiCall("DELETE", `${path}/${escaped(oldFingerprint)}`);
}
