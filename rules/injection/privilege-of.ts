/** What a job has that others must not get. */
import type { JobRun } from "../../src/expand/plan.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { contextsInWords, publicationInWords } from "../data/privilege.ts";
import { publicationsOf } from "../data/publishing.ts";

/** To follow the name of the job: `holds the context …`, `adds SSH keys`; undefined when nothing of the kind is known. */
export function privilegeOf(run: JobRun, audit: Audit): string | undefined {
  const contexts = contextsInWords(run);
  if (contexts !== undefined) return contexts;
  if (run.steps.some((step) => step.kind === "builtin" && step.name === "add_ssh_keys")) return "adds SSH keys";
  const publication = publicationsOf(audit)
    .get(run)
    ?.find(({ evidence }) => evidence === "command");
  return publication && publicationInWords(publication);
}
