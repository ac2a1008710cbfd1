/** Machines, images and classes that CircleCI no longer offers or keeps up. Source: its configuration reference. */
import type { JobRun } from "../../../src/expand/plan.ts";
import { compileText } from "../../../src/expand/script.ts";
import { assumedText, type Text } from "../../../src/expand/text.ts";
import type { Location } from "../../../src/finding/location.ts";
import { quote } from "../../../src/source/quote.ts";
import { locationOf, type YamlNode } from "../../../src/yaml/node.ts";
import { isImageOfOrb, unmaintainedMachineImage } from "../../data/machine-images.ts";
import { maybeSelfHosted } from "../../data/runner-class.ts";
import type { Deprecated, Finder, Use } from "./deprecation.ts";

/** CircleCI server and self-hosted runners have machines of their own. */
export const oldExecutors: Finder = function* ({ plan, facts }) {
  if (facts?.isOnServer === true) return;
  for (const run of plan.runs) {
    const { executor, resourceClass } = run;
    if (run.workflow === undefined || maybeSelfHosted(run)) continue;
    if (executor.kind === "macos" && resourceClass !== undefined) yield* oldClass(resourceClass, run);
    else if (executor.kind === "machine" && executor.image !== undefined) yield* oldImage(executor.image, run);
    else if (executor.kind === "machine" && !isImageOfOrb(executor))
      yield { of: machineTrue, at: placeOfMachine(executor.node), runs: [run] };
  }
};

const machineTrue: Deprecated = {
  says: "`machine: true` without an image is deprecated: it runs an image that CircleCI chooses and no longer updates.",
  advice: "Name a dated machine image that is kept up.",
  effect: "runs on an image that gets updates, and changes when you say so",
  replacement: "machine:\n  image: ubuntu-2404:<date>",
};

function placeOfMachine(node: YamlNode): Location {
  return locationOf(node.kind === "map" && node.entries[0] !== undefined ? node.entries[0].keyNode : node);
}

function* oldImage(image: Text, run: JobRun): Iterable<Use> {
  const name = assumedText(image)?.trim() ?? "";
  const successor = name.startsWith("linux-cuda-11:") ? "linux-cuda-12" : unmaintainedMachineImage(name)?.successor;
  if (successor === undefined) return;
  yield {
    of: {
      says: `The machine image ${quote(name)} is deprecated.`,
      advice: `Move to \`${successor}\`, and see that the tools which the steps expect are in it.`,
      effect: "runs on an image that gets updates, before the old one is taken away",
      replacement: `machine:\n  image: ${successor}:${successor.startsWith("linux-cuda") ? "default" : "<date>"}`,
      effort: "medium",
    },
    at: writtenAt(image),
    runs: [run],
  };
}

/** The only ones that are documented. */
const macClasses = ["m4pro.medium", "m4pro.large"];

function* oldClass(resourceClass: Text, run: JobRun): Iterable<Use> {
  const name = assumedText(resourceClass)?.trim() ?? "";
  if (name === "" || macClasses.includes(name.replace(/^macos\./u, ""))) return;
  yield {
    of: {
      says: `CircleCI no longer documents the macOS class ${quote(name)}, only \`m4pro.medium\` and \`m4pro.large\`.`,
      advice: "Take `m4pro.medium`, and `m4pro.large` where its usage says so.",
      effect: "runs on machines that are still offered",
      replacement: "resource_class: m4pro.medium",
    },
    at: writtenAt(resourceClass),
    runs: [run],
  };
}

function writtenAt(text: Text): Location {
  const compiled = compileText(text);
  return compiled.locate({ start: 0, end: compiled.text.length });
}
