/** The orbs that collected configurations name, and those of this repository: what the registry says of them, and their sources. */
import type { Note } from "../../collect/snapshot/find-wanted.ts";
import { askForOrb } from "../../collect/circleci/orb-version.ts";
import { collectOrbs } from "../../collect/collect-orbs.ts";
import { orbNameOf, shownOrb } from "../../collect/orb-name.ts";
import type { OrbName } from "../../collect/orb-name.ts";
import { findFiles } from "../../collect/find-files.ts";
import { followFile } from "../../collect/follow-file.ts";
import { readSource } from "../../collect/read-file.ts";
import { namedOrbs } from "../../lint/named-orbs.ts";
import type { InputFile } from "../../lint/lint-files.ts";
import { tool } from "../../lint/tool.ts";
import type { ConfigFile } from "../../snapshot/repository.ts";
import type { OrbFacts } from "../../snapshot/snapshot.ts";
import type { CommandLine } from "../command-line.ts";
import type { Clients } from "../facts/clients.ts";
import { orbCacheFolder } from "../orb-places.ts";
import { defaultSettings } from "../../settings/settings.ts";
import type { FactsOptions } from "./facts-options.ts";

export interface CollectedOrbs {
  /** Notes which orbs the files of one repository name. */
  look(files: readonly ConfigFile[]): Promise<void>;
  /** What the registry says of all. */
  facts(): Promise<readonly OrbFacts[]>;
  /** Brings their sources into the cache. Resolves to what could not be had. */
  fetch(): Promise<readonly Note[]>;
}

/** What `@1` means is asked again after a day. */
const maxAge = 86_400_000;

export function collectedOrbs(line: CommandLine, cwd: string, options: FactsOptions, clients: Clients): CollectedOrbs {
  const { circleci } = options.services;
  const wanted = new Map<string, OrbName>();
  const deadline = Date.now() + options.timeout;
  const add = async (files: readonly InputFile[], follow: Parameters<typeof namedOrbs>[0]["follow"]): Promise<void> => {
    const { sources } = await namedOrbs({ files, follow });
    for (const source of sources) {
      const orb = source.kind === "registry" ? orbNameOf(source) : undefined;
      if (orb !== undefined) wanted.set(shownOrb(orb), orb);
    }
  };
  const ask = (orb: OrbName): ReturnType<typeof askForOrb> =>
    askForOrb(orb, {
      ...{ host: circleci?.host ?? "", token: circleci?.token, userAgent: `${tool.name}/${tool.version}` },
      ...{ now: Date.now, deadline, firstPause: 500 },
    });
  return {
    look: (files) =>
      add(
        files.map((source) => ({ source, named: false })),
        (path) => {
          const source = files.find((file) => file.path === path);
          return source === undefined ? undefined : { source };
        },
      ),
    async facts() {
      if (options.wanted.organizations.length === 0) await addLocal(cwd, add);
      return clients.orbFacts([...wanted.keys()].toSorted());
    },
    async fetch() {
      if (circleci === undefined || wanted.size === 0) return [];
      const orbs = await collectOrbs({
        ...{ wanted: [...wanted.values()], vendored: [], vendorInto: undefined, hasToken: true, maxAge, now: Date.now, ask },
        cache: { folder: orbCacheFolder(line, cwd), host: circleci.host },
        progress() {},
      });
      const failed = orbs.filter(({ fault }) => fault !== undefined);
      return failed.map(({ orb, fault = "" }) => ({ about: `source of orb ${shownOrb(orb)}`, text: fault }));
    },
  };
}

/** The configurations of the checkout that somebody stands in; what is wrong with them is for `lint` to say. */
async function addLocal(
  cwd: string,
  add: (files: readonly InputFile[], follow: Parameters<typeof namedOrbs>[0]["follow"]) => Promise<void>,
): Promise<void> {
  const found = findFiles([cwd], cwd);
  const limit = defaultSettings.limits.fileBytes;
  const read = found.files.map((file) => readSource(file, limit));
  await add(
    read.flatMap((result) => ("source" in result ? [{ source: result.source, named: false }] : [])),
    (wanted, from) => followFile({ wanted, from, root: found.root, cwd, limit }),
  );
}
