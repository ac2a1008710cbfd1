/**
 * Workload identity pools and what they let in, as commands and Terraform. Source: Google Cloud's IAM guides, "Workload Identity
 * Federation" and "Attribute conditions".
 */
import type { Binding, MigrationStep, RefPattern } from "../../../../../src/rule/migration.ts";
import type { Needs } from "../guide.ts";
import { expression, hclBlock, hclText } from "../hcl.ts";
import { exactRefs } from "../subject.ts";
import { hclString, shellWord, slugOf } from "../texts.ts";

const claim = (name: string): string => `assertion["oidc.circleci.com/${name}"]`;

/** All identities of a pool are told apart by their attributes alone, so that a condition on refs needs a pool of its own. */
export function hasOwnPool({ binding }: Needs): boolean {
  return binding.refs !== undefined && exactRefs(binding) === undefined;
}

/** 4 to 32 characters; `gcp-` in front is Google's own. */
export function poolId(needs: Needs): string {
  return hasOwnPool(needs) ? `circleci-${slugOf(needs.slug, 22, "refs")}` : "circleci";
}

export const providerId = "circleci";

const attributes: Readonly<Record<string, string>> = {
  "google.subject": "assertion.sub",
  "attribute.project": claim("project-id"),
  "attribute.project_ref": `${claim("project-id")} + "/" + ${claim("vcs-ref")}`,
};

function conditionOf(needs: Needs): string {
  const noSsh = `${claim("ssh-rerun")} == false`;
  const { projectId, refs = [] } = needs.binding;
  if (!hasOwnPool(needs)) return noSsh;
  const tests = refs.map(refTest);
  const anyRef = tests.length === 1 ? tests.join("") : `(${tests.join(" || ")})`;
  return `${noSsh} && ${claim("project-id")} == ${celString(projectId)} && ${anyRef}`;
}

function refTest({ exact, regex }: RefPattern): string {
  return exact === undefined ? `${claim("vcs-ref")}.matches(r"${regex}")` : `${claim("vcs-ref")} == ${celString(exact)}`;
}

/** Ids and refs have no quotes; whatever else comes here loses them. */
function celString(text: string): string {
  return `"${text.replaceAll(/["\\\n\r]/gu, "")}"`;
}

const bytes =
  "Google's subject takes 127 bytes, which is exactly what that of `CIRCLE_OIDC_TOKEN` has: that of `CIRCLE_OIDC_TOKEN_V2` is too long.";

export function poolStep(needs: Needs): MigrationStep {
  return {
    title: hasOwnPool(needs)
      ? "Create a workload identity pool of its own"
      : "Create the workload identity pool and its provider",
    text: hasOwnPool(needs)
      ? `\`${poolId(needs)}\`: its condition admits the refs of this credential's jobs alone. Whatever is in one pool is told apart by attributes only, so give it to no other service account. ${bytes}`
      : `Once for the organisation, in a Google Cloud project of its own if you have one for identities. The condition refuses the token of a job that was rerun with SSH; which project gets in is decided by each service account. ${bytes}`,
    ways: [
      { title: "gcloud", language: "sh", text: poolByCommand(needs) },
      { title: "Terraform", language: "hcl", text: poolInTerraform(needs) },
    ],
    ...(hasOwnPool(needs) ? {} : { once: "gcp-workload-identity-pool" }),
  };
}

function poolByCommand(needs: Needs): string {
  const { issuer, audience } = needs.binding;
  const mapping = Object.entries(attributes).map(([name, value]) => `${name}=${value}`);
  const where = ["--project='<google-project-id>'", "--location=global"];
  const lines = (...parts: readonly string[]): string => `${parts.join(" \\\n  ")}\n`;
  return (
    lines(`gcloud iam workload-identity-pools create ${poolId(needs)}`, ...where) +
    lines(
      `gcloud iam workload-identity-pools providers create-oidc ${providerId}`,
      ...where,
      `--workload-identity-pool=${poolId(needs)}`,
      `--issuer-uri=${shellWord(issuer)}`,
      `--allowed-audiences=${shellWord(audience)}`,
      `--attribute-mapping=${shellWord(mapping.join(","))}`,
      `--attribute-condition=${shellWord(conditionOf(needs))}`,
    )
  );
}

