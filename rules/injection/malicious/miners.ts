/** Programs that mine for somebody else: they are given the address of a pool. */
import type { CommandFact, ScriptFacts, Word } from "../../../src/shell/facts.ts";
import { quote } from "../../../src/source/quote.ts";
import { wordSet } from "../../data/options.ts";
import { classifyHost, parseTarget } from "../../data/network-targets.ts";
import { wordText } from "../../data/word-text.ts";
import type { Indicator } from "./indicator.ts";

const pools = wordSet(
  [
    "minexmr.com supportxmr.com nanopool.org moneroocean.stream hashvault.pro 2miners.com ethermine.org f2pool.com nicehash.com",
    "c3pool.com c3pool.org herominers.com unmineable.com minergate.com xmrpool.eu dwarfpool.com kryptex.network viabtc.com",
    "antpool.com slushpool.com zpool.ca monerohash.com moneropool.com crypto-pool.fr xmrpool.net hashcity.org flexpool.io",
    "hiveon.net miningpoolhub.com prohashing.com ravenminer.com woolypooly.com luckpool.net rplant.xyz gntl.uk xmr.pt",
  ].join(" "),
);

/** They print, search or compare text, and connect to nothing. */
const readers = wordSet(
  "echo printf cat grep egrep rg sed awk jq yq test [ [[ case git read export local declare cd ls rm cp mv",
);

export function* minersIn({ commands }: ScriptFacts): Iterable<Indicator> {
  for (const command of commands) {
    if (command.name !== undefined && readers.has(command.name)) continue;
    const pool = command.args.find((word) => isPool(word, command));
    if (pool !== undefined) {
      const program = command.name === undefined ? "This" : quote(command.name);
      yield { span: pool.span, says: `${program} mines for the pool ${quote(withoutOption(pool))}` };
    }
  }
}

function isPool(word: Word, { name }: CommandFact): boolean {
  const text = withoutOption(word);
  // Behind a scheme, or in front of a port.
  if (!text.includes(":")) return false;
  const target = parseTarget(text);
  if (target === undefined) return false;
  if (/^stratum\d?(?:\+\w+)?$/u.test(target.scheme ?? ""))
    return classifyHost(target.host) !== "local" && classifyHost(target.host) !== "private";
  // Pages and interfaces of a pool are read over http; a pool is mined at a port.
  const isPage = /^https?$/u.test(target.scheme ?? "") || name === "curl" || name === "wget";
  const domain = target.host.toLowerCase().split(".").slice(-2).join(".");
  return !isPage && target.port !== undefined && pools.has(domain);
}

/** `--url=x` → `x`. */
function withoutOption(word: Word): string {
  return wordText(word).replace(/^--?[\w-]+=/u, "");
}
