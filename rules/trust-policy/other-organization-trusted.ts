import { defineTrustRule } from "../../src/rule/trust-policy.ts";
import { quote } from "../../src/source/quote.ts";
import { organizationsIn, projectsIn } from "./judging/pins.ts";
import { tokens, usual } from "./judging/meta.ts";

export const otherOrganizationTrusted = defineTrustRule({
  meta: {
    ...usual,
    id: "other-organization-trusted",
    title: "Another organisation or project is trusted",
    summary:
      "The ids are not those of the organisation and the project that the snapshot or the command line names; `info` for a project.",
    rationale:
      "Somebody else's organisation runs what it likes and gets the rights of this role. An id from an example or another account is easily copied along, and nobody reads a UUID.",
    remediation:
      "Write the ids of your own organisation and project, which CircleCI shows under Organization Settings and Project Settings.",
    limits: "Needs the ids, from a snapshot or the command line. A policy may be meant for another project of yours.",
    severity: "high",
    references: [tokens],
  },
  *check(trust, { organizationId, projectId, projectName }) {
    const [organization] = organizationsIn(trust).filter(({ text }) => differs(text, organizationId));
    if (organization !== undefined) {
      yield {
        at: organization.at,
        message: `${trust.owner} trusts the organisation ${quote(organization.text)}, not yours, ${quote(organizationId ?? "")}.`,
      };
      return;
    }
    const projects = projectsIn(trust);
    const [project] = projects;
    if (project === undefined || !projects.every(({ text }) => differs(text, projectId))) return;
    yield {
      at: project.at,
      severity: "info",
      message: `${trust.owner} is for the project ${quote(project.text)}, not for ${quote(projectName ?? projectId ?? "")}.`,
    };
  },
});

function differs(text: string, wanted: string | undefined): boolean {
  return wanted !== undefined && text.toLowerCase() !== wanted.toLowerCase();
}
