/** Where a job runs, in words: executor, image and how it is pinned, class. */
import type { JobRun } from "../../../expand/plan.ts";
import { assumedText, type Text } from "../../../expand/text.ts";
import type { ImagePin, ImageProfile, Inventory } from "../../../rule/inventory.ts";
import { quote } from "../../../source/quote.ts";
import type { JobUnit } from "../../outline/job-units.ts";
import { distinct, listed } from "../words.ts";

const pinWords: Readonly<Record<ImagePin, string>> = {
  digest: "pinned by digest",
  version: "version tag, no digest",
  flavour: "tag that names no version",
  floating: "tag that moves",
  unknown: "known only when it runs",
};

/** A sentence without its full stop, such as `` Docker, `cimg/node:22.1` (version tag, no digest) ``. */
export function executorWords(unit: JobUnit, { runs }: Inventory): string {
  const each = unit.runs.map((run) => runExecutor(run, runs.get(run)?.images ?? []));
  return listed(distinct(each), 3);
}

function runExecutor({ executor, orb }: JobRun, images: readonly ImageProfile[]): string {
  switch (executor.kind) {
    case "docker":
      return dockerWords(images);
    case "machine": {
      const [image] = images;
      return image === undefined
        ? "a virtual machine"
        : `a virtual machine, ${quote(image.name)}${image.pin === "floating" ? " (tag that moves)" : ""}`;
    }
    case "macos":
      return executor.xcode === undefined ? "macOS" : `macOS, Xcode ${quote(shown(executor.xcode))}`;
    case "none":
      return "nothing";
    default: {
      const { node } = executor;
      if (node?.kind === "scalar" && node.text !== "") return `the executor ${quote(node.text)}, whose source is not at hand`;
      return orb === undefined
        ? "not known before it runs"
        : `chosen by the orb ${quote(orb.alias)}, whose source is not at hand`;
    }
  }
}

function dockerWords(images: readonly ImageProfile[]): string {
  const [primary, ...services] = images.map(({ name, pin }) => `${quote(name)} (${pinWords[pin]})`);
  if (primary === undefined) return "Docker";
  return services.length === 0 ? `Docker, ${primary}` : `Docker, ${primary}, beside it ${listed(services, 3)}`;
}

/** Short, for a table: the image alone. */
export function imageName(unit: JobUnit, { runs }: Inventory): string {
  const names = unit.runs.flatMap((run) => {
    const image = runs.get(run)?.images[0];
    if (image !== undefined) return quote(image.name);
    return run.executor.kind === "macos"
      ? `macOS${run.executor.xcode === undefined ? "" : `, Xcode ${quote(shown(run.executor.xcode))}`}`
      : kindName(run);
  });
  return listed(distinct(names), 2);
}

function kindName({ executor, kind }: JobRun): string {
  if (executor.kind === "unknown" && executor.node?.kind === "scalar" && executor.node.text !== "")
    return quote(executor.node.text);
  if (executor.kind === "unknown" && kind === "orb-job") return "as its orb says";
  return executor.kind === "machine" ? "virtual machine" : executor.kind === "docker" ? "Docker" : "not known";
}

/** `` `large` ``; the default where none is said. */
export function classWords(unit: JobUnit): string {
  const classes = distinct(
    unit.runs.map(({ resourceClass, executor }) => {
      if (resourceClass !== undefined) return quote(shown(resourceClass));
      return executor.kind === "unknown" || isOfUnseenOrb(executor) ? "not known" : "default";
    }),
  );
  return listed(classes, 3);
}

/** `windows/default`: what it runs on is known by its name, its class is not. */
function isOfUnseenOrb(executor: JobRun["executor"]): boolean {
  return executor.kind !== "none" && executor.node?.kind === "scalar" && executor.node.text.includes("/");
}

/** A job of an orb whose source is not at hand: nothing was looked at but how it is called. */
export function isUnseen({ kind, definition }: JobRun): boolean {
  return kind === "orb-job" && definition === undefined;
}

export function isOnRunner({ resourceClass }: JobRun): boolean {
  return resourceClass !== undefined && assumedText(resourceClass)?.includes("/") === true;
}

/** Unknown parts as they are written. */
export function shown({ parts }: Text): string {
  return parts.map((part) => (part.kind === "known" ? part.text : (part.assumed ?? `<< ${part.expression} >>`))).join("");
}
