/** Resource classes of CircleCI's cloud by size. Source: its overview of resource classes. */
import type { JobRun } from "../../src/expand/plan.ts";

export interface ResourceClass {
  readonly name: string;
  readonly cpus: number;
  /** In gigabytes. */
  readonly memory: number;
}

/** `medium 2 4, large 4 8`: name, CPUs, memory; smallest first. */
function family(text: string): readonly ResourceClass[] {
  return text.split(", ").map((entry) => {
    const [name = "", cpus, memory] = entry.split(" ");
    return { name, cpus: Number(cpus), memory: Number(memory) };
  });
}

const docker = family("small 1 2, medium 2 4, medium+ 3 6, large 4 8, xlarge 8 16, 2xlarge 16 32, 2xlarge+ 20 40");
const linux = family("medium 2 8, large 4 16, xlarge 8 32, 2xlarge 16 64, 2xlarge+ 32 128");
const arm = family("arm.medium 2 8, arm.large 4 16, arm.xlarge 8 32, arm.2xlarge 16 64");
const windows = family("windows.medium 4 16, windows.large 8 32, windows.xlarge 16 64, windows.2xlarge 32 128");

const families: Readonly<Record<"docker" | "machine", readonly (readonly ResourceClass[])[]>> = {
  docker: [docker, arm],
  machine: [linux, arm, windows],
};

/** The class of a job by its name, with its relatives, smallest first; undefined for runners, GPUs, macOS and names that are not known. */
export function classNamed(
  name: string,
  { executor }: JobRun,
): { readonly own: ResourceClass; readonly family: readonly ResourceClass[] } | undefined {
  if (executor.kind !== "docker" && executor.kind !== "machine") return undefined;
  const generation = /\.gen[23]$/u.exec(name)?.[0] ?? "";
  const plain = generation === "" ? name : name.slice(0, -generation.length);
  for (const relatives of families[executor.kind]) {
    const named = relatives.map((each) => ({ ...each, name: `${each.name}${generation}` }));
    const own = named[relatives.findIndex((each) => each.name === plain)];
    if (own !== undefined) return { own, family: named };
  }
  return undefined;
}
