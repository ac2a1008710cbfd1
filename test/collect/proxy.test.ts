/** A proxy on the way to the host: what it says by itself is no answer of the host's. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it, onTestFinished, vi } from "vitest";
import { clientFor, token, whole } from "./circleci/fake-host.ts";
import { clientOf, token as githubToken } from "./github/fake-github.ts";

afterEach(() => void vi.unstubAllEnvs());

/** Answers every wish for a tunnel with `answer`. Resolves to all that it was sent. */
async function proxyThatSays(answer: string): Promise<readonly string[]> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(request.url ?? "", ...request.rawHeaders);
    response.end();
  });
  server.on("connect", (request, socket) => {
    heard.push(request.url ?? "", ...request.rawHeaders);
    socket.on("error", () => undefined);
    socket.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  vi.stubEnv("HTTPS_PROXY", `http://user:password@127.0.0.1:${(server.address() as AddressInfo).port}`);
  for (const name of ["NO_PROXY", "no_proxy", "https_proxy"]) vi.stubEnv(name, "");
  return heard;
}

const body = '{"name":"app"}';
const says = (head: string): string =>
  `HTTP/1.1 ${head}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;

it.each([
  ["203 Non-Authoritative Information", /does not let us through to the host \(HTTP 203\)/],
  ["403 Forbidden", /does not let us through to the host \(HTTP 403\): check `HTTPS_PROXY`/],
  ["404 Not Found", /does not let us through to the host \(HTTP 404\)/],
  ["407 Proxy Authentication Required", /wants a password \(HTTP 407\): set it in `HTTPS_PROXY`/],
  ["502 Bad Gateway", /does not let us through to the host \(HTTP 502\)/],
])("that answers %s in the host's place is not believed, and gets no token", async (head, detail) => {
  const heard = await proxyThatSays(says(head));
  const gap = { known: false, reason: "failed", detail: expect.stringMatching(detail) as string };
  const circleci = clientFor("https://circleci.example.com");
  expect(await circleci.ask({ api: "v2", path: "me", parse: whole })).toMatchObject(gap);
  const github = clientOf({ origin: "https://github.example.com" });
  expect(await github.ask({ path: "user", needs: "nothing", parse: whole })).toMatchObject(gap);
  expect(heard).toContain("circleci.example.com:443");
  // Nobody waits long for a host that has never answered.
  expect(heard.filter((address) => address === "github.example.com:443")).toHaveLength(2);
  expect(heard.join("\n")).not.toContain(token);
  expect(heard.join("\n")).not.toContain(githubToken);
});
