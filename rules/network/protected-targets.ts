/** Commands that reach something which is, or should be, behind an allow-list of addresses. */
import type { JobRun } from "../../src/expand/plan.ts";
import { environmentOf } from "../../src/expand/plan-of.ts";
import { assumedText } from "../../src/expand/text.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import type { CommandFact, ScriptFacts, Word } from "../../src/shell/facts.ts";
import { originsOf } from "../../src/shell/origins.ts";
import type { Span } from "../../src/source/span.ts";
import { classifyHost, parseTarget, type HostClass } from "../data/network-targets.ts";
import { hasOption, lastOption } from "../data/options.ts";
import { isInsideJob } from "../data/service-hosts.ts";
import { downloadsOf } from "../data/tools/download-use.ts";
import { tunnelClients } from "../data/tools/network-clients.ts";
import { networkUseOf, type NamedTarget, type NetworkUse } from "../data/tools/network-use.ts";

export interface ProtectedTarget {
  /** The token that names the host, or the command when none does. */
  readonly at: Span;
  /** `psql` … */
  readonly tool: string;
  /** For a message: `a PostgreSQL server at \`db.shop.internal\``. */
  readonly what: string;
  /** Whether the host's name shows that it is private. */
  readonly known: boolean;
}

export function protectedTargetsOf(script: ScriptRun): readonly ProtectedTarget[] {
  return script.facts.commands.flatMap((command) => (command.place === "job" ? targetsOf(command, script) : []));
}

function targetsOf(command: CommandFact, script: ScriptRun): readonly ProtectedTarget[] {
  const { name } = command;
  if (name === undefined) return [];
  if (tunnelClients.has(name) && opensTunnel(command)) {
    return [{ at: command.words[0]?.span ?? command.span, tool: name, what: "a private network through a tunnel", known: true }];
  }
  const use = networkUseOf(command);
  if (use !== undefined) return clientTargets(command, use, script);
  return (downloadsOf(command)?.urls ?? []).flatMap(({ word, text }) => urlTarget(command, word, text, script));
}

/** `openvpn --version` and `tailscale status` connect nobody; `wg-quick down` takes a tunnel away. */
function opensTunnel({ args }: CommandFact): boolean {
  const words = args.map((word) => word.literal ?? "");
  return !words.some((word) => /^(?:--?version|--?help|-h|-v|status|down|logout|disconnect|genkey|pubkey|show)$/u.test(word));
}

function urlTarget(command: CommandFact, word: Word, text: string, { run }: ScriptRun): readonly ProtectedTarget[] {
  const host = parseTarget(text)?.host;
  // A name without a dot is a container that the script itself has started, far more often than a server.
  if (host === undefined || !isPrivateName(host) || isInsideJob(host, run)) return [];
  return [{ at: word.span, tool: command.name ?? "", what: `the private host \`${host}\``, known: true }];
}

/** `10.1.2.3`, `x.internal`; not the bridge on which Docker puts containers. */
function isPrivateName(host: string): boolean {
  return classifyHost(host) === "private" && host.includes(".") && !/^172\.1[78]\./u.test(host);
}

function clientTargets(command: CommandFact, use: NetworkUse, script: ScriptRun): readonly ProtectedTarget[] {
  if (isQuiet(use)) return [];
  const tool = command.name ?? "";
  if (use.targets.length === 0) return unnamedTarget(command, use, script);
  return use.targets.flatMap((named): ProtectedTarget[] => {
    const host = named.target?.host;
    const kind = host === undefined ? "unknown" : hostKind(host, named, script, command);
    if (kind === undefined || (needsProof(use) && kind !== "private")) return [];
    const where = host === undefined || host.startsWith("$(") ? "" : ` at \`${host}\``;
    return [{ at: named.word.span, tool, what: `${use.client.reaches}${where}`, known: kind === "private" }];
  });
}

/** Kubernetes API servers are public as often as not, and say so by their own address only. */
function needsProof({ client }: NetworkUse): boolean {
  return client.names.includes("kubectl") || client.names.includes("helm");
}

