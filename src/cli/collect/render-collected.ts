/** What `collect --orbs` has to say: one line an orb, and one for all. */
import type { CollectedOrb } from "../../collect/collect-orbs.ts";
import { shownOrb } from "../../collect/orb-name.ts";
import { vendoredPath } from "../../collect/vendored-orbs.ts";
import type { Paint } from "../../report/pretty/paint.ts";
import { plural } from "../../report/tally.ts";
import { plain } from "../../source/quote.ts";

export interface NotFetched {
  readonly name: string;
  readonly reason: string;
}

export interface Collected {
  readonly orbs: readonly CollectedOrb[];
  /** What is named as an orb but is none that the registry could give. */
  readonly notFetched: readonly NotFetched[];
  readonly configs: number;
  /** For people. */
  readonly folder: string;
}

export function renderCollected({ orbs, notFetched, configs, folder }: Collected, paint: Paint): string {
  if (orbs.length === 0 && notFetched.length === 0)
    return `No orb is named in ${plural(configs, "configuration")}: nothing to fetch.\n`;
  const rows = [
    ...orbs.filter(({ fault }) => fault === undefined).map((orb) => row(paint.good, wordFor(orb), describe(orb), paint)),
    ...notFetched.map(({ name, reason }) => row(paint.dim, "left out", `${name}: ${reason}`, paint)),
    ...orbs
      .filter(({ fault }) => fault !== undefined)
      .map((orb) => row(paint.bad, "failed", `${describe(orb)}: ${plain(orb.fault ?? "", 400)}`, paint)),
  ];
  return [...rows, "", `${summary(orbs)} ${folder}`, ""].join("\n");
}

function row(colour: (text: string) => string, word: string, text: string, { bold }: Paint): string {
  const [name = "", ...rest] = text.split(/(?=[: ])/);
  return `  ${colour(word.padEnd(9))} ${bold(name)}${rest.join("")}`;
}

function wordFor({ from, copied }: CollectedOrb): string {
  if (copied === "new" || copied === "changed") return "vendored";
  switch (from) {
    case "registry":
      return "fetched";
    case "cache":
      return "cached";
    case "repository":
      return "vendored";
    case "nowhere":
      return "failed";
  }
}

function describe({ orb, version, copied }: CollectedOrb): string {
  const exact = version === undefined || version === orb.version ? "" : ` → ${version}`;
  const where = copied === "new" || copied === "changed" ? ` in .circleci/${vendoredPath(orb)}` : "";
  return `${shownOrb(orb)}${exact}${where}${copied === "changed" ? ", which was replaced" : ""}`;
}

function summary(orbs: readonly CollectedOrb[]): string {
  const count = (from: CollectedOrb["from"]): number => orbs.filter((orb) => orb.from === from).length;
  const failed = orbs.filter(({ fault }) => fault !== undefined).length;
  const parts = [
    `${plural(orbs.length, "orb")}: ${count("registry")} fetched`,
    `${count("cache")} in the cache`,
    ...(count("repository") > 0 ? [`${count("repository")} in the repository`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ];
  return `${parts.join(", ")}. Kept in`;
}
