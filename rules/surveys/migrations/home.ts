/** Where a credential is kept: known from the APIs, or guessed from the contexts of the jobs that use it. */
import type { JobRun } from "../../../src/expand/plan.ts";
import { knownText } from "../../../src/expand/text.ts";
import { quote } from "../../../src/source/quote.ts";
import { wordsOf } from "../../data/name-words.ts";
import { namePolicyOf } from "../../data/stored-secrets.ts";
import type { Sighting } from "./sighting.ts";

export type Home =
  | { readonly kind: "config" }
  | { readonly kind: "context"; readonly name: string }
  | { readonly kind: "project" }
  /** One of these contexts or the project, which the APIs were not asked. */
  | { readonly kind: "candidates"; readonly contexts: readonly string[] }
  /** The APIs were asked, and it is kept in no context of the job nor in the project. */
  | { readonly kind: "nowhere" };

const contextWords: Readonly<Record<string, readonly string[]>> = {
  aws: ["AWS", "ECR", "ECS", "EKS", "AMAZON"],
  gcp: ["GCP", "GOOGLE", "GCLOUD", "GKE", "GCR", "GAR"],
  azure: ["AZURE", "ACR", "AKS", "ARM"],
  pypi: ["PYPI", "TWINE"],
};

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

/** Contexts whose name speaks of the provider go before all others. */
function candidatesOf(run: JobRun, provider: string): Home {
  const known = [...new Set(run.contexts.flatMap(({ name }) => knownText(name) ?? []))].sort();
  if (run.contexts.length === 0) return { kind: "project" };
  const words = Object.hasOwn(contextWords, provider) ? (contextWords[provider] ?? []) : [provider.toUpperCase()];
  const telling = known.filter((name) => wordsOf(name).some((word) => words.includes(word)));
  return { kind: "candidates", contexts: telling.length > 0 ? telling : known };
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
      return ["the configuration itself"];
    case "context":
      return [`the context ${quote(home.name)}`];
    case "project":
      return ["the project"];
    case "nowhere":
      return [];
    case "candidates":
      return candidatesInWords(home.contexts);
  }
}

function candidatesInWords(contexts: readonly string[]): readonly string[] {
  const [only] = contexts;
  if (only === undefined) return [];
  if (contexts.length === 1) return [`probably the context ${quote(only)}`];
  return [
    `one of the contexts ${contexts
      .slice(0, 4)
      .map((name) => quote(name))
      .join(", ")}, or the project`,
  ];
}
