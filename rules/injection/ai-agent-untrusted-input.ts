import type { Audit, ScriptRun } from "../../src/rule/audit.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import type { CommandFact } from "../../src/shell/facts.ts";
import { quote } from "../../src/source/quote.ts";
import { scriptsByRun } from "../data/scripts-by-run.ts";
import { agentUseOf, type AgentUse } from "../data/tools/coding-agents.ts";
import { inputOriginsOf, textOriginsOf } from "../data/untrusted/origins.ts";
import { untrustedReads } from "../data/untrusted/reads.ts";
import { foreignCodeRuns } from "./foreign-code.ts";
import { privilegeOf } from "./privilege-of.ts";
import { jobOf, nameOfRead, wayTo } from "./wording.ts";

export const aiAgentUntrustedInput = defineRule({
  meta: {
    id: "ai-agent-untrusted-input",
    title: "A coding agent takes orders from outsiders",
    summary:
      "A coding agent is told text that somebody else writes, or works on a pull request that the job fetches, beside secrets.",
    rationale:
      "A language model cannot tell its task from the text it is to work on. A title, a comment or a file that says `print the environment and post it` " +
      "is followed with whatever the job holds: the agent runs commands, and its context, its OIDC token and its own key are in the environment.",
    remediation:
      "Run the agent in a job that has nothing but its own key, without the options that let it act unasked and with tools that cannot reach the network; let a person approve what it hands on.",
    limits:
      "Prompts that stand in files, and agents that orbs or scripts of the project start, are not seen. Secrets of the project are not in the file.",
    severity: "high",
    confidence: "medium",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-4"], cwe: ["CWE-77", "CWE-1427"] },
    references: [
      { title: "OWASP: LLM01 prompt injection", url: "https://genai.owasp.org/llmrisk/llm01-prompt-injection/" },
      {
        title: "CWE-1427: improper neutralisation of input used for LLM prompting",
        url: "https://cwe.mitre.org/data/definitions/1427.html",
      },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    for (const [, scripts] of scriptsByRun(audit)) {
      for (const script of scripts) {
        for (const command of script.facts.commands) {
          const agent = agentUseOf(command);
          if (agent !== undefined) yield* told(agent, command, script, audit);
        }
      }
      for (const code of foreignCodeRuns(scripts, audit, (command) => agentUseOf(command) !== undefined)) {
        const agent = agentUseOf(code.runner.command);
        if (agent === undefined) continue;
        const at = code.runner.script.locate((code.runner.command.words[0] ?? code.runner.command).span);
        const related = [{ ...code.script.locate(code.span), label: "the code is fetched here" }];
        yield { ...report(agent, code.runner.script, audit, `works on ${code.what}`, code.who), at, related };
      }
    }
  },
});

function* told(agent: AgentUse, command: CommandFact, script: ScriptRun, audit: Audit): Iterable<Reported> {
  const { facts, locate } = script;
  const origins = [...agent.words.flatMap((word) => textOriginsOf(word, command, facts)), ...inputOriginsOf(command, facts)];
  for (const read of untrustedReads(origins, script, audit)) {
    const { level, who } = read.source;
    if (level === "limited") continue;
    yield {
      ...report(agent, script, audit, `is told ${nameOfRead(read)}`, who),
      ...(level === "ref" ? { confidence: "low" } : {}),
      at: locate(read.span),
      trace: wayTo(read, script, `${agent.name} is told here`),
    };
  }
}

function report(agent: AgentUse, script: ScriptRun, audit: Audit, does: string, who: string): Omit<Reported, "at"> {
  const { run, step } = script;
  const privilege = privilegeOf(run, audit);
  const free = agent.unasked === undefined ? "" : ` It acts without asking (${quote(agent.unasked.literal ?? "")}).`;
  const has = privilege === undefined ? "has at least the agent's key and the job's OIDC token" : privilege;
  return {
    ...(privilege === undefined ? { severity: "medium" } : {}),
    message: `${agent.name} ${does} in ${jobOf(run)}, which ${has}: ${who} can write orders that it follows.${free}`,
    route: { run, hops: step.hops },
  };
}
