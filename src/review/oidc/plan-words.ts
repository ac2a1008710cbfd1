/** How a plan names its migrations, wherever it is told. */
import type { Migration } from "../../rule/migration.ts";
import { count, distinct, quoted } from "../sections/words.ts";

/** ``AWS: `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` of the context `aws` ``. */
export function migrationTitle({ service, names, keptIn }: Migration): string {
  const what = names.length === 0 ? "a stored credential" : quoted(names, 3);
  return `${service}: ${what}${keptIn.length === 0 ? "" : `, ${keptIn.join(" and ")}`}`;
}

/** Unique in a plan over several projects, too. */
export function migrationId({ project, id }: Migration): string {
  const slug = (project ?? "").toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  return `oidc-${slug === "" ? "" : `${slug}-`}${id}`;
}

export function jobNames({ uses }: Migration): readonly string[] {
  return distinct(uses.map(({ run }) => run.jobName));
}

/** What takes the credential's place, in a few words. */
export function successor({ provider, service, changes }: Migration): string {
  if (changes.length === 0) return "nothing: no job needs it";
  const known: Readonly<Record<string, string>> = {
    aws: "an IAM role",
    gcp: "workload identity federation",
    azure: "a federated credential",
    vault: "a jwt role",
    npm: "trusted publishing",
    pypi: "trusted publishing",
  };
  return Object.hasOwn(known, provider) ? (known[provider] ?? service) : `${service}'s login by OIDC`;
}

/** `` `main` ``; `any branch`. */
export function boundTo({ binding: { refs }, comparesRefs, changes }: Migration): string {
  if (changes.length === 0) return "–";
  if (refs === undefined) return "any branch";
  const sources = quoted(distinct(refs.map(({ source }) => source)), 3);
  return comparesRefs ? sources : `any branch; its filters name ${sources}`;
}

/** Any branch can do more with it than pull images. */
function isOpen({ binding, changes }: Migration): boolean {
  return binding.refs === undefined && changes.some(({ after }) => !after.startsWith("docker:"));
}

export function planIntro(migrations: readonly Migration[]): string {
  const open = migrations.filter(isOpen).length;
  const unused = migrations.filter(({ changes }) => changes.length === 0).length;
  const isOne = migrations.length === 1;
  const order = isOne ? "." : ", in this order: the greatest risk first, and of the same risk the least work.";
  const reach =
    open < migrations.length
      ? `Any branch can reach ${open === 1 ? "one" : open} of them`
      : `Any branch can reach ${isOne ? "it" : "all of them"}`;
  const parts = [
    `${count(migrations.length, "stored credential")} can give way to the job's OIDC token${order}`,
    ...(open === 0 ? [] : [`${reach}: narrow the filters, or what the login may do, before the trust is worth much.`]),
    ...(unused === 0 ? [] : [`${unused === 1 ? "One is" : `${unused} are`} not seen in use and may only have to go.`]),
  ];
  return parts.join(" ");
}
