/** How the time of an audit is split among its stages and its rules, once everything is warm. */
import { rules } from "../../rules/index.ts";
import { readConfig } from "../../src/config/read-config.ts";
import { expandConfig } from "../../src/expand/expand.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { buildAudit } from "../../src/rule/build-audit.ts";
import { detectSecrets } from "../../src/secrets/detect.ts";
import { defaultSettings } from "../../src/settings/settings.ts";
import { toPolicy } from "../../src/settings/settings-policy.ts";
import { parseYaml } from "../../src/yaml/parse.ts";
import { generatedConfig } from "./generated-config.mjs";

const policy = toPolicy(defaultSettings);
const rounds = 60;

/** Milliseconds by name; the first half of the rounds only warms up. */
class Clock {
  private readonly spent = new Map<string, number>();

  async measure<T>(round: number, name: string, work: () => T | Promise<T>): Promise<T> {
    const start = performance.now();
    const result = await work();
    if (round >= rounds / 2) this.spent.set(name, (this.spent.get(name) ?? 0) + performance.now() - start);
    return result;
  }

  /** Milliseconds a round, the longest first where that is asked for. */
  results(sorted: boolean): readonly (readonly [string, number])[] {
    const all = [...this.spent].map(([name, time]) => [name, (2 * time) / rounds] as const);
    return sorted ? all.toSorted((a, b) => b[1] - a[1]) : all;
  }
}

export async function main(): Promise<void> {
  const text = generatedConfig(300);
  const [stages, each] = [new Clock(), new Clock()];
  for (let round = 0; round < rounds; round++) {
    const file = { path: `${round}.yml`, text: `${text}# ${round}\n` };
    const stage = <T>(name: string, work: () => T | Promise<T>): Promise<T> => stages.measure(round, name, work);
    const { root } = await stage("yaml", () => parseYaml(file));
    if (root?.kind !== "map") throw new Error("the generated configuration is no map");
    const config = await stage("config", () => readConfig(file, root));
    const plan = await stage("expand", () => expandConfig(config));
    const secrets = await stage("secrets", () => detectSecrets(file));
    const audit = await stage("shell", () => buildAudit({ plan, secrets, policy }));
    await stage("rules", () => runEach(audit, each, round));
  }
  print(stages.results(false));
  console.log("\n## Rules, in one process\n");
  print(each.results(true));
}

/** What several rules ask for is worked out once, so the first to ask pays: each round another rule begins. */
async function runEach(audit: Audit, clock: Clock, round: number): Promise<void> {
  const start = (round * 7) % rules.length;
  for (const rule of [...rules.slice(start), ...rules.slice(0, start)]) {
    if ("check" in rule) await clock.measure(round, rule.meta.id, () => [...rule.check(audit)]);
  }
}

function print(results: readonly (readonly [string, number])[]): void {
  const total = results.reduce((sum, [, time]) => sum + time, 0);
  const width = Math.max(...results.map(([name]) => name.length));
  for (const [name, time] of results) {
    console.log(`${name.padEnd(width)} ${time.toFixed(3).padStart(8)} ms ${((100 * time) / total).toFixed(0).padStart(3)} %`);
  }
}
