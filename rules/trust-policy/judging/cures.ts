/** What to write instead, for each provider, with the ids that are known. */
import type { Trust, TrustExpectation } from "../../../src/rule/trust-policy.ts";
import { isUuid, parseIssuer } from "../reading/issuer.ts";
import { organizationsIn, projectsIn } from "./pins.ts";

interface Ids {
  readonly organization: string;
  readonly project: string;
  readonly origin: string;
  readonly ref: string;
}

/** Of the policy itself where it names one, else of the project. Whatever is no id does not get into a snippet. */
function idsOf(trust: Trust, expected: TrustExpectation): Ids {
  const [organization] = organizationsIn(trust).filter(({ text }) => isUuid(text));
  const [project] = projectsIn(trust);
  const { vcsOrigin = "", defaultBranch = "" } = expected;
  return {
    organization: organization?.text ?? idOr(expected.organizationId, "<org-id>"),
    project: project?.text ?? idOr(expected.projectId, "<project-id>"),
    origin: /^[\w.-]+(?:\/[\w.-]+)+$/u.test(vcsOrigin) ? vcsOrigin : "<vcs-origin>",
    ref: `refs/heads/${/^[\w./-]+$/u.test(defaultBranch) ? defaultBranch : "main"}`,
  };
}

function idOr(id: string | undefined, placeholder: string): string {
  return id !== undefined && isUuid(id) ? id : placeholder;
}

/** As long as the id of whoever starts a pipeline. A `*` would fit slashes, and so a branch that is named to pass for the right one. */
const anyPerson = "?".repeat(36);

/** The condition that binds to the organisation, the project and the branch, and keeps reruns with SSH out where that can be. */
export function boundCondition(trust: Trust, expected: TrustExpectation): string {
  const ids = idsOf(trust, expected);
  const subject = `org/${ids.organization}/project/${ids.project}/user/${anyPerson}/vcs-origin/${ids.origin}/vcs-ref/${ids.ref}`;
  switch (trust.provider) {
    case "aws": {
      const issuer = `oidc.circleci.com/org/${ids.organization}`;
      const condition = {
        StringEquals: { [`${issuer}:aud`]: audienceOf(trust) ?? ids.organization },
        StringLike: { [`${issuer}:sub`]: subject },
      };
      return json({ Condition: condition });
    }
    case "gcp":
      return json({
        attributeCondition: [
          `assertion['oidc.circleci.com/project-id'] == '${ids.project}'`,
          `assertion['oidc.circleci.com/vcs-ref'] == '${ids.ref}'`,
          "assertion['oidc.circleci.com/ssh-rerun'] == false",
        ].join(" && "),
      });
    case "azure":
      return json({
        issuer: `https://oidc.circleci.com/org/${ids.organization}`,
        subject: subject.replace(anyPerson, "<user-id>"),
        audiences: [ids.organization],
      });
    case "vault":
      return json({
        bound_audiences: [ids.organization],
        bound_claims: {
          "oidc.circleci.com/project-id": ids.project,
          "oidc.circleci.com/vcs-ref": ids.ref,
          "oidc.circleci.com/ssh-rerun": false,
        },
      });
  }
}

/** A custom audience is kept. */
function audienceOf({ checks, issuers }: Trust): string | undefined {
  const organization = issuers.map(({ text }) => parseIssuer(text)?.organization).find((id) => id !== undefined);
  const audience = checks.find(({ claim, test }) => claim === "aud" && test === "equals")?.values[0]?.text;
  return audience !== undefined && /^[\w.:/-]{1,200}$/u.test(audience) ? audience : organization;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
