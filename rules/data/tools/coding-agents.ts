/** Command-line programs that let a language model act: it runs commands and edits files. Sources: each program's documentation, 2026-08. */
import type { CommandFact, Word } from "../../../src/shell/facts.ts";
import { launchedBy } from "../publishing/launched.ts";
import { wordSet } from "../options.ts";
import { leadingText } from "../word-text.ts";

interface Agent {
  readonly name: string;
  /** Names of the program and of its package, without the scope. */
  readonly programs: ReadonlySet<string>;
  /** The first word that makes it work, when it needs one. */
  readonly verb: string | undefined;
  /** Options that let it act without asking. */
  readonly unasked: RegExp;
  /** An option that tells it from other programs of the same name. */
  readonly sign: RegExp | undefined;
}

/** Words with which an agent does something else. */
const housekeeping = wordSet(
  "--version -v -V --help -h help version update upgrade install mcp config login logout auth setup-token doctor completion plugin",
);
/** Visual tests had a `gemini`, AWS has a `copilot`. */
const prompted = /^(?:-p|--prompt|-i|--print|-y|--yolo)(?:=|$)/u;

function agent(name: string, programs: string, unasked: RegExp, verb?: string, sign?: RegExp): Agent {
  return { name, programs: wordSet(programs), unasked, verb, sign };
}

/** It asks for nothing when no terminal is there. */
const never = /$^/u;

const agents: readonly Agent[] = [
  agent("Claude Code", "claude claude-code", /^--dangerously-skip-permissions$|^bypassPermissions$|^acceptEdits$/u),
  agent("Codex", "codex", /^--(?:full-auto|yolo|dangerously-bypass-approvals-and-sandbox)$|^danger-full-access$/u),
  agent("Gemini CLI", "gemini gemini-cli", /^(?:-y|--yolo|yolo|--approval-mode=yolo)$/u, undefined, prompted),
  agent("Qwen Code", "qwen qwen-code", /^(?:-y|--yolo|yolo|--approval-mode=yolo)$/u),
  agent("Aider", "aider aider-chat", /^--yes(?:-always)?$/u),
  agent("Cursor", "cursor-agent", /^(?:-f|--force|--yolo)$/u),
  agent("Copilot CLI", "copilot", /^--allow-all(?:-tools|-paths)?$|^--yolo$/u, undefined, prompted),
  agent("Goose", "goose", never, "run"),
  agent("OpenCode", "opencode opencode-ai", /^--dangerously-skip-permissions$/u, "run"),
  agent("Amp", "amp", /^--dangerously-allow-all$/u),
  agent("Amazon Q", "q", /^(?:-a|--trust-all-tools)$/u, "chat"),
  agent("Kiro", "kiro-cli", /^(?:-a|--trust-all-tools)$/u, "chat"),
  agent("Droid", "droid", /^--skip-permissions-unsafe$|^high$/u, "exec"),
  agent("Crush", "crush", /^(?:-y|--yolo)$/u, "run"),
  agent("Auggie", "auggie", never),
  agent("Cline", "cline", /^(?:-y|--yolo)$/u),
  agent("OpenHands", "openhands", /^--(?:always-approve|yolo)$/u),
  agent("SWE-agent", "sweagent mini-swe-agent", /^(?:-y|--yolo)$/u),
  agent("Continue", "cn continuedev", /^--auto$/u, undefined, prompted),
];

export interface AgentUse {
  readonly name: string;
  /** Everything it is told in its words. */
  readonly words: readonly Word[];
  /** The option that lets it act without asking, when there is one. */
  readonly unasked: Word | undefined;
}

/** The agent that a command starts, be it through `npx`; undefined for other commands and for `claude --version` and the like. */
export function agentUseOf(command: CommandFact): AgentUse | undefined {
  if (command.name === undefined || command.place === "remote") return undefined;
  for (const launched of launchedBy(command)) {
    const found = agents.find(({ programs }) => launched.name !== undefined && programs.has(launched.name));
    if (found === undefined) continue;
    const [first] = launched.args;
    if (found.verb !== undefined ? first?.literal !== found.verb : housekeeping.has(first?.literal ?? "")) return undefined;
    const has = (form: RegExp): Word | undefined => launched.args.find((word) => form.test(leadingText(word)));
    if (found.sign !== undefined && has(found.sign) === undefined) return undefined;
    return { name: found.name, words: launched.args, unasked: has(found.unasked) };
  }
  return undefined;
}
