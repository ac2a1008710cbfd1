/** Which projects are meant: those that were named, else those of checkouts, else the one whose job this is. */
import { originOf } from "../../collect/git-origin.ts";
import { addressAt, organizationSlug, projectSlug, slugAt } from "../../collect/circleci/facts/slugs.ts";
import { quote } from "../../source/quote.ts";
import { UsageError } from "../usage-error.ts";

/** The names that one project may have, the likeliest first. */
export type ProjectNames = readonly string[];

/** @throws {UsageError} when it can be none */
export function namedProject(text: string): ProjectNames {
  const address = addressAt(text);
  if (projectSlug(text) !== undefined || address?.split("/").length === 3) return [text.trim()];
  throw new UsageError(
    `\`--project\`: ${quote(text)} is no project; write a slug such as \`gh/acme/app\` or an address such as \`github.com/acme/app\`.`,
  );
}

/** @throws {UsageError} when it can be none */
export function namedOrganization(text: string): string {
  const slug = organizationSlug(text) ?? organizationSlug(slugAt(text) ?? "");
  if (slug !== undefined) return slug;
  throw new UsageError(
    `\`--org\`: ${quote(text)} is no organisation; write a slug such as \`gh/acme\` or \`circleci/…\` with the id of a standalone one.`,
  );
}

/** Empty when nothing says which project it is. */
export function projectOfCheckout(home: string): ProjectNames {
  const origin = originOf(home);
  const address = origin === undefined ? undefined : addressAt(origin);
  return address?.split("/").length === 3 ? [address] : [];
}

/** The project whose job this is; empty outside of jobs. */
export function projectOfJob(): ProjectNames {
  const { CIRCLECI, CIRCLE_ORGANIZATION_ID: organization, CIRCLE_PROJECT_ID: id } = process.env;
  const { CIRCLE_PROJECT_USERNAME: owner, CIRCLE_PROJECT_REPONAME: name, CIRCLE_REPOSITORY_URL: url } = process.env;
  if (CIRCLECI !== "true") return [];
  const slug = slugAt(url ?? "");
  // Only projects of the old kind have these names; a repository may have one of each kind.
  const classic = slug !== undefined && slug.split("/").slice(1).join("/") === `${owner ?? ""}/${name ?? ""}` ? [slug] : [];
  const standalone = projectSlug(`circleci/${organization ?? ""}/${id ?? ""}`);
  return [...classic, ...(standalone === undefined ? [] : [standalone])];
}
