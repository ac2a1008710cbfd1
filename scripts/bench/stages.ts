/** How the time of an audit is split among its stages, once everything is warm. */
import { rules } from "../../rules/index.ts";
import { readConfig } from "../../src/config/read-config.ts";
import { expandConfig } from "../../src/expand/expand.ts";
import { buildAudit } from "../../src/rule/build-audit.ts";
import { detectSecrets } from "../../src/secrets/detect.ts";
import { defaultSettings } from "../../src/settings/settings.ts";
import { toPolicy } from "../../src/settings/settings-policy.ts";
import { parseYaml } from "../../src/yaml/parse.ts";
import { generatedConfig } from "./generated-config.mjs";

const policy = toPolicy(defaultSettings);

export async function main(): Promise<void> {
  const text = generatedConfig(300);
  const spent = new Map<string, number>();
  const rounds = 60;
  for (let round = 0; round < rounds; round++) {
    const file = { path: `${round}.yml`, text: `${text}# ${round}\n` };
    const stage = async <T>(name: string, work: () => T | Promise<T>): Promise<T> => {
      const start = performance.now();
      const result = await work();
      if (round >= rounds / 2) spent.set(name, (spent.get(name) ?? 0) + performance.now() - start);
      return result;
    };
    const { root } = await stage("yaml", () => parseYaml(file));
    if (root?.kind !== "map") throw new Error("the generated configuration is no map");
    const config = await stage("config", () => readConfig(file, root));
    const plan = await stage("expand", () => expandConfig(config));
    const secrets = await stage("secrets", () => detectSecrets(file));
    const audit = await stage("shell", () => buildAudit({ plan, secrets, policy }));
    await stage("rules", () => rules.flatMap((rule) => ("check" in rule ? [...rule.check(audit)] : [])));
  }
  const total = [...spent.values()].reduce((sum, time) => sum + time, 0);
  for (const [name, time] of spent) {
    console.log(
      `${name.padEnd(8)} ${((2 * time) / rounds).toFixed(2).padStart(7)} ms ${((100 * time) / total).toFixed(0).padStart(3)} %`,
    );
  }
}
