/** Where a credential is kept: known from the APIs, or guessed from the contexts of the jobs that use it. */
import type { JobRun } from "../../../src/expand/plan.ts";
import { knownText } from "../../../src/expand/text.ts";
import { inConfiguration } from "../../../src/rule/migration-order.ts";
import { quote } from "../../../src/source/quote.ts";
import { wordsOf } from "../../data/name-words.ts";
import { namePolicyOf } from "../../data/stored-secrets.ts";
import type { Sighting } from "./sighting.ts";

export type Home =
  | { readonly kind: "config" }
  | { readonly kind: "context"; readonly name: string }
  | { readonly kind: "project" }
  /** One of these contexts or the project, which the APIs were not asked. `isTold`: the name of the context speaks of the provider. */
  | { readonly kind: "candidates"; readonly contexts: readonly string[]; readonly isTold: boolean }
  /** The APIs were asked, and it is kept in no context of the job nor in the project. */
  | { readonly kind: "nowhere" };

const contextWords: Readonly<Record<string, readonly string[]>> = {
  aws: ["AWS", "ECR", "ECS", "EKS", "AMAZON"],
  gcp: ["GCP", "GOOGLE", "GCLOUD", "GKE", "GCR", "GAR"],
  azure: ["AZURE", "ACR", "AKS", "ARM"],
  npm: ["NPM"],
  pypi: ["PYPI", "TWINE"],
};

/** What contexts are named after that keep no key of a cloud. */
const otherWords = [
  "SLACK",
  "DISCORD",
  "DOCKERHUB",
  "GITHUB",
  "GITLAB",
  "SNYK",
  "SONAR",
  "CODECOV",
  "SENTRY",
  "DATADOG",
  "ORB",
  "GPG",
];

export function homeOf({ audit, run, names, secret, provider }: Sighting): Home {
  if (secret !== undefined) return { kind: "config" };
  const stored = namePolicyOf(audit).stored?.of(run);
  if (stored !== undefined) {
    const places = names.filter((name) => stored.places.has(name)).map((name) => stored.places.get(name));
    // The key, which stands last, rather than its id.
    if (places.length > 0) return keptIn(places.at(-1));
    if (stored.isComplete) return { kind: "nowhere" };
  }
  return candidatesOf(run, provider);
}

function keptIn(context: string | undefined): Home {
  return context === undefined ? { kind: "project" } : { kind: "context", name: context };
}

/** Contexts whose name speaks of the provider go before all others; those that speak of something else are left out. */
function candidatesOf(run: JobRun, provider: string): Home {
  const known = [...new Set(run.contexts.flatMap(({ name }) => knownText(name) ?? []))].sort();
  const told = known.filter((name) => speaksOf(name, wordsFor(provider)));
  if (told.length > 0) return { kind: "candidates", contexts: told, isTold: true };
  const others = [...otherWords, ...Object.keys(contextWords).flatMap(wordsFor)];
  const silent = known.filter((name) => !speaksOf(name, others));
  if (silent.length === 0 && known.length === run.contexts.length) return { kind: "project" };
  return { kind: "candidates", contexts: silent, isTold: false };
}

function wordsFor(provider: string): readonly string[] {
  return Object.hasOwn(contextWords, provider) ? (contextWords[provider] ?? []) : [provider.toUpperCase()];
}

function speaksOf(context: string, words: readonly string[]): boolean {
  return wordsOf(context).some((word) => words.includes(word));
}

/** The same for the same home. */
export function homeKey(home: Home): string {
  if (home.kind === "context") return `context ${home.name}`;
  return home.kind === "candidates" ? `candidates ${home.contexts.join("\n")}` : home.kind;
}

/** ``the context `aws` ``; empty when nothing is known of it. */
export function homeInWords(home: Home): readonly string[] {
  switch (home.kind) {
    case "config":
      return [inConfiguration];
    case "context":
      return [`the context ${quote(home.name)}`];
    case "project":
      return ["the project"];
    case "nowhere":
      return [];
    case "candidates":
      return candidatesInWords(home);
  }
}

function candidatesInWords({ contexts, isTold }: Extract<Home, { readonly kind: "candidates" }>): readonly string[] {
  const [only] = contexts;
  if (only === undefined) return [];
  if (contexts.length === 1)
    return [isTold ? `probably the context ${quote(only)}` : `the context ${quote(only)} or the project`];
  return [
    `one of the contexts ${contexts
      .slice(0, 4)
      .map((name) => quote(name))
      .join(", ")}, or the project`,
  ];
}
