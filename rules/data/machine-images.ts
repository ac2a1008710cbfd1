/** Machine images of CircleCI: tags that move, and images that are no longer maintained. */
import type { ExecutorRun } from "../../src/expand/plan.ts";

/** Source: CircleCI's configuration reference, "Available Linux VM images", and its image policy for the others. */
const floatingTags = ["current", "edge", "default", "latest", "previous"];

/** True for a tag that names no date: `ubuntu-2404:current`, and for an image without a tag. */
export function isFloatingMachineImage(image: string): boolean {
  const colon = image.lastIndexOf(":");
  return colon === -1 || floatingTags.includes(image.slice(colon + 1));
}

/** True when an orb's executor chooses the image, `win/default`: the plan knows neither that nor the layer caching. */
export function isImageOfOrb({ image, layerCaching }: ExecutorRun & { readonly kind: "machine" }): boolean {
  return image === undefined && layerCaching === "unknown";
}

/**
 * What an image's repository is replaced by, when it gets no updates any more. Ubuntu releases leave CircleCI's support with
 * Canonical's standard support; `circleci/classic` was Ubuntu 14.04 and 16.04. Source: CircleCI's list of deprecated images.
 */
export function unmaintainedMachineImage(image: string): { readonly successor: string } | undefined {
  const colon = image.lastIndexOf(":");
  const name = colon === -1 ? image : image.slice(0, colon);
  const isOld = /^ubuntu-(?:14|16|18|20)\d\d$/u.test(name) || name === "circleci/classic";
  const isOldGpu = /^ubuntu-(?:16|18|20)\d\d-cuda/u.test(name);
  if (isOld) return { successor: "ubuntu-2404" };
  return isOldGpu ? { successor: "linux-cuda-12" } : undefined;
}
