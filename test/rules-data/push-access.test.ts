import { expect, it } from "vitest";
import { namesInWords, secretNamesIn } from "../../rules/data/context-secrets.ts";
import { forkBuildsOf, forkersInWords, peopleInWords, pushersInWords, pushersOf } from "../../rules/data/push-access.ts";
import { noPolicy } from "../../src/rule/policy.ts";
import { factsFrom } from "../facts/read-facts.ts";

const person = (login: string, isOutside = false) => ({ login, isOutside, role: "push" });

it("names who can push, as far as the code host says", () => {
  const facts = factsFrom({
    repository: {
      collaborators: [person("ann"), person("ben"), person("eve", true)],
      teams: [
        { name: "web", slug: "web", permission: "push" },
        { name: "all", slug: "all", permission: "pull" },
      ],
    },
  });
  expect(pushersOf(facts.repository)).toEqual({ people: 3, outside: 1, teams: 1 });
  expect(pushersInWords(facts)).toBe("whoever can push to `acme/app`, 3 people, 1 of them an outside collaborator,");
  expect(pushersInWords(undefined)).toBe("whoever can push a branch");
  expect(pushersInWords(factsFrom({ repository: { collaborators: { gap: "forbidden" } } }))).toBe("whoever can push a branch");
});

it("counts people in words", () => {
  expect(peopleInWords({ people: 1, outside: 0 })).toBe("1 person");
  expect(peopleInWords({ people: 1, outside: 1 })).toBe("an outside collaborator");
  expect(peopleInWords({ people: 4, outside: 4 })).toBe("4 outside collaborators");
  expect(peopleInWords({ people: 40, outside: 2 })).toBe("40 people, 2 of them outside collaborators");
});

it("says whether forks are built, and with what", () => {
  const settings = (value: object) => factsFrom({ project: { settings: value } });
  expect(forkBuildsOf(undefined)).toBeUndefined();
  expect(forkBuildsOf(settings({}))).toBeUndefined();
  expect(forkBuildsOf(settings({ buildForkPrs: false, forksReceiveSecretEnvVars: true }))).toBe("off");
  expect(forkBuildsOf(settings({ buildForkPrs: true }))).toBeUndefined();
  expect(forkBuildsOf(settings({ buildForkPrs: true, forksReceiveSecretEnvVars: true }))).toBe("with-secrets");
  expect(forkBuildsOf(settings({ buildForkPrs: true, forksReceiveSecretEnvVars: false }))).toBe("without-secrets");
  expect(forkersInWords(factsFrom({ repository: { visibility: "public" } }))).toBe("anybody who opens a pull request");
});

it("lists names, and leaves out one only where that is shorter", () => {
  expect(
    [0, 1, 2, 3, 4, 5, 9].map((count) => namesInWords(["A", "B", "C", "D", "E", "F", "G", "H", "I"].slice(0, count))),
  ).toEqual([
    "",
    "`A`",
    "`A` and `B`",
    "`A`, `B` and `C`",
    "`A`, `B`, `C` and `D`",
    "`A`, `B`, `C` and 2 more",
    "`A`, `B`, `C` and 6 more",
  ]);
});

it("takes names in a store for secret unless they are public or the settings say otherwise", () => {
  const { organization } = factsFrom({
    organization: { contexts: [{ name: "c", variables: [{ name: "PAGER" }, { name: "AWS_REGION" }, { name: "DEPLOY_PEM" }] }] },
  });
  const contexts = organization?.contexts.known === true ? organization.contexts.value : [];
  expect(secretNamesIn(contexts[0]?.variables, noPolicy)).toEqual(["PAGER", "DEPLOY_PEM"]);
  expect(secretNamesIn(contexts[0]?.variables, { isSecretName: (name) => name === "AWS_REGION" })).toEqual(["AWS_REGION"]);
  expect(secretNamesIn(undefined, noPolicy)).toBeUndefined();
});
