/** Where a job runs: docker, machine or macOS, directly or through a named executor. */
import type { Definition } from "../config/config.ts";
import { libraryOf } from "../config/orbs-of.ts";
import { asMap, asScalar } from "../config/reader.ts";
import { entryOf, isNull, locationOf, type YamlMap, type YamlNode } from "../yaml/node.ts";
import { checkArguments, givenArguments } from "./arguments.ts";
import { readEnvironment } from "./environment.ts";
import { evaluateNode, toTri } from "./evaluate.ts";
import { expandText } from "./expand-text.ts";
import { knownOrbExecutor } from "./known-executors.ts";
import type { DockerImage, EnvironmentEntry, ExecutorRun } from "./plan.ts";
import { bindParameters, elementScope, orbNamed, type Scope } from "./scope.ts";
import { soleValue } from "./template.ts";
import { knownText, type Hop, type Text, type UnknownReason } from "./text.ts";

/** What a job gets from its executor; the job's own keys win. */
export interface ExecutorFacts {
  readonly executor: ExecutorRun;
  readonly shell: Text | undefined;
  /** The shell that comes with an executor whose source is not at hand, e.g. of Windows orbs. */
  readonly impliedShell: string | undefined;
  readonly resourceClass: Text | undefined;
  readonly environment: readonly EnvironmentEntry[];
}

const deepestExecutor = 10;

/** Reads the executor keys of a job or executor map. */
export function readExecutor(map: YamlMap, scope: Scope, hops: readonly Hop[], depth = 0): ExecutorFacts {
  const own = ownExecutor(map, scope, hops);
  const named = own === undefined ? entryOf(map, "executor")?.value : undefined;
  const base = named === undefined || depth > deepestExecutor ? undefined : namedExecutor(named, scope, hops, depth);
  return {
    executor: own ?? base?.executor ?? { kind: "unknown", reason: undefined, node: undefined },
    shell: textAt(map, "shell", scope) ?? shellInside(map, scope) ?? base?.shell,
    impliedShell: base?.impliedShell,
    resourceClass: textAt(map, "resource_class", scope) ?? classInside(map, scope) ?? base?.resourceClass,
    environment: base?.environment ?? [],
  };
}

export function textAt(map: YamlMap, key: string, scope: Scope): Text | undefined {
  const node = entryOf(map, key)?.value;
  if (node?.kind === "seq") {
    const words = node.items.flatMap((item) => (item.value.kind === "scalar" ? [item.value] : []));
    const first = words[0];
    if (first === undefined) return undefined;
    const parts = words.flatMap((word, index) => [...(index > 0 ? [{ ...space }] : []), ...expandText(word, scope).parts]);
    return { scalar: first, parts };
  }
  return node?.kind === "scalar" && !isNull(node) ? expandText(node, scope) : undefined;
}

const space = { kind: "known", text: " ", origin: undefined, token: undefined, hops: [] } as const;

/** `machine: {shell: …}` and the like. */
function shellInside(map: YamlMap, scope: Scope): Text | undefined {
  const inner = asMap(entryOf(map, "machine")?.value) ?? asMap(entryOf(map, "macos")?.value);
  return inner && textAt(inner, "shell", scope);
}

function classInside(map: YamlMap, scope: Scope): Text | undefined {
  const inner = asMap(entryOf(map, "machine")?.value) ?? asMap(entryOf(map, "macos")?.value);
  return inner && textAt(inner, "resource_class", scope);
}

function ownExecutor(map: YamlMap, scope: Scope, hops: readonly Hop[]): ExecutorRun | undefined {
  const docker = entryOf(map, "docker")?.value;
  if (docker?.kind === "seq") {
    const images = docker.items.flatMap((item, index) => readImage(item.value, scope, index === 0, hops));
    return { kind: "docker", images, node: docker };
  }
  const machine = entryOf(map, "machine")?.value;
  if (machine !== undefined && !(machine.kind === "scalar" && machine.value === false)) return readMachine(machine, scope);
  const macos = entryOf(map, "macos")?.value;
  if (macos === undefined) return undefined;
  const body = asMap(macos);
  return { kind: "macos", xcode: body && textAt(body, "xcode", scope), node: macos };
}

function readMachine(node: YamlNode, scope: Scope): ExecutorRun {
  const body = asMap(node);
  if (body === undefined) {
    const scalar = asScalar(node);
    const image = scalar !== undefined && typeof scalar.value === "string" ? expandText(scalar, scope) : undefined;
    return { kind: "machine", image, node, layerCaching: false };
  }
  const caching = entryOf(body, "docker_layer_caching")?.value;
  const layerCaching = caching === undefined ? false : toTri(evaluateNode(caching, scope));
  return { kind: "machine", image: textAt(body, "image", scope), node, layerCaching };
}

