/** `Outside the configuration`: what is set in the web applications, where secrets are kept, what is stored and for how long. */
import { section } from "../document/build.ts";
import type { Section } from "../document/document.ts";
import type { ReviewFacts } from "../review-input.ts";
import { projectSection } from "./outside/project.ts";
import { secretsSection } from "./outside/secrets.ts";
import { settingsSection } from "./outside/settings.ts";
import { storageSection } from "./outside/storage.ts";

export function outsideSection(facts: ReviewFacts): Section {
  return section("outside", "Outside the configuration", [
    settingsSection(facts),
    secretsSection(facts),
    storageSection(facts),
    projectSection(facts),
  ]);
}
