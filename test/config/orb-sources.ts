/** Lookups of orbs from texts, and configurations read with them. */
import type { Config } from "../../src/config/config.ts";
import type { OrbLookup, WantedOrb } from "../../src/config/orb-lookup.ts";
import { orbReader } from "../../src/config/orb-reader.ts";
import { readConfig } from "../../src/config/read-config.ts";
import type { Problem } from "../../src/finding/report.ts";
import { parseNow } from "../yaml/parse-now.ts";

/** By `namespace/name@version`; a floating reference finds the first that begins so. `asked` takes down what was wanted. */
export function lookupOf(sources: Readonly<Record<string, string>>, asked: WantedOrb[] = []): OrbLookup {
  return {
    find(wanted) {
      asked.push(wanted);
      const start = `${wanted.namespace}/${wanted.name}@${wanted.version ?? ""}`;
      const key =
        Object.keys(sources).find((each) => each === start) ?? Object.keys(sources).find((each) => each.startsWith(start));
      if (key === undefined) return undefined;
      const version = key.slice(key.indexOf("@") + 1);
      return { source: { path: `/somewhere/${key}.yml`, text: sources[key] ?? "" }, version, from: "cache" };
    },
  };
}

export async function configWith(
  text: string,
  lookup: OrbLookup,
): Promise<{ readonly config: Config; readonly problems: readonly Problem[] }> {
  const file = { path: ".circleci/config.yml", text };
  const { root } = parseNow(file);
  if (root?.kind !== "map") throw new Error("the test's YAML is no map");
  return orbReader(lookup).withOrbs(readConfig(file, root));
}
