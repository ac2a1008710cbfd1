/** Which hosts a network client's command line names. */
import type { CommandFact, Word } from "../../../src/shell/facts.ts";
import { wordsOf } from "../name-words.ts";
import { parseRemotePath, parseTarget } from "../network-targets.ts";
import type { NetworkTarget } from "../network-targets.ts";
import { optionsNamed, parseOptions } from "../options.ts";
import type { ParsedArgs } from "../options.ts";
import { wordText } from "../word-text.ts";
import { networkClientNamed } from "./network-clients.ts";
import type { NetworkClient } from "./network-clients.ts";

export interface NamedTarget {
  /** The word, or the value of the option, that names it. */
  readonly word: Word;
  /** Undefined when the text names no host that we can read, such as an inventory file or a lone variable. */
  readonly target: NetworkTarget | undefined;
}

export interface NetworkUse {
  readonly client: NetworkClient;
  readonly parsed: ParsedArgs;
  /** Empty when the command line names no host: then `client.hostVariables` and `client.otherwise` decide. */
  readonly targets: readonly NamedTarget[];
}

/** How a command of the catalogue uses the network; undefined for other commands. */
export function networkUseOf(command: CommandFact): NetworkUse | undefined {
  const client = networkClientNamed(command.name);
  if (client === undefined) return undefined;
  const parsed = parseOptions(command.args, client.spec);
  const byOption = optionsNamed(parsed, ...client.hostOptions).flatMap((option) =>
    option.value === undefined ? [] : hostsOfOption(client, option.name, option.value),
  );
  return { client, parsed, targets: [...byOption, ...hostsOfOperands(client, parsed)] };
}

function hostsOfOption(client: NetworkClient, name: string, word: Word): readonly NamedTarget[] {
  const text = wordText(word);
  const isDatabase = name === "-d" || name === "--dbname";
  if (isDatabase && !isConnectionString(text)) return [];
  if (client.names.includes("ansible")) return [{ word, target: text.includes(",") ? parseTarget(text) : undefined }];
  // sqlcmd: `tcp:server,1433`; mongo: `replica/host1,host2`; psql: a directory of sockets.
  if (text.startsWith("/")) return [];
  const bare = text.startsWith("tcp:") ? text.slice(4) : text;
  const replica = bare.includes("://") || name !== "--host" ? -1 : bare.indexOf("/");
  return [{ word, target: targetOf(bare.slice(replica + 1)) }];
}

function hostsOfOperands(client: NetworkClient, parsed: ParsedArgs): readonly NamedTarget[] {
  if (client.operand === "none") return [];
  if (client.operand === "destination") {
    const word = parsed.operands.find((operand) => !holdsOptions(operand));
    return word === undefined ? [] : [{ word, target: destination(wordText(word)) }];
  }
  const read =
    client.operand === "remote-path" ? parseRemotePath : client.names.includes("mongo") ? mongoAddress : connectionString;
  return parsed.operands.flatMap((word) => {
    const target = read(wordText(word));
    return target === undefined ? [] : [{ word, target }];
  });
}

/** An unquoted `$SSH_OPTS`; `$HOST` is a destination. */
function holdsOptions(word: Word): boolean {
  const [only, ...others] = word.parts;
  if (only?.kind !== "variable" || others.length > 0 || only.quote !== "none") return false;
  return wordsOf(only.name).some((name) => ["OPT", "OPTS", "OPTIONS", "ARGS", "FLAGS", "PARAMS", "@", "*"].includes(name));
}

function connectionString(text: string): NetworkTarget | undefined {
  return isConnectionString(text) ? targetOf(text) : undefined;
}

/** mongo's `host:27017/db` and `host/db`; a bare word is a database on this machine, `.js` a script. */
function mongoAddress(text: string): NetworkTarget | undefined {
  if (text.includes("://")) return parseTarget(text);
  return !text.endsWith(".js") && /^[^/\s]+(?::\d+|\/[^/\s]+)/u.test(text) ? parseTarget(text) : undefined;
}

/** ssh's and sftp's `[user@]host[:path]`, `ssh://…`. */
function destination(text: string): NetworkTarget | undefined {
  return text.includes("://") ? parseTarget(text) : (parseRemotePath(text) ?? parseTarget(text));
}

function isConnectionString(text: string): boolean {
  return text.includes("://") || /(?:^|\s)host(?:addr)?\s*=/u.test(text);
}

/** A URL, `host:port`, or libpq's `host=db.internal port=5432`. */
function targetOf(text: string): NetworkTarget | undefined {
  const host = /(?:^|\s)host(?:addr)?\s*=\s*'?([^\s']+)/u.exec(text)?.[1];
  return parseTarget(text.includes("://") || host === undefined ? text : host);
}
