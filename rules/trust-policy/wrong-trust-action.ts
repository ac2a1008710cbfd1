import { defineTrustRule } from "../../src/rule/trust-policy.ts";
import { quote } from "../../src/source/quote.ts";
import { usual } from "./judging/meta.ts";

export const wrongTrustAction = defineTrustRule({
  meta: {
    ...usual,
    id: "wrong-trust-action",
    title: "The action is missing or too wide",
    summary: "The statement does not allow `sts:AssumeRoleWithWebIdentity`, or all actions of STS.",
    rationale:
      "With `sts:*` the principal may also tag the session, name its source and assume the role in other ways, past conditions that look at tokens. Without the right action nobody gets in, and the next change is a quick one.",
    remediation: "Allow `sts:AssumeRoleWithWebIdentity` and nothing else.",
    limits: "",
    severity: "medium",
    references: [
      {
        title: "AWS: AssumeRoleWithWebIdentity",
        url: "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html",
      },
    ],
  },
  *check({ owner, at, actions, provider }) {
    if (provider !== "aws" || actions === undefined) return;
    const wide = actions.find(({ text }) => /\*/u.test(text));
    if (wide !== undefined) {
      yield { at: wide.at, message: `${owner} allows ${quote(wide.text)} where \`sts:AssumeRoleWithWebIdentity\` is enough.` };
    } else if (!actions.some(({ text }) => text.toLowerCase() === "sts:assumerolewithwebidentity")) {
      yield {
        at: actions[0]?.at ?? at,
        severity: "low",
        message: `${owner} does not allow \`sts:AssumeRoleWithWebIdentity\`: no token gets in.`,
      };
    }
  },
});
