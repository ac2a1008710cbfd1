/** The ways from secrets to clouds: what each job takes, which credentials it can use, and what they open. */
import type { JobRun } from "../../../expand/plan.ts";
import type { Finding } from "../../../finding/finding.ts";
import type { Severity } from "../../../finding/severity.ts";
import { groupBy } from "../../../report/group-by.ts";
import { isOnSheet } from "../../../report/sheets.ts";
import { quote } from "../../../source/quote.ts";
import { locationOf } from "../../../yaml/node.ts";
import type { JobUnit } from "../../outline/job-units.ts";
import { outlineOf } from "../../outline/outline.ts";
import type { ReviewFacts } from "../../review-input.ts";
import { worstFirst } from "../found.ts";
import { shown } from "../jobs/environment-words.ts";
import { hasTellingName, kindInWords } from "../outside/secret-words.ts";
import { distinct } from "../words.ts";

export type Worst = Severity | "none" | undefined;

export interface Way {
  readonly unit: JobUnit;
  readonly workflows: readonly string[];
  readonly contexts: readonly string[];
  readonly credentials: readonly Credential[];
}

export interface Credential {
  readonly id: string;
  readonly label: string;
  /** The label is the name of a variable, or two. */
  readonly isNamed?: boolean;
  /** What it opens. */
  readonly provider: string;
  readonly by: "oidc" | "stored";
}

/** Jobs that take a context or have a credential, in the order of the configuration. */
export function waysOf(facts: ReviewFacts): readonly Way[] {
  return outlineOf(facts).jobs.flatMap((unit) => {
    const contexts = distinct(unit.runs.flatMap((run) => run.contexts.map(({ name }) => shown(name))));
    const credentials = credentialsOf(unit, facts);
    if (contexts.length === 0 && credentials.length === 0) return [];
    return [{ unit, workflows: distinct(unit.runs.flatMap(({ workflow }) => workflow?.name ?? [])), contexts, credentials }];
  });
}

function credentialsOf(unit: JobUnit, facts: ReviewFacts): readonly Credential[] {
  const runs = new Set<JobRun>(unit.runs);
  const migrated = facts.migrations.filter(({ uses }) => uses.some(({ run }) => runs.has(run)));
  const all = migrated.map(({ id, names, service }) => {
    return {
      id: `plan ${id}`,
      label: names.length === 0 ? `${service} key` : short(names),
      isNamed: names.length > 0,
      provider: service,
      by: "stored" as const,
    };
  });
  const told = new Set(migrated.map(({ service }) => service));
  const names = new Set(migrated.flatMap((each) => each.names));
  const readable = facts.register.filter(
    ({ name, readers, service }) => service !== undefined && !names.has(name) && readers.some((run) => runs.has(run)),
  );
  const ofRegister = [...groupBy(readable, ({ service = "" }) => service)].map(([service, secrets]): Credential => {
    const own = distinct(secrets.map(({ name }) => name));
    const isNamed = secrets.every(hasTellingName);
    const label = isNamed ? short(own) : short(distinct(secrets.map(kindInWords)));
    told.add(service);
    return { id: `secret ${service} ${own.join(" ")}`, label, isNamed, provider: service, by: "stored" };
  });
  const logins = unit.runs.flatMap((run) => facts.inventory.runs.get(run)?.logins ?? []);
  const ofLogins = logins
    .filter(({ cloud, by }) => by === "oidc" || !told.has(cloud ?? ""))
    .map(({ cloud = "another service", by }): Credential => {
      return by === "oidc"
        ? { id: `oidc ${cloud}`, label: "OIDC token", provider: cloud, by }
        : { id: `key ${cloud}`, label: `${cloud} key`, provider: cloud, by: "stored" };
    });
  return [...new Map([...all, ...ofRegister, ...ofLogins].map((each) => [each.id, each])).values()];
}

function short(names: readonly string[]): string {
  const rest = names.length - 2;
  return names.slice(0, 2).join(", ") + (rest > 0 ? `, +${String(rest)}` : "");
}

/** The worst finding about a context: where a job takes it, or at its restrictions. */
export function worstOfContext(name: string, facts: ReviewFacts): Worst {
  const uses = facts.scene.audits.flatMap(({ plan }) =>
    plan.runs.flatMap((run) => run.contexts.filter((use) => shown(use.name) === name).map(({ node }) => locationOf(node))),
  );
  const isAbout = ({ location, ruleId, message }: Finding): boolean =>
    isOnSheet(location)
      ? ruleId.includes("context") && message.includes(quote(name))
      : uses.some(
          ({ file, span }) => file === location.file && span.start <= location.span.start && location.span.end <= span.end,
        );
  return worstFirst(facts.report.findings.filter(isAbout))[0]?.severity ?? "none";
}
