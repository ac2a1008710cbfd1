/** How to see that a migration does what it should: steps that are the same for every provider. */
import type { Binding, MigrationStep } from "../../../src/rule/migration.ts";
import { refsInWords } from "../../data/refs/ref-words.ts";
import type { Guide } from "../../data/oidc/guides/guide.ts";

const claims = `jq -n 'env.CIRCLE_OIDC_TOKEN_V2 | split(".")[1] | gsub("-"; "+") | gsub("_"; "/") | @base64d | fromjson'
`;

export const lookAtClaims: MigrationStep = {
  title: "Look at what a token says",
  text: "The claims are no secret; the token is, so print nothing but them. Compare `iss`, `aud` and `sub` with what the provider is told to trust.",
  ways: [{ title: "As a step of any job", language: "sh", text: claims }],
  once: "circleci-token-claims",
};

const title = "Try it beside the stored credential";

const onAnyBranch: MigrationStep = {
  title,
  text: "Push the new login on a branch, in a copy of the job that does not take the old variables, and leave the old job as it is until the new one has run.",
  ways: [],
  once: "circleci-trial",
};

/** Whether the provider can be told the refs of the binding. */
export function comparesRefs({ refs: knows }: Guide, { refs }: Binding): boolean {
  if (refs === undefined || knows === "none") return false;
  return knows !== "exact" || refs.every(({ exact }) => exact !== undefined);
}

/** Before the provider's own checks. */
export function trialOf({ refs }: Binding, isBound: boolean): MigrationStep {
  if (refs === undefined || !isBound) return onAnyBranch;
  const text = `Only ${refsInWords(refs)} can log in. For the trial add the ref of your branch, such as \`refs/heads/oidc-trial\`, to what is trusted, run a copy of the job there that does not take the old variables, and take the ref out again.`;
  return { title, text, ways: [] };
}

/** After them: that everybody else is refused. */
export function refusalsOf({ service, sshReruns }: Guide, isBound: boolean): MigrationStep {
  const others = ["in another project of the organisation"];
  if (isBound) others.push("on another branch");
  if (sshReruns !== "cannot") others.push("in a rerun with SSH");
  const where = others.length === 1 ? others.join("") : `${others.slice(0, -1).join(", ")} and ${others.at(-1) ?? ""}`;
  return {
    title: `See that ${service} refuses everybody else`,
    text: `Run the same steps ${where}: ${others.length === 1 ? "it" : "each"} must be refused.`,
    ways: [],
  };
}
