/**
 * Executors of CircleCI's own platform orbs, known without their source: what kind they are and which shell comes with them.
 * From the orbs' documentation; only the kind is stated, images and classes stay unknown.
 */
import type { OrbReference } from "../config/config.ts";
import type { YamlNode } from "../yaml/node.ts";
import type { ExecutorFacts } from "./executors.ts";

/** `circleci/windows`: every executor is a Windows machine with PowerShell. */
const powershell = "powershell.exe -ExecutionPolicy Bypass";

export function knownOrbExecutor(orb: OrbReference, element: string, node: YamlNode): ExecutorFacts | undefined {
  if (orb.source.kind !== "registry" || orb.source.namespace !== "circleci") return undefined;
  const { name } = orb.source;
  const windows = name === "windows";
  if (!windows && !(name === "android" && element.startsWith("android-machine")) && !(name === "macos" && element !== ""))
    return undefined;
  return {
    executor:
      name === "macos"
        ? { kind: "macos", xcode: undefined, node }
        : { kind: "machine", image: undefined, node, layerCaching: "unknown" },
    shell: undefined,
    impliedShell: windows ? powershell : undefined,
    resourceClass: undefined,
    environment: [],
  };
}
