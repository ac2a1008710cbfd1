/** How a context is restricted, for findings to say. */
import type { Context } from "../../src/snapshot/organization.ts";
import type { ProjectFacts } from "../../src/snapshot/project-facts.ts";
import { apiCall, escaped } from "./api-call.ts";
import { goodExpression } from "./restriction-expression.ts";

/** The call that adds a restriction. Source: CircleCI's API v2, `POST /context/{id}/restrictions`. */
export function restrictionCall({ id }: Pick<Context, "id">, type: "project" | "expression", value: string): string {
  return apiCall("POST", `context/${escaped(id)}/restrictions`, { restriction_type: type, restriction_value: value });
}

/** The expression that lets only the default branch have a context. */
export function expressionFor(facts: Pick<ProjectFacts, "project" | "repository"> | undefined): string {
  const branch = facts?.project.defaultBranch ?? facts?.repository?.defaultBranch ?? "main";
  return /^[\w./-]+$/u.test(branch) ? goodExpression.replace('"main"', `"${branch}"`) : goodExpression;
}
