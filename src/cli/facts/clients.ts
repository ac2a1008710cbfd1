/** The clients of both services, over one journal of their answers. */
import { circleClient } from "../../collect/circleci/client.ts";
import { collectOrbFacts } from "../../collect/circleci/facts/orbs.ts";
import type { OrbQuestions } from "../../collect/circleci/facts/orbs.ts";
import { askGraphql } from "../../collect/circleci/graphql.ts";
import { githubClient } from "../../collect/github/client.ts";
import { journalFile } from "../../collect/journal-file.ts";
import { openJournal } from "../../collect/journal.ts";
import type { CircleClient } from "../../collect/questions.ts";
import { githubFacts } from "../../collect/snapshot/github-facts.ts";
import type { GithubFacts } from "../../collect/snapshot/github-facts.ts";
import type { OrbFacts } from "../../snapshot/snapshot.ts";
import { tool } from "../../lint/tool.ts";
import { answersFolder } from "../orb-places.ts";
import { secretsIn } from "../collect/secrets-in.ts";
import type { Services } from "./services.ts";

export interface ClientsRequest {
  readonly services: Services;
  /** What is asked about, by which answers are kept apart. */
  readonly subject: readonly string[];
  readonly allowsPrivate: boolean;
  /** Milliseconds. */
  readonly timeout: number;
  readonly maxAge: number;
  readonly resume: boolean;
  /** Called before questions wait because a host takes no more for now. */
  readonly paused: (milliseconds: number) => void;
}

export interface Clients {
  readonly circleci: CircleClient | undefined;
  readonly github: GithubFacts | undefined;
  /** What the registry says of orbs, by references such as `circleci/node@5.1`. */
  orbFacts(references: readonly string[]): Promise<readonly OrbFacts[]>;
  readonly isResumed: boolean;
  /** Why answers are not kept, or not used; a sentence without its full stop. */
  note(): string | undefined;
  /** When all was asked. */
  finish(): void;
  /** When it will be gone on with. */
  close(): void;
}

/** Milliseconds. */
const firstPause = 500;

export function openClients(request: ClientsRequest): Clients {
  const { services, timeout, maxAge, resume, allowsPrivate, paused } = request;
  const { circleci, github } = services;
  const userAgent = `${tool.name}/${tool.version}`;
  const tokens = { circleci: circleci?.token, github: github?.token };
  const about = [circleci?.host, github?.host.api, allowsPrivate, ...request.subject];
  const file = journalFile(answersFolder(), about);
  const opened = openJournal({ file, tool: userAgent, tokens, now: Date.now, maxAge, resume });
  const { journal } = opened;
  const common = { journal, userAgent, now: Date.now, deadline: Date.now() + timeout };
  const pause = (milliseconds: number): Promise<void> => {
    paused(milliseconds);
    return new Promise((resolve) => setTimeout(resolve, milliseconds));
  };
  const ask: OrbQuestions["ask"] = (query, variables) =>
    askGraphql(query, variables, { ...common, host: circleci?.host ?? "", token: circleci?.token, firstPause });
  return {
    circleci: circleci === undefined ? undefined : circleClient({ ...common, ...circleci, allowsPrivate, firstPause, paused }),
    github: github === undefined ? undefined : githubFacts(githubClient({ ...common, ...github, pause }), { secretsIn }),
    orbFacts: (references) =>
      circleci === undefined
        ? Promise.resolve([])
        : collectOrbFacts(references, { host: circleci.host, ask, journal, now: Date.now }),
    isResumed: opened.isResumed,
    note: () => opened.note ?? noteOf(journal.fault()),
    finish: () => void journal.finish(),
    close: () => journal.close(),
  };
}

function noteOf(fault: string | undefined): string | undefined {
  return fault === undefined ? undefined : `answers are not kept any more: ${fault}`;
}