/** Calls that connect to nothing. */
function isQuiet({ client, parsed }: NetworkUse): boolean {
  if (hasOption(parsed, "-V", "--version", "--help")) return true;
  if (!client.names.includes("ansible")) return false;
  const connection = lastOption(parsed, "-c", "--connection")?.value?.literal;
  const here = lastOption(parsed, "-i", "--inventory")?.value?.literal?.replace(/,$/u, "");
  return (
    connection === "local" ||
    here === "localhost" ||
    here === "127.0.0.1" ||
    hasOption(parsed, "--syntax-check", "--list-tasks", "--list-hosts")
  );
}

/** The host by the client's variables, else where it goes by default. */
function unnamedTarget(command: CommandFact, use: NetworkUse, script: ScriptRun): readonly ProtectedTarget[] {
  const { client } = use;
  const tool = command.name ?? "";
  const at = command.words[0]?.span ?? command.span;
  const host = client.hostVariables.map((name) => environmentValue(name, command, script)).find((value) => value !== undefined);
  if (host !== undefined) {
    const kind = hostKind(parseTarget(host)?.host ?? host, undefined, script, command);
    return kind === undefined || (needsProof(use) && kind !== "private")
      ? []
      : [{ at, tool, what: `${client.reaches} at \`${host}\``, known: kind === "private" }];
  }
  const reachesOut = client.otherwise === "unknown" && client.names.includes("ansible") && use.parsed.operands.length > 0;
  return reachesOut ? [{ at, tool, what: client.reaches, known: false }] : [];
}

function environmentValue(name: string, command: CommandFact, script: ScriptRun): string | undefined {
  const local = [
    ...command.environment,
    ...script.facts.assignments.filter((assignment) => assignment.span.end <= command.span.start),
  ];
  const assigned = local.findLast((assignment) => assignment.name === name)?.value?.literal;
  if (assigned !== undefined) return assigned;
  const entries = [...environmentOf(script.run)].filter((entry) => entry.name === name && entry.level !== "container");
  const entry = entries.at(-1);
  return entry && assumedText(entry.value);
}

/** What kind of place the host is; undefined for those that need no allow-list: this machine, containers, public services. */
function hostKind(
  host: string,
  named: NamedTarget | undefined,
  script: ScriptRun,
  command: CommandFact,
): "private" | "unknown" | undefined {
  const resolved = valueOfVariable(host, command, script) ?? host;
  if (isInsideJob(resolved, script.run)) return undefined;
  const kind: HostClass = classifyHost(resolved);
  if (kind === "local" || kind === "code-host" || kind === "registry") return undefined;
  // A database under a name without a dot is a container; an SSH host under one is an alias that a file explains.
  if (!resolved.includes(".") && kind === "private") return named !== undefined && isSsh(command) ? "unknown" : undefined;
  if (/^172\.1[78]\./u.test(resolved)) return undefined;
  return kind === "private" ? "private" : "unknown";
}

function isSsh({ name }: CommandFact): boolean {
  return name === "ssh" || name === "scp" || name === "sftp" || name === "rsync" || name === "autossh";
}

/** `$HOST` by the script's own literal assignment or by `environment`. */
function valueOfVariable(host: string, command: CommandFact, script: ScriptRun): string | undefined {
  const name = /^\$\{?(\w+)\}?$/u.exec(host)?.[1];
  if (name === undefined) return undefined;
  return assignedLiteral(name, script.facts, command) ?? environmentLiteral(name, script.run);
}

function assignedLiteral(name: string, facts: ScriptFacts, command: CommandFact): string | undefined {
  const { assignments, outside } = originsOf(facts, name, command);
  const [only] = assignments;
  return !outside && assignments.length === 1 ? only?.value?.literal : undefined;
}

function environmentLiteral(name: string, run: JobRun): string | undefined {
  const entry = [...environmentOf(run)].findLast((candidate) => candidate.name === name && candidate.level !== "container");
  return entry && assumedText(entry.value);
}
