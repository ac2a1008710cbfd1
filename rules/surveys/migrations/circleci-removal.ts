/** What is deleted at CircleCI at the end of a migration. */
import type { Binding, MigrationStep, Snippet } from "../../../src/rule/migration.ts";
import type { Scene } from "../../../src/rule/scene.ts";
import { contextNamed } from "../../../src/snapshot/context-access.ts";
import { valueOf } from "../../../src/snapshot/fetched.ts";
import { quote } from "../../../src/source/quote.ts";
import { apiCall, escaped, projectPath } from "../../data/api-call.ts";
import { namesInWords } from "../../data/context-secrets.ts";
import { shellWord } from "../../data/oidc/guides/texts.ts";
import type { Credential } from "./credentials.ts";

/** More names are left to the reader. */
const most = 12;

export function removalOf(scene: Scene, credential: Credential, binding: Binding): readonly MigrationStep[] {
  const { home, names } = credential;
  switch (home.kind) {
    case "config":
      return [
        {
          title: "Take it out of the configuration",
          text: "It stays in the history of the repository, so what counts is that it is revoked: rewriting history takes nothing back.",
          ways: [],
        },
      ];
    case "project":
      return names.length === 0 ? [] : [fromProject(scene, names)];
    case "context":
      return fromContext(scene, home.name, names, binding);
    case "candidates":
      return names.length === 0 ? [] : [fromSomewhere(home.contexts, names)];
    case "nowhere":
      return [];
  }
}

function fromProject({ facts }: Scene, names: readonly string[]): MigrationStep {
  const path = facts === undefined ? undefined : projectPath(facts.project);
  const calls = names
    .slice(0, most)
    .map((name) => apiCall("DELETE", `project/${path ?? "<project-slug>"}/envvar/${escaped(name)}`));
  return {
    title: "Delete the variables of the project",
    text: `${namesInWords(names, most)}: in \`Project Settings\`, \`Environment Variables\`, or by the API.`,
    ways: path === undefined ? [] : [{ title: "CircleCI API", language: "http", text: calls.join("") }],
  };
}

function fromContext(
  { facts }: Scene,
  name: string,
  names: readonly string[],
  { organizationId }: Binding,
): readonly MigrationStep[] {
  const context = contextNamed(name, facts?.organization);
  const commands = names
    .slice(0, most)
    .map(
      (each) => `circleci context remove-secret --org-id ${shellWord(organizationId)} ${shellWord(name)} ${shellWord(each)}\n`,
    );
  const ways: Snippet[] = [{ title: "CircleCI CLI", language: "sh", text: commands.join("") }];
  if (context !== undefined) {
    const calls = names
      .slice(0, most)
      .map((each) => apiCall("DELETE", `context/${escaped(context.id)}/environment-variable/${escaped(each)}`));
    ways.push({ title: "CircleCI API", language: "http", text: calls.join("") });
  }
  const step: MigrationStep = {
    title: `Delete the variables of the context ${quote(name)}`,
    text: `${namesInWords(names, most)}: in \`Organization Settings\`, \`Contexts\`, or as below. Other projects may take this context: see that all of them have moved.`,
    ways,
    once: `circleci-context ${name} ${names.join(" ")}`,
  };
  const left = (valueOf(context?.variables) ?? []).filter((variable) => !names.includes(variable.name));
  if (context === undefined || valueOf(context.variables) === undefined || left.length > 0) return [step];
  return [step, wholeContext(name, organizationId)];
}

function wholeContext(name: string, organizationId: string): MigrationStep {
  return {
    title: `Delete the context ${quote(name)}`,
    text: "Nothing is left in it then. Take it out of the `context:` lists first: CircleCI refuses a job that names a context which does not exist. Keep it where its restrictions are what guards a job.",
    ways: [
      {
        title: "CircleCI CLI",
        language: "sh",
        text: `circleci context delete --org-id ${shellWord(organizationId)} ${shellWord(name)}\n`,
      },
    ],
    once: `circleci-context ${name}`,
  };
}

function fromSomewhere(contexts: readonly string[], names: readonly string[]): MigrationStep {
  const where =
    contexts.length === 0
      ? "the context that the job takes"
      : `${contexts.length === 1 ? "the context" : "the contexts"} ${namesInWords(contexts, most)}`;
  return {
    title: "Delete the variables",
    text: `${namesInWords(names, most)}: look in ${where} and in the project. Where they are kept, a snapshot tells: \`circleci-secaudit collect\`.`,
    ways: [],
  };
}
