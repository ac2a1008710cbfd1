/** Stored keys with which CircleCI pulls the images of a job. */
import type { DockerImage, JobRun } from "../../src/expand/plan.ts";
import { assumedText, knownText, type Text } from "../../src/expand/text.ts";
import { compileText } from "../../src/expand/script.ts";
import type { Location } from "../../src/finding/location.ts";
import { entryOf, locationOf } from "../../src/yaml/node.ts";
import { parseImage, registryKind } from "../data/images.ts";
import { maybeSelfHosted } from "../data/runner-class.ts";

export interface PullKey {
  readonly provider: "aws" | "gcp";
  readonly at: Location;
  /** What it is, to follow `with`. */
  readonly words: string;
  /** The variables that hold it, as far as they are told. */
  readonly names: readonly string[];
}

/** Undefined when the image is public, pulled by OIDC, or its key is written out, which is another rule's matter. */
export function pullKeyOf(image: DockerImage, run: JobRun): PullKey | undefined {
  return keyPairOf(image) ?? implicitKeysOf(image, run) ?? serviceAccountOf(image);
}

function keyPairOf({ awsAuth }: DockerImage): PullKey | undefined {
  if (awsAuth === undefined || awsAuth.oidcRoleArn !== undefined || isWrittenOut(awsAuth.secretAccessKey)) return undefined;
  const { node } = awsAuth;
  const entry = node.kind === "map" ? (entryOf(node, "aws_secret_access_key") ?? entryOf(node, "aws_access_key_id")) : undefined;
  const names = variablesOf(awsAuth.accessKeyId, awsAuth.secretAccessKey);
  return entry && { provider: "aws", at: locationOf(entry.keyNode), words: "a stored AWS key", names };
}

function isWrittenOut(text: Text | undefined): boolean {
  const known = text === undefined ? undefined : knownText(text)?.trim();
  return known !== undefined && known !== "" && !known.startsWith("$");
}

/** Without any `auth` CircleCI takes the keys of the project. Source: CircleCI's documentation, "Using Docker authenticated pulls". */
function implicitKeysOf({ image, auth, awsAuth }: DockerImage, run: JobRun): PullKey | undefined {
  if (auth !== undefined || awsAuth !== undefined || kindOf(image) !== "ecr" || maybeSelfHosted(run)) return undefined;
  const words = "the AWS key that the project stores in `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`";
  const compiled = compileText(image);
  const at = compiled.locate({ start: 0, end: compiled.text.length });
  return { provider: "aws", at, words, names: ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] };
}

function serviceAccountOf({ image, auth, gcpAuth }: DockerImage): PullKey | undefined {
  const user = auth?.username;
  if (user === undefined || gcpAuth !== undefined || isWrittenOut(auth?.password) || kindOf(image) !== "gar") return undefined;
  const compiled = compileText(user);
  if (!/^_json_key(?:_base64)?$/u.test(compiled.text.trim())) return undefined;
  const at = compiled.locate({ start: 0, end: compiled.text.length });
  return { provider: "gcp", at, words: "the stored key of a service account", names: variablesOf(auth?.password) };
}

/** `$NAME` and `${NAME}`, which are all that CircleCI resolves there. */
function variablesOf(...texts: readonly (Text | undefined)[]): readonly string[] {
  return texts.flatMap((text) => /^\$\{?([A-Za-z_]\w*)\}?$/u.exec((text && assumedText(text)?.trim()) ?? "")?.[1] ?? []);
}

/** A host with a part that only the running pipeline knows is judged by its known end. */
function kindOf(image: Text): string {
  return registryKind(parseImage(assumedText(image) ?? compileText(image).text)?.registry);
}

/** What only the running pipeline knows stays as it is written. */
export function imageName(image: Text): string {
  const texts = image.parts.map((part) => (part.kind === "known" ? part.text : (part.assumed ?? `<< ${part.expression} >>`)));
  return texts.join("");
}
