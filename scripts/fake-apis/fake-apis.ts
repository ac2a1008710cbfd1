/** CircleCI and GitHub on loopback, for tests and for whoever has no token. */
import { circleci } from "./circleci/circleci.ts";
import { Faults } from "./faults.ts";
import { github } from "./github/github.ts";
import type { FakeApis, FakeOptions, LoggedRequest } from "./options.ts";
import { serve } from "./serve.ts";
import { worldOf } from "./world/world.ts";

/** Both hosts answer when it resolves; they stop with `close`. */
export async function startFakeApis(options: FakeOptions = {}): Promise<FakeApis> {
  const { port = 0, pageSize = 20, perHour = 5000, perSecond } = options;
  const today = options.today ?? new Date().toISOString().slice(0, 10);
  const world = worldOf(today, { projects: options.projects, contexts: options.contexts });
  const faults = new Faults(options.faults ?? []);
  const requests: LoggedRequest[] = [];
  const log = (request: LoggedRequest): void => {
    requests.push(request);
    options.onRequest?.(request);
  };
  const portAfter = (steps: number): number => (port === 0 ? 0 : port + steps);
  const now = Date.now;

  const none = new Faults([]);
  const anywhere = { faults: none, log, elsewhere: () => "" };
  const elsewhere = await serve({ ...anywhere, name: "elsewhere", answer: () => ({ status: 200, body: {} }) }, portAfter(2));
  const shared = { faults, log, elsewhere: () => elsewhere.url };
  const circleAnswer = circleci({ world, pageSize, perSecond, now });
  const circle = await serve({ ...shared, name: "circleci", answer: circleAnswer }, portAfter(0));
  let githubUrl = "";
  const githubAnswer = github({ world, perHour, now, api: () => `${githubUrl}/api/v3` });
  const hub = await serve({ ...shared, name: "github", answer: githubAnswer }, portAfter(1));
  githubUrl = hub.url;

  return {
    circleci: circle.url,
    github: hub.url,
    elsewhere: elsewhere.url,
    setFaults: (next) => faults.set(next),
    requests: () => requests,
    forget: () => void requests.splice(0),
    close: async () => {
      await Promise.all([circle.close(), hub.close(), elsewhere.close()]);
    },
  };
}
