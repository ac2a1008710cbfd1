/** Uses of stored credentials that OIDC can replace, as the rules on them see them, in one form. */
import { imagesOf } from "../../../src/expand/plan-of.ts";
import type { JobRun } from "../../../src/expand/plan.ts";
import type { Location } from "../../../src/finding/location.ts";
import type { Audit } from "../../../src/rule/audit.ts";
import { quote } from "../../../src/source/quote.ts";
import { imageName, pullKeyOf } from "../../credentials/image-pull-keys.ts";
import { publishTokenUsesOf } from "../../credentials/publishing/token-uses.ts";
import { serviceLoginsIn } from "../../credentials/services/stored.ts";
import { cloudLoginsIn } from "../../credentials/cloud/stored.ts";
import type { CredentialUse, OrbUse } from "../../data/oidc/use.ts";
import { publicationsOf } from "../../data/publishing.ts";
import { scriptsByRun } from "../../data/scripts-by-run.ts";

export interface Sighting {
  readonly audit: Audit;
  readonly provider: string;
  readonly run: JobRun;
  readonly at: Location;
  /** To follow `it`. */
  readonly what: string;
  /** The variables that hold it; empty when nothing names them. */
  readonly names: readonly string[];
  /** The credential itself, where the configuration holds it. */
  readonly secret: Location | undefined;
  /** What the replacement is written for. */
  readonly use: CredentialUse;
}

/** Of the jobs that a workflow runs, in the order of the plan, for each kind of credential. */
export function sightingsIn(audit: Audit): readonly Sighting[] {
  const all = [...ofClouds(audit), ...ofImages(audit), ...ofServices(audit), ...ofPublishing(audit)];
  return all.filter(({ run }) => run.workflow !== undefined);
}

function* ofClouds(audit: Audit): Iterable<Sighting> {
  for (const { uses } of cloudLoginsIn(audit).values()) {
    for (const { provider, run, at, what, names, secret, use } of uses) {
      yield { audit, provider, run, at, what, secret, use, names: withIds(names.length > 0 ? names : usualNames(use), audit) };
    }
  }
}

/** The id of an AWS key stands beside it under a name of the same form; where the APIs were asked, they say which there are. */
function withIds(names: readonly string[], { facts }: Audit): readonly string[] {
  if (facts !== undefined) return names;
  const ids = names
    .filter((name) => /SECRET_ACCESS_KEY/u.test(name))
    .map((name) => name.replace("SECRET_ACCESS_KEY", "ACCESS_KEY_ID"));
  return [...new Set([...ids, ...names])];
}

/** What the orbs' logins read when nothing else is said. Sources: aws-cli, gcp-cli, gcp-gcr, azure-cli and azure-acr. */
function usualNames(use: CredentialUse): readonly string[] {
  if (use.via !== "orb") return [];
  if (use.provider === "aws") return ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
  return use.provider === "gcp" ? ["GCLOUD_SERVICE_KEY"] : usualAzureNames(use);
}

function usualAzureNames({ element }: OrbUse): readonly string[] {
  return element === "login-with-user" ? ["AZURE_USERNAME", "AZURE_PASSWORD"] : ["AZURE_SP", "AZURE_SP_PASSWORD"];
}

function* ofImages(audit: Audit): Iterable<Sighting> {
  for (const { run, image } of imagesOf(audit.plan)) {
    const key = pullKeyOf(image, run);
    if (key === undefined) continue;
    const { provider, at, names } = key;
    const name = imageName(image.image);
    const use = { provider, via: "image-pull", image: name } as const;
    yield { audit, provider, run, at, what: `pulls ${quote(name, 100)}`, names, secret: undefined, use };
  }
}

function* ofServices(audit: Audit): Iterable<Sighting> {
  for (const { uses } of serviceLoginsIn(audit).values()) {
    for (const { service: provider, run, at, what, names } of uses) {
      yield { audit, provider, run, at, what, names, secret: undefined, use: { provider, via: "service" } };
    }
  }
}

function* ofPublishing(audit: Audit): Iterable<Sighting> {
  const scripts = scriptsByRun(audit);
  for (const [run, publications] of publicationsOf(audit)) {
    for (const { ecosystem: provider, publication, tokens } of publishTokenUsesOf(run, publications, scripts.get(run) ?? [])) {
      const { what: tool, command, evidence, at } = publication;
      const isKnown = command !== undefined && evidence === "command";
      const use = { provider, via: "publish", ...(isKnown && { tool }) } as const;
      const names = tokens.flatMap(
        ({ text }) => /\$\{?([A-Za-z_]\w*)|^([A-Za-z_]\w*)$/u.exec(text)?.slice(1).find(Boolean) ?? [],
      );
      yield { audit, provider, run, at, what: `publishes with ${quote(tool)}`, names, secret: undefined, use };
    }
  }
}
