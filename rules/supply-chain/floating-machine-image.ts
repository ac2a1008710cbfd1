import type { JobRun } from "../../src/expand/plan.ts";
import { compileText } from "../../src/expand/script.ts";
import { assumedText, hasUnknown, type Text } from "../../src/expand/text.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import { locationOf, type YamlNode } from "../../src/yaml/node.ts";
import { isFloatingMachineImage, isImageOfOrb, unmaintainedMachineImage } from "../data/machine-images.ts";
import { maybeSelfHosted } from "../data/runner-class.ts";

export const floatingMachineImage = defineRule({
  meta: {
    id: "floating-machine-image",
    title: "The machine image moves or is unmaintained",
    summary: "`machine: true`, a machine image at `current`, `edge` or `default`, or one that gets no updates any more.",
    rationale:
      "The image decides which compilers, docker engine and preinstalled tools run your steps. Under a moving tag they change without anybody here having looked; " +
      "an image that gets no updates keeps holes that everybody knows, beneath steps that hold the job's secrets.",
    remediation: "Name a dated image, such as `ubuntu-2404:2024.11.1`, and move on deliberately.",
    limits:
      "What CircleCI server or a self-hosted runner makes of an image is not known. Some images, such as those with CUDA, come with few dated tags.",
    severity: "low",
    confidence: "high",
    profile: "pedantic",
    data: "config",
    tags: { owasp: ["CICD-SEC-3"], cwe: ["CWE-1104", "CWE-829"] },
    references: [
      {
        title: "CircleCI: machine executor images",
        url: "https://circleci.com/docs/guides/execution-managed/linuxvm/",
      },
    ],
    since: "0.2.0",
  },
  *check({ plan }) {
    for (const run of plan.runs) {
      if (run.executor.kind !== "machine" || maybeSelfHosted(run)) continue;
      if (isImageOfOrb(run.executor)) continue;
      const reported =
        run.executor.image === undefined ? withoutImage(run.executor.node, run) : withImage(run.executor.image, run);
      if (reported !== undefined) yield { ...reported, route: { run, hops: [] } };
    }
  },
});

function withoutImage(node: YamlNode, run: JobRun): Reported {
  return {
    at: locationOf(node.kind === "map" && node.entries[0] !== undefined ? node.entries[0].keyNode : node),
    message: `The job \`${run.jobName}\` names no machine image, so it runs in whatever CircleCI takes for the default, an image that it no longer updates.`,
    replacement: "machine:\n  image: ubuntu-2404:<date>",
  };
}

function withImage(image: Text, run: JobRun): Reported | undefined {
  const name = assumedText(image)?.trim();
  if (name === undefined || name === "") return undefined;
  const compiled = compileText(image);
  const base = {
    at: compiled.locate({ start: 0, end: compiled.text.length }),
    ...(hasUnknown(image) ? { confidence: "medium" as const } : {}),
  };
  const unmaintained = unmaintainedMachineImage(name);
  if (unmaintained !== undefined) {
    return {
      ...base,
      message: `\`${name}\`, in which the job \`${run.jobName}\` runs, gets no security updates any more.`,
      replacement: `machine:\n  image: ${unmaintained.successor}:<date>`,
    };
  }
  if (!isFloatingMachineImage(name)) return undefined;
  const tag = name.includes(":") ? `moves with the tag \`${name.slice(name.lastIndexOf(":") + 1)}\`` : "has no tag";
  return {
    ...base,
    message: `\`${name}\` ${tag}: the tools beneath the job \`${run.jobName}\` change without a change of yours.`,
    replacement: `machine:\n  image: ${name.split(":")[0] ?? name}:<date>`,
  };
}
