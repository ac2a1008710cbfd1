/** Options whose value is, or carries, a secret. Sources: each tool's manual page. */
import type { CommandFact, Word } from "../../../src/shell/facts.ts";
import type { Span } from "../../../src/source/span.ts";
import { leadingText } from "../word-text.ts";
import type { ParsedOption } from "../options.ts";
import { secretName } from "../secret-names.ts";
import { parseCommand } from "./option-specs.ts";
import { downloaderNamed } from "./downloaders.ts";
import { networkClientNamed } from "./network-clients.ts";

/** What the option's own name does not tell. Subcommands are not told apart here: `-p` is a port for `docker run`, see below. */
const byTool: Readonly<Record<string, readonly string[]>> = {
  az: ["-p", "--account-key", "--sas-token", "--connection-string"],
  sshpass: ["-p"],
  twine: ["-p"],
  nuget: ["-apikey", "-ApiKey"],
  security: ["-k", "-p", "-P"],
  keytool: ["-storepass", "-keypass"],
  jarsigner: ["-storepass", "-keypass"],
  openssl: ["-pass", "-passin", "-passout", "-k", "-K"],
  gpg: ["--passphrase"],
  gpg2: ["--passphrase"],
  skopeo: ["--creds", "--src-creds", "--dest-creds"],
  "sentry-cli": ["--auth-token"],
  dotnet: ["-k"],
};

export interface SecretOption {
  readonly name: string;
  readonly span: Span;
  readonly value: Word;
}

/**
 * The options of a command whose value is a secret by the tool's manual, or by the option's own name (`--api-key`, `--token`). For
 * headers and user names of downloaders the value only may carry one: look into it.
 */
export function secretOptionsOf(command: CommandFact): readonly SecretOption[] {
  const parsed = parseCommand(command);
  const listed = new Set([
    ...(command.name !== undefined && Object.hasOwn(byTool, command.name) ? (byTool[command.name] ?? []) : []),
    ...(downloaderNamed(command.name)?.credentials ?? []),
    ...(networkClientNamed(command.name)?.passwordOptions ?? []),
    ...(parsed.subcommand === "login" ? ["-p", "--password"] : []),
  ]);
  const following = new Map(command.args.map((word, index) => [word, command.args[index + 1]] as const));
  return parsed.options.flatMap((option) => {
    const isNamed =
      option.name.length > 2 && !isFileOption(option.name) && secretName(option.name.replace(/^-+/u, "")) !== undefined;
    if (!listed.has(option.name) && (!isNamed || takesNameOfSecret(option.name, command.name))) return [];
    const value = option.value ?? (isNamed && !listed.has(option.name) ? followingWord(option, following) : undefined);
    return value === undefined ? [] : [{ name: option.name, span: option.span, value }];
  });
}

/** `gcloud secrets versions access latest --secret=name` and `docker build --secret id=name,env=NAME`. */
export function takesNameOfSecret(option: string, program = ""): boolean {
  return /^--secrets?$/u.test(option) && /^(?:gcloud|docker|podman|buildah|nerdctl|docker-compose|aws|az)$/u.test(program);
}

/** `-keystore` takes a path. */
function isFileOption(name: string): boolean {
  return name.toLowerCase().endsWith("keystore");
}

/** In a tool without a table `--token $X` looks like a flag and an operand. `--password-stdin` takes nothing. */
function followingWord(option: ParsedOption, following: ReadonlyMap<Word, Word | undefined>): Word | undefined {
  if (option.name.endsWith("-stdin")) return undefined;
  const next = following.get(option.word);
  return next === undefined || leadingText(next).startsWith("-") ? undefined : next;
}
