/** Commands that let an address through a cloud's firewall. Sources: the command references of aws, gcloud, az and doctl. */
import type { CommandFact, Word } from "../../src/shell/facts.ts";
import { parseOptions } from "./options.ts";
import { wordText } from "./word-text.ts";

interface FirewallCommand {
  readonly tool: string;
  /** Sub-command words that must all be there, in this order. */
  readonly words: readonly string[];
  /** Options whose value says who is let in. */
  readonly sources: readonly string[];
  /** What is opened, for messages. */
  readonly opens: string;
}

const command = (tool: string, words: string, sources: string, opens: string): FirewallCommand => ({
  tool,
  words: words.split(" "),
  sources: sources.split(" "),
  opens,
});

const firewallCommands: readonly FirewallCommand[] = [
  command("aws", "ec2 authorize-security-group-ingress", "--cidr --ip-permissions --cidr-ip", "a security group"),
  command("aws", "ec2 modify-security-group-rules", "--security-group-rules", "a security group"),
  command("aws", "rds authorize-db-security-group-ingress", "--cidrip", "a database"),
  command("aws", "redshift authorize-cluster-security-group-ingress", "--cidrip", "a database"),
  command("aws", "eks update-cluster-config", "--resources-vpc-config", "a Kubernetes API server"),
  command("aws", "wafv2 update-ip-set", "--addresses", "an address list of the web firewall"),
  command("gcloud", "compute firewall-rules create", "--source-ranges", "a firewall"),
  command("gcloud", "compute firewall-rules update", "--source-ranges", "a firewall"),
  command("gcloud", "sql instances patch", "--authorized-networks", "a database"),
  command("gcloud", "container clusters update", "--master-authorized-networks", "a Kubernetes API server"),
  command("az", "firewall-rule create", "--start-ip-address --end-ip-address", "a database"),
  command("az", "firewall-rule update", "--start-ip-address --end-ip-address", "a database"),
  command("az", "network nsg rule create", "--source-address-prefixes --source-address-prefix", "a network security group"),
  command("az", "network nsg rule update", "--source-address-prefixes --source-address-prefix", "a network security group"),
  command("az", "network-rule add", "--ip-address", "a service's network rules"),
  command("az", "aks update", "--api-server-authorized-ip-ranges", "a Kubernetes API server"),
  command("doctl", "databases firewalls append", "--rule", "a database"),
  command("doctl", "compute firewall add-rules", "--inbound-rules", "a firewall"),
];

export interface FirewallOpening {
  readonly opens: string;
  /** The value that says who is let in. */
  readonly source: Word;
  /** `world`: every address. `computed`: the script works the address out, so it is the job's own. */
  readonly admits: "world" | "computed";
}

/** Undefined for other commands, and for fixed addresses and groups, which are no matter of the job. */
export function firewallOpening(fact: CommandFact): FirewallOpening | undefined {
  const known = firewallCommands.find((candidate) => candidate.tool === fact.name && followsWords(fact.args, candidate.words));
  if (known === undefined) return undefined;
  const { options } = parseOptions(fact.args, { values: new Set(known.sources) });
  for (const { name, value } of options) {
    if (value === undefined || !known.sources.includes(name)) continue;
    const admits = admitted(value);
    if (admits !== undefined) return { opens: known.opens, source: value, admits };
  }
  return undefined;
}

function followsWords(args: readonly Word[], words: readonly string[]): boolean {
  let next = 0;
  for (const { literal } of args) if (literal === words[next]) next += 1;
  return next >= words.length;
}

function admitted(value: Word): FirewallOpening["admits"] | undefined {
  const text = wordText(value);
  if (/(?:^|[^\d.])0\.0\.0\.0\/0|::\/0|^\*$|^Internet$|^Any$/iu.test(text)) return "world";
  return value.parts.some((part) => part.kind === "variable" || part.kind === "substitution") ? "computed" : undefined;
}
