/** A project of `circleci-data.json`. */
import { blankProject } from "../../snapshot/blank.ts";
import { gap, known } from "../../snapshot/fetched.ts";
import type { Fetched } from "../../snapshot/fetched.ts";
import type { StoredVariable } from "../../snapshot/organization.ts";
import type { CheckoutKey, Project, SshKey } from "../../snapshot/project.ts";
import { isRecord, stringIn } from "../json.ts";
import type { Json } from "../questions.ts";
import { isoTime, recordsIn } from "./inspected-values.ts";

const notInspected = gap("skipped", "CircleCI-Env-Inspector does not ask for it");
const failed = gap("failed", "CircleCI-Env-Inspector got no answer");

const hosts: Readonly<Record<string, string>> = { gh: "github.com", bb: "bitbucket.org" };

/** Undefined when nothing says which project it is. */
export function inspectedProject(project: Json, at: string): Project | undefined {
  const slug = slugOf(project);
  if (slug === undefined) return undefined;
  const [kind = "", owner = "", repository = ""] = slug.split("/");
  const host = hosts[kind];
  const identity = {
    slug,
    id: stringIn(project, "id") ?? "unknown",
    name: stringIn(project, "name") ?? repository,
    organization: `${kind}/${owner}`,
    ...(host === undefined ? {} : { address: `${host}/${owner}/${repository}` }),
  };
  const keys = recordsIn(project, "keys");
  const isAnswered = recordsIn(project, "errors").length === 0;
  const list = <T>(names: readonly string[], read: (names: readonly string[]) => readonly T[]): Fetched<readonly T[]> =>
    isAnswered && names.some((name) => Array.isArray(project[name])) ? known(read(names), at) : failed;
  return {
    ...blankProject(identity, notInspected),
    variables: list(["project_env_vars", "variables"], (names) => names.flatMap((name) => variablesOf(project, name))),
    checkoutKeys: list(["checkout_keys", "keys"], () => [...recordsIn(project, "checkout_keys"), ...keys].flatMap(checkoutKeyOf)),
    sshKeys: list(["ssh_keys", "keys"], () => [...recordsIn(project, "ssh_keys"), ...keys].flatMap(sshKeyOf)),
    legacyAwsKeys: isAnswered ? known(hasAwsKeys(project["legacy_aws_keys"] ?? project["legacyAWSKeys"]), at) : failed,
  };
}

/** In its short form. */
function slugOf(project: Json): string | undefined {
  const written =
    stringIn(project, "slug") ?? /\/(?:pipelines|settings\/project)\/(.+)$/.exec(stringIn(project, "url") ?? "")?.[1];
  const parts = written?.split("/") ?? [];
  if (parts.length !== 3 || parts.includes("")) return undefined;
  const [kind = "", ...rest] = parts;
  const short = { github: "gh", bitbucket: "bb" }[kind] ?? kind;
  return ["gh", "bb", "circleci"].includes(short) ? [short, ...rest].join("/") : undefined;
}

function variablesOf(project: Json, key: string): readonly StoredVariable[] {
  return recordsIn(project, key).flatMap((variable) => {
    const name = stringIn(variable, "name");
    return name === undefined ? [] : [{ name }];
  });
}

/** Of the older shape's `keys`, those that are for a checkout say so. */
function checkoutKeyOf(key: Json): readonly CheckoutKey[] {
  const [type, publicKey] = [stringIn(key, "type"), stringIn(key, "public_key")];
  if (type === undefined || publicKey === undefined || !/^[a-z]+(?:-[a-z]+)*-key$/.test(type)) return [];
  const createdAt = isoTime(key["created_at"]);
  return [
    {
      kind: type === "deploy-key" ? "deploy-key" : "user-key",
      publicKey: withoutComment(publicKey),
      fingerprint: stringIn(key, "fingerprint") ?? "",
      isPreferred: key["preferred"] === true,
      ...(createdAt === undefined ? {} : { createdAt }),
    },
  ];
}

function sshKeyOf(key: Json): readonly SshKey[] {
  const fingerprint = stringIn(key, "fingerprint");
  if (fingerprint === undefined || !("hostname" in key)) return [];
  const publicKey = stringIn(key, "public_key");
  return [
    {
      hostname: stringIn(key, "hostname") ?? "",
      fingerprint,
      ...(publicKey === undefined ? {} : { publicKey: withoutComment(publicKey) }),
    },
  ];
}

/** A comment often is somebody's address. */
function withoutComment(publicKey: string): string {
  return publicKey.trim().split(/\s+/).slice(0, 2).join(" ");
}

function hasAwsKeys(keys: unknown): boolean {
  return isRecord(keys) && Object.values(keys).some((value) => typeof value === "string" && value !== "");
}
