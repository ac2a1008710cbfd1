/** Commands that log in to a cloud with a long-lived key. Sources: the manuals of aws, gcloud, az, docker, serverless and ecs-cli. */
import type { CommandFact, Word } from "../../../src/shell/facts.ts";
import { quote } from "../../../src/source/quote.ts";
import { hasOption, lastOption, optionsNamed } from "../options.ts";
import type { CloudProvider } from "../oidc/use.ts";
import { parseCommand } from "../tools/option-specs.ts";
import { containerClients } from "../tools/containers.ts";
import { wordText } from "../word-text.ts";

export interface KeyLogin {
  readonly provider: CloudProvider;
  /** The word that says so. */
  readonly at: Word;
  /** The key, where the command line holds it; undefined when a file or standard input does. */
  readonly key: Word | undefined;
  /** To follow `it`. */
  readonly does: string;
  /** As `CommandUse.tool` wants it. */
  readonly tool: string;
  readonly profile?: string;
}

export function keyLoginOf(command: CommandFact): KeyLogin | undefined {
  switch (command.name) {
    case "aws":
      return awsConfigure(command);
    case "gcloud":
      return activation(command);
    case "az":
      return azLogin(command);
    case "serverless":
    case "sls":
    case "ecs-cli":
      return keyOptions(command);
    default:
      return registryLogin(command);
  }
}

/** `aws configure set aws_secret_access_key …`, also `profile.x.aws_secret_access_key`. */
function awsConfigure(command: CommandFact): KeyLogin | undefined {
  const parsed = parseCommand(command);
  const [configure, set, setting, key] = parsed.operands;
  if (configure?.literal !== "configure" || set?.literal !== "set" || setting === undefined) return undefined;
  const text = wordText(setting);
  if (!text.endsWith("aws_secret_access_key")) return undefined;
  const profile = lastOption(parsed, "--profile")?.value?.literal;
  return {
    provider: "aws",
    at: setting,
    key,
    does: "stores the key with `aws configure set`",
    tool: "aws configure",
    ...(profile && { profile }),
  };
}

function activation(command: CommandFact): KeyLogin | undefined {
  const at = command.args.find((word) => word.literal === "activate-service-account");
  if (at === undefined || command.args.every((word) => word.literal !== "auth")) return undefined;
  return { provider: "gcp", at, key: undefined, does: "logs in with `gcloud auth activate-service-account`", tool: "gcloud" };
}

/** With a password, a client secret or a certificate; and commands on storage that take the account's key. */
function azLogin(command: CommandFact): KeyLogin | undefined {
  const parsed = parseCommand(command);
  const verbs = parsed.operands.map((word) => word.literal);
  const isRegistry = verbs[0] === "acr" && verbs[1] === "login";
  if (verbs[0] !== "login" && !isRegistry) return storageKey(command);
  const secret = lastOption(parsed, "-p", "--password", "--certificate");
  if (secret === undefined || hasOption(parsed, "--federated-token", "--identity", "-i")) return undefined;
  const does = `logs in with \`az ${isRegistry ? "acr " : ""}login\``;
  return { provider: "azure", at: parsed.operands[isRegistry ? 1 : 0] ?? secret.word, key: secret.value, does, tool: "az" };
}

function storageKey(command: CommandFact): KeyLogin | undefined {
  const [option] = optionsWithKey(command, ["--account-key", "--connection-string"]);
  return option && { provider: "azure", ...option, does: `hands \`az\` the key in \`${option.name}\``, tool: "az" };
}

/** `serverless config credentials --key … --secret …`, `ecs-cli configure profile --secret-key …`. */
function keyOptions(command: CommandFact): KeyLogin | undefined {
  const verb = command.args[0]?.literal;
  if (verb !== "config" && verb !== "configure") return undefined;
  const [option] = optionsWithKey(command, ["--secret", "--secret-key", "-s"]);
  return (
    option && { provider: "aws", ...option, does: `stores the key with \`${command.name} ${verb}\``, tool: command.name ?? "" }
  );
}

/** Without a table for the tool the value is the next word. */
function optionsWithKey(command: CommandFact, names: readonly string[]): { at: Word; key: Word | undefined; name: string }[] {
  return optionsNamed(parseCommand(command), ...names).map(({ word, value, name }) => ({
    at: word,
    key: value ?? command.args[command.args.indexOf(word) + 1],
    name,
  }));
}

const googleUser = /^(?:(?:-u|--username)=?)?_json_key(?:_base64)?$/u;

/** `docker login -u _json_key`, helm's, crane's and oras' too: the password is the key of a service account. */
function registryLogin(command: CommandFact): KeyLogin | undefined {
  if (command.args.every((word) => word.literal !== "login")) return undefined;
  const name = command.name ?? "";
  const user = command.args.find((word) => googleUser.test(word.literal ?? ""));
  const words = command.words.map((word) => word.literal ?? "");
  const does = `logs in with ${quote([name, ...words.slice(1, words.indexOf("login") + 1)].filter((word) => !word.startsWith("-")).join(" "))}`;
  if (user !== undefined) return { provider: "gcp", at: user, key: undefined, does, tool: "docker" };
  return containerClients.includes(name) ? azureRegistryLogin(command, does) : undefined;
}

/** `az acr login --expose-token` gives a short-lived password for this user. */
const tokenUser = "00000000-0000-0000-0000-000000000000";

function azureRegistryLogin(command: CommandFact, does: string): KeyLogin | undefined {
  const parsed = parseCommand(command);
  const host = parsed.operands.find((word) => /\.azurecr\.(?:io|cn|us)(?:$|\/)/u.test(wordText(word)));
  if (host === undefined || lastOption(parsed, "-u", "--username")?.value?.literal === tokenUser) return undefined;
  return { provider: "azure", at: host, key: lastOption(parsed, "-p", "--password")?.value, does, tool: "docker" };
}
