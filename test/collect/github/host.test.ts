import { expect, it } from "vitest";
import { githubCloud, githubHostOf } from "../../../src/collect/github/host.ts";

it.each(["github.com", "https://github.com/", "www.github.com", "https://api.github.com", " GitHub.com "])(
  "%s is GitHub itself",
  (typed) => {
    expect(githubHostOf(typed)).toEqual(githubCloud);
  },
);

it.each([
  ["git.acme.test", "https://git.acme.test/api/v3", "git.acme.test"],
  ["https://git.acme.test:8443/api/v3/", "https://git.acme.test:8443/api/v3", "git.acme.test:8443"],
  ["acme.ghe.com", "https://api.acme.ghe.com", "acme.ghe.com"],
  ["https://api.acme.ghe.com", "https://api.acme.ghe.com", "acme.ghe.com"],
  ["http://127.0.0.1:8080", "http://127.0.0.1:8080/api/v3", "github.com"],
])("%s has its API at %s", (typed, api, site) => {
  expect(githubHostOf(typed)).toMatchObject({ api, site });
});

it.each([
  ["http://git.acme.test", /not https/],
  ["https://someone:secret@git.acme.test", /user name or password: give a token in `GITHUB_TOKEN`/],
  ["https://git.acme.test/acme/app", /goes on behind the host/],
  ["https://git.acme.test/?x", /goes on/],
  ["http://127.0.0.1.evil.test", /not https/],
  ["ftp://git.acme.test", /not https/],
  ["", /no address/],
  ["https://", /no address/],
])("%j is refused", (typed, fault) => {
  const answer = githubHostOf(typed);
  expect("fault" in answer && answer.fault).toMatch(fault);
});