function readImage(node: YamlNode, scope: Scope, primary: boolean, hops: readonly Hop[]): DockerImage[] {
  const map = asMap(node);
  const image = map && textAt(map, "image", scope);
  if (map === undefined || image === undefined) return [];
  const auth = asMap(entryOf(map, "auth")?.value);
  const awsAuth = asMap(entryOf(map, "aws_auth")?.value);
  return [
    {
      node: map,
      image,
      name: textAt(map, "name", scope),
      environment: readEnvironment(entryOf(map, "environment")?.value, "container", scope, hops),
      auth: auth && { node: auth, username: textAt(auth, "username", scope), password: textAt(auth, "password", scope) },
      awsAuth: awsAuth && {
        node: awsAuth,
        accessKeyId: textAt(awsAuth, "aws_access_key_id", scope),
        secretAccessKey: textAt(awsAuth, "aws_secret_access_key", scope),
        oidcRoleArn: textAt(awsAuth, "oidc_role_arn", scope),
      },
      gcpAuth: entryOf(map, "gcp_auth")?.value,
      primary,
      hops,
    },
  ];
}

/** `executor: name`, `executor: {name: …, params}` or `executor: << parameters.e >>`. */
function namedExecutor(node: YamlNode, scope: Scope, hops: readonly Hop[], depth: number): ExecutorFacts | undefined {
  const sole = node.kind === "scalar" && scope.world.templates ? soleValue(node.text) : undefined;
  if (sole?.expression.kind === "reference" && sole.expression.name.startsWith("parameters.")) {
    const bound = scope.parameters.get(sole.expression.name.slice("parameters.".length));
    if (bound?.kind === "given") return namedExecutor(bound.node, bound.scope, [...hops, bound.hop], depth + 1);
    if (bound !== undefined) {
      return unknownExecutor({ kind: "caller", name: bound.definition.name, type: bound.definition.type }, node);
    }
  }
  const body = asMap(node);
  const nameNode = body === undefined ? asScalar(node) : asScalar(entryOf(body, "name")?.value);
  if (nameNode === undefined) return unknownExecutor(undefined, node);
  const name = knownText(expandText(nameNode, scope));
  if (name === undefined) return unknownExecutor({ kind: "expression", names: [nameNode.text] }, node);
  return executorNamed(name, nameNode, body, scope, hops, depth);
}

function executorNamed(
  name: string,
  node: YamlNode,
  body: YamlMap | undefined,
  scope: Scope,
  hops: readonly Hop[],
  depth: number,
): ExecutorFacts {
  const local = scope.library.executors.get(name);
  if (local !== undefined)
    return callExecutor(local, body, node, scope, elementScope(scope, scope.library, scope.insideOrb), hops, depth);
  const [alias = "", element = ""] = name.split("/");
  const orb = orbNamed(alias, scope);
  if (orb === undefined || element === "") {
    scope.world.list.add(
      "unknown-executor",
      `There is no executor \`${name}\`; the jobs that use it were checked without it.`,
      node,
    );
    return unknownExecutor({ kind: "undefined", name }, node);
  }
  const library = libraryOf(orb);
  if (library !== undefined) {
    const inner = library.executors.get(element);
    if (inner !== undefined) return callExecutor(inner, body, node, scope, elementScope(scope, library, true), hops, depth);
    scope.world.list.add("unknown-executor", `The orb \`${alias}\` has no executor \`${element}\`.`, node);
    return unknownExecutor({ kind: "undefined", name }, node);
  }
  const facts = knownOrbExecutor(orb, element, node) ?? unknownExecutor({ kind: "orb", name: alias }, node);
  return { ...facts, shell: body && textAt(body, "shell", scope) };
}

function callExecutor(
  definition: Definition,
  body: YamlMap | undefined,
  node: YamlNode,
  caller: Scope,
  inner: Scope,
  hops: readonly Hop[],
  depth: number,
): ExecutorFacts {
  caller.world.used.add(definition);
  const args = givenArguments(body, caller, ["name"]);
  checkArguments(`the executor \`${definition.name}\``, definition, args, node, caller);
  const scope: Scope = { ...inner, parameters: bindParameters(definition.parameters, args, inner, true) };
  const chain: readonly Hop[] = [...hops, { kind: "executor", name: definition.name, at: locationOf(node) }];
  const facts = readExecutor(definition.node, scope, chain, depth + 1);
  const own = readEnvironment(entryOf(definition.node, "environment")?.value, "executor", scope, chain);
  return { ...facts, environment: mergeEnvironment(facts.environment, own) };
}

/** Later entries win over earlier ones of the same name. */
export function mergeEnvironment(
  base: readonly EnvironmentEntry[],
  over: readonly EnvironmentEntry[],
): readonly EnvironmentEntry[] {
  const names = new Set(over.map((entry) => entry.name));
  return [...base.filter((entry) => !names.has(entry.name)), ...over];
}

export function unknownExecutor(reason: UnknownReason | undefined, node: YamlNode | undefined): ExecutorFacts {
  return {
    executor: { kind: "unknown", reason, node },
    shell: undefined,
    impliedShell: undefined,
    resourceClass: undefined,
    environment: [],
  };
}
