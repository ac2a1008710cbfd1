/** The whole environment, sent to another machine. */
import type { CommandFact, ScriptFacts, Word } from "../../../src/shell/facts.ts";
import { pipelineAfter } from "../../../src/shell/sinks.ts";
import { quote } from "../../../src/source/quote.ts";
import { classifyHost, parseTarget } from "../../data/network-targets.ts";
import { handedOn } from "../../data/text-filters.ts";
import { wordText } from "../../data/word-text.ts";
import { environmentLeftBy } from "../../exposure/environment-filters.ts";
import { printsVariables } from "../../exposure/environment-dumps.ts";
import type { Indicator } from "./indicator.ts";

const clients =
  /^(?:curl|wget|http|https|xh|nc|ncat|netcat|telnet|openssl|socat|dig|nslookup|host|ping|invoke-webrequest|invoke-restmethod|iwr|irm)$/u;

export function* environmentSentBy(facts: ScriptFacts): Iterable<Indicator> {
  for (const command of facts.commands) {
    if (command.place !== "job") continue;
    const file = clients.test(command.name ?? "") ? command.args.find(sendsEnviron) : undefined;
    if (file !== undefined && !staysHere(command)) yield sent(file.span, command);
    if (!printsVariables(command, facts)) continue;
    const client = readerOf(command);
    if (client !== undefined && !staysHere(client)) yield sent(command.span, client);
  }
}

/** `env | sort | curl -d @- …`, `curl -d "$(env | base64)" …`. What a filter takes out of it is another rule's matter. */
function readerOf(command: CommandFact): CommandFact | undefined {
  const line = pipelineAfter(command);
  const client = line.findIndex(({ name }) => clients.test(name ?? ""));
  const between = client === -1 ? line : line.slice(0, client);
  if (!between.every((filter) => handedOn(filter) !== undefined && environmentLeftBy(filter) === "all")) return undefined;
  if (client !== -1) return line[client];
  const taker = (line.at(-1) ?? command).substitutedInto;
  return taker !== undefined && "words" in taker && clients.test(taker.name ?? "") ? taker : undefined;
}

/** `--data-binary @/proc/self/environ`. */
function sendsEnviron(word: Word): boolean {
  return /@?\/proc\/(?:self|\d+|\$\{?\$?\}?)\/environ$/u.test(wordText(word));
}

/** Everything it may connect to is this machine. */
function staysHere({ args }: CommandFact): boolean {
  const hosts = args.flatMap((word) => {
    const text = wordText(word);
    return /^[a-z]+:\/\/|^localhost\b|^127\./iu.test(text) ? (parseTarget(text)?.host ?? []) : [];
  });
  return hosts.length > 0 && hosts.every((host) => classifyHost(host) === "local");
}

function sent(span: Indicator["span"], client: CommandFact): Indicator {
  return { span, says: `All variables of the job go to another machine, through ${quote(client.name ?? "")}` };
}
