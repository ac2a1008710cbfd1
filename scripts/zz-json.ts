// @ts-nocheck
import { parseYaml } from "../src/yaml/parse.ts";
export async function main() {
  const role = {
    RoleName: "x",
    Arn: "arn:aws:iam::123456789012:role/x",
    AssumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/oidc.circleci.com/org/f" },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: { StringEquals: { "oidc.circleci.com/org/f:aud": "f" } },
        },
      ],
    },
  };
  for (const n of [1000, 10000]) {
    const text = JSON.stringify({ Roles: Array(n).fill(role) }, null, 4);
    let t = performance.now();
    const d = await parseYaml({ path: "a.json", text });
    console.log(n, text.length, d.problems.length, performance.now() - t);
  }
  for (const n of [1000, 100000]) {
    const text = "[".repeat(n) + "]".repeat(n);
    let t = performance.now();
    try {
      const d = await parseYaml({ path: "a.json", text });
      console.log("deep", n, d.problems.map((p) => p.code + p.message).slice(0, 2), performance.now() - t);
    } catch (e) {
      console.log("deep", n, String(e).slice(0, 80), performance.now() - t);
    }
  }
  const d = await parseYaml({ path: "a.json", text: '{"a":1,"a":2,\n\t"b\\u0041":"x\\ny","c/":"\\/"}' });
  console.log(
    d.problems,
    d.root.entries.map((e) => [e.key, e.value.text, e.keyNode.span]),
  );
  let t = performance.now();
  const big = '{"a":"' + "x".repeat(5e6) + '"}';
  await parseYaml({ path: "a.json", text: big });
  console.log("big", performance.now() - t);
}