function poolInTerraform(needs: Needs): string {
  const name = poolId(needs).replaceAll("-", "_");
  return hclText(
    hclBlock(
      "resource",
      ["google_iam_workload_identity_pool", name],
      [
        ["project", "<google-project-id>"],
        ["workload_identity_pool_id", poolId(needs)],
      ],
    ),
    hclBlock(
      "resource",
      ["google_iam_workload_identity_pool_provider", name],
      [
        ["project", "<google-project-id>"],
        ["workload_identity_pool_id", expression(`google_iam_workload_identity_pool.${name}.workload_identity_pool_id`)],
        ["workload_identity_pool_provider_id", providerId],
        ["attribute_mapping", attributes],
        ["attribute_condition", conditionOf(needs)],
        hclBlock(
          "oidc",
          [],
          [
            ["issuer_uri", needs.binding.issuer],
            ["allowed_audiences", [needs.binding.audience]],
          ],
        ),
      ],
    ),
  );
}

/** Which identities of the pool may act as the service account: those of the project, or of its refs. */
export function members({ binding }: Needs): readonly string[] {
  const refs = exactRefs(binding);
  if (refs === undefined) return [`attribute.project/${binding.projectId}`];
  return refs.map((ref) => `attribute.project_ref/${binding.projectId}/${ref}`);
}

export function bindingStep(needs: Needs): MigrationStep {
  return {
    title: "Let these jobs act as the service account",
    text: `The service account stays the one that the stored key belongs to, so that its rights do not change. ${whoGetsIn(needs.binding)}`,
    ways: [
      {
        title: "gcloud",
        language: "sh",
        text: members(needs)
          .map((member) => bindByCommand(poolId(needs), member))
          .join(""),
      },
      { title: "Terraform", language: "hcl", text: bindInTerraform(needs) },
    ],
  };
}

function whoGetsIn({ refs }: Binding): string {
  return refs === undefined
    ? "Any branch of this project gets in: bind it to `attribute.project_ref` as soon as its jobs run on one branch only."
    : "Only this project gets in, and only from the refs named.";
}

const account = "<service-account>@<google-project-id>.iam.gserviceaccount.com";

function bindByCommand(pool: string, member: string): string {
  const principals = `principalSet://iam.googleapis.com/projects/<project-number>/locations/global/workloadIdentityPools/${pool}/${member}`;
  return `gcloud iam service-accounts add-iam-policy-binding ${shellWord(account)} \\
  --project='<google-project-id>' \\
  --role=roles/iam.workloadIdentityUser \\
  --member=${shellWord(principals)}
`;
}

function bindInTerraform(needs: Needs): string {
  const name = poolId(needs).replaceAll("-", "_");
  const all = members(needs);
  return hclText(
    ...all.map((member, index) =>
      hclBlock(
        "resource",
        [
          "google_service_account_iam_member",
          `circleci_${slugOf(needs.slug, 40, "job").replaceAll("-", "_")}${all.length > 1 ? `_${index + 1}` : ""}`,
        ],
        [
          ["service_account_id", `projects/<google-project-id>/serviceAccounts/${account}`],
          ["role", "roles/iam.workloadIdentityUser"],
          ["member", expression(memberOf(name, member))],
        ],
      ),
    ),
  );
}

function memberOf(pool: string, member: string): string {
  // The pool's own name is the one thing in this string that Terraform is to fill in.
  return `"principalSet://iam.googleapis.com/\${google_iam_workload_identity_pool.${pool}.name}/${hclString(member).slice(1)}`;
}
