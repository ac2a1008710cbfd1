/** Facts that an audit collects for itself: a snapshot in memory. */
import { collectSnapshot } from "../../collect/snapshot/collect-snapshot.ts";
import type { Missing, Wanted } from "../../collect/snapshot/find-wanted.ts";
import { gapTally, isFailure } from "../../collect/snapshot/gap-tally.ts";
import { tool } from "../../lint/tool.ts";
import { gap } from "../../snapshot/fetched.ts";
import { snapshotFormat } from "../../snapshot/snapshot.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import type { SnapshotPieces } from "../../collect/snapshot/write-snapshot.ts";
import { factsProgress } from "../collect/facts-progress.ts";
import { openClients } from "./clients.ts";
import type { Services } from "./services.ts";

export interface OwnFactsRequest {
  readonly services: Services;
  readonly wanted: Wanted;
  readonly allowsPrivate: boolean;
  /** Milliseconds. */
  readonly timeout: number;
  readonly maxAge: number;
  readonly metrics?: boolean;
}

export interface OwnFacts {
  readonly snapshot: Snapshot;
  readonly missing: readonly Missing[];
  /** What services or the network failed at; sentences without their full stop, none twice. */
  readonly failures: readonly string[];
}

type Growing = { readonly [Section in keyof SnapshotPieces]: SnapshotPieces[Section][number][] };

export async function ownFacts({ services, wanted, metrics = false, ...request }: OwnFactsRequest): Promise<OwnFacts> {
  const progress = factsProgress();
  const subject = ["lint", ...wanted.organizations, ...wanted.projects.flat()];
  // What an earlier run was told before it broke off may be of any age: here only `maxAge` counts.
  const clients = openClients({ ...request, services, subject, resume: false, paused: progress.paused });
  const pieces: Growing = { organizations: [], projects: [], githubOrganizations: [], repositories: [], orbs: [] };
  const { circleci, github } = clients;
  const tally = gapTally();
  const { missing } = await collectSnapshot({
    ...{ circleci, github, wanted, metrics, progress: progress.show },
    whyNoCircleci: gap("token", "no token for CircleCI was given: set `CIRCLECI_TOKEN`"),
    orbs: () => Promise.resolve([]),
    add(section, piece) {
      tally.add(section, piece);
      (pieces[section] as (typeof piece)[]).push(piece);
      return Promise.resolve();
    },
  });
  progress.end();
  clients.finish();
  const unseen = missing.filter(({ isNamed, why }) => isNamed || isFailure(why));
  const said = new Set(unseen.map(({ why }) => why.detail));
  const others = tally.groups().filter((group) => isFailure(group) && !said.has(group.detail));
  return {
    missing,
    failures: [...unseen.map(({ name, why }) => `${name}: ${why.detail}`), ...new Set(others.map(({ detail }) => detail))],
    snapshot: {
      ...{ format: snapshotFormat, tool, collectedAt: new Date().toISOString(), ...pieces },
      hosts: {
        ...(circleci === undefined ? {} : { circleci: circleci.host }),
        ...(github === undefined ? {} : { github: github.host }),
      },
    },
  };
}
