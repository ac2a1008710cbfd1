/** Where the sources of orbs come from: whoever starts an audit hands in a lookup; reading them is done in orb-reader.ts. */
import type { Problem } from "../finding/report.ts";
import type { SourceFile } from "../source/source-file.ts";

/** `namespace/name@version` as a configuration names it; only well-formed names are ever asked for. */
export interface WantedOrb {
  readonly namespace: string;
  readonly name: string;
  /** Exact, floating (`5`, `5.1`, `volatile`), or undefined when none is given. */
  readonly version: string | undefined;
}

export type FoundOrb =
  | {
      /** The orb as published, packed into one file. Its path is shown for orbs of the repository only. */
      readonly source: SourceFile;
      /** The exact version that was found. */
      readonly version: string;
      /** A file of the audited repository, or a copy that lies elsewhere. */
      readonly from: "repository" | "cache";
    }
  /** It is there but cannot be used. */
  | { readonly problem: Problem };

export interface OrbLookup {
  /** Undefined when no source of the orb is at hand: then what it does stays unknown. */
  find(wanted: WantedOrb): FoundOrb | undefined;
}

/** Nothing at hand. */
export const noOrbs: OrbLookup = { find: () => undefined };
