/** How exactly a configuration names the version of a registry orb. */
import { pins, type Pin } from "../../src/rule/policy.ts";

/** `none`: no version. `moving`: `volatile`, a `dev:` version, or one that a value decides. */
export function pinOf(version: string | undefined): Pin | "none" | "moving" {
  if (version === undefined) return "none";
  if (version === "volatile" || version.startsWith("dev:") || version.includes("<<")) return "moving";
  const numbers = /^\d+(?:\.\d+){0,2}$/.test(version) ? version.split(".").length : 3;
  return numbers === 1 ? "major" : numbers === 2 ? "minor" : "exact";
}

/** True when `pin` is as exact as `wanted`, or more so. */
export function isPinnedTo(pin: ReturnType<typeof pinOf>, wanted: Pin): boolean {
  return pin !== "none" && pin !== "moving" && pins.indexOf(pin) <= pins.indexOf(wanted);
}
