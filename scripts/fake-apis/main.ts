/**
 * `npm run fake-apis`: both APIs on loopback until it is stopped.
 * `--port N` (CircleCI at N, GitHub at N+1), `--projects N`, `--contexts N`, `--fault <kind>[=amount][@path]` (repeatable), `--per-second N`,
 * `--per-hour N`, `--today YYYY-MM-DD`, `--log <file>` (one JSON object a request).
 */
import { appendFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { startFakeApis } from "./fake-apis.ts";
import { parseFault } from "./faults.ts";
import { circleTokens, githubTokens } from "./options.ts";
import type { FakeOptions, LoggedRequest } from "./options.ts";

export async function main(args: readonly string[]): Promise<void> {
  const fake = await startFakeApis(optionsOf(args));
  process.send?.({
    circleci: fake.circleci,
    github: fake.github,
    circleToken: circleTokens.admin,
    githubToken: githubTokens.owner,
  });
  console.log(`CircleCI answers at ${fake.circleci}, GitHub at ${fake.github}. Ask them, until Control-C:

  export CIRCLE_TOKEN=${circleTokens.admin} GITHUB_TOKEN=${githubTokens.owner}
  npx circleci-secaudit collect --org gh/acme --circleci-host ${fake.circleci} --github-host ${fake.github}
`);
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "disconnect"]) process.once(signal, () => resolve());
  });
  await fake.close();
  // Whoever started this with a channel need not wait for it.
  if (process.connected) process.disconnect();
}

function optionsOf(args: readonly string[]): FakeOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string" },
      projects: { type: "string" },
      contexts: { type: "string" },
      fault: { type: "string", multiple: true },
      "per-second": { type: "string" },
      "per-hour": { type: "string" },
      today: { type: "string" },
      log: { type: "string" },
    },
  });
  const { log, today } = values;
  const number = (name: string, text: string | undefined): Readonly<Record<string, number>> => {
    if (text === undefined) return {};
    if (!/^\d{1,7}$/.test(text)) throw new Error(`A number is needed, not ${text}`);
    return { [name]: Number(text) };
  };
  return {
    ...number("port", values.port),
    ...number("projects", values.projects),
    ...number("contexts", values.contexts),
    ...number("perSecond", values["per-second"]),
    ...number("perHour", values["per-hour"]),
    faults: (values.fault ?? []).map(parseFault),
    ...(today === undefined ? {} : { today }),
    ...(log === undefined ? {} : { onRequest: (request) => appendFileSync(log, lineFor(request)) }),
  };
}

function lineFor({ service, method, url, status, body }: LoggedRequest): string {
  return `${JSON.stringify({ service, method, url, status, body })}\n`;
}
