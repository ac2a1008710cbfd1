/**
 * What guards the default branch. Rules of rulesets can be read by everybody who can read the repository, branch protection by
 * administrators only; but whether a branch is protected, and which checks it wants, stands in the branch itself for all readers.
 */
import { gap, known, mapFetched } from "../../snapshot/fetched.ts";
import type { Fetched, Gap } from "../../snapshot/fetched.ts";
import type { BranchGuards } from "../../snapshot/repository.ts";
import { isRecord, recordIn, stringIn } from "../json.ts";
import type { Json } from "../questions.ts";
import { isCount, parseProtection } from "./branch-protection.ts";
import type { Protection } from "./branch-protection.ts";
import { needs } from "./needs.ts";
import type { GithubClient, OneQuestion, Refusal } from "./questions.ts";
import type { FoundRepository } from "./repository-identity.ts";

/** The part of a rule that says something about how code gets to the branch. */
interface BranchRule {
  readonly type: string;
  readonly approvals?: number | undefined;
  readonly codeOwners?: boolean | undefined;
  readonly checks?: readonly string[] | undefined;
}

interface Branch {
  readonly isProtected: boolean;
  /** Checks that branch protection wants, as every reader is told. */
  readonly checks?: readonly string[] | undefined;
}

export async function collectBranchGuards(client: GithubClient, found: FoundRepository): Promise<Fetched<BranchGuards>> {
  const { owner, name, identity } = found;
  const branch = encodeURIComponent(identity.defaultBranch);
  const [rules, classic] = await Promise.all([
    client.list({ path: `repos/${owner}/${name}/rules/branches/${branch}`, needs: needs.metadata, parseItem: parseRule }),
    collectProtection(client, found, `repos/${owner}/${name}/branches/${branch}`),
  ]);
  if (!classic.known) return classic;
  const applying = rules.known ? rules.value : hasNoRules(rules, client) ? [] : undefined;
  if (!rules.known && applying === undefined && classic.value.protection === "none") return rules;
  return known(guardsOf({ rules: applying, ...classic.value }), classic.at);
}

interface Classic {
  readonly branch: Branch;
  readonly protection: Protection;
}

/** Administrators are told all in one answer. For others the branch says whether there is anything to ask about. */
async function collectProtection(
  client: GithubClient,
  { isAdministered }: FoundRepository,
  path: string,
): Promise<Fetched<Classic>> {
  if (isAdministered) {
    const answer = await client.ask(protectionQuestion(path));
    if (answer.known) return mapFetched(answer, (protection) => ({ protection, branch: { isProtected: protection !== "none" } }));
  }
  const branch = await client.ask({ path, needs: needs.contents, parse: parseBranch, parseRefusal: ofMissing });
  if (!branch.known) return branch;
  const answer = branch.value.isProtected && !isAdministered ? await client.ask(protectionQuestion(path)) : undefined;
  const protection = !branch.value.isProtected ? "none" : answer?.known === true ? answer.value : "unknown";
  return known({ branch: branch.value, protection }, branch.at);
}

const noBranch = gap("inapplicable", "the repository is empty");

/** Enterprise Server before 3.11 has no rulesets, and neither has a plan without them. */
function hasNoRules({ reason }: Gap, { site }: GithubClient): boolean {
  return reason === "unavailable" || (reason === "not-found" && site !== "github.com" && !site.endsWith(".ghe.com"));
}

function ofMissing({ status, message }: Refusal): Gap | undefined {
  return status === 404 && message === "Branch not found" ? noBranch : undefined;
}

function protectionQuestion(branch: string): OneQuestion<Protection> {
  return {
    path: `${branch}/protection`,
    needs: needs.administration,
    parse: parseProtection,
    // Those who may not know get the same status with other words.
    parseRefusal: ({ status, message }) => (status === 404 && message === "Branch not protected" ? { value: "none" } : undefined),
  };
}

function parseRule(item: Json): BranchRule | undefined {
  const type = stringIn(item, "type");
  if (type === undefined) return undefined;
  const parameters = recordIn(item, "parameters") ?? {};
  const approvals = parameters["required_approving_review_count"];
  const checks = parameters["required_status_checks"];
  return {
    type,
    ...(isCount(approvals) ? { approvals } : {}),
    ...(parameters["require_code_owner_review"] === true ? { codeOwners: true } : {}),
    ...(Array.isArray(checks) ? { checks: checks.flatMap(contextOf) } : {}),
  };
}

function contextOf(check: unknown): readonly string[] {
  const context = isRecord(check) ? stringIn(check, "context") : undefined;
  return context === undefined ? [] : [context];
}

function parseBranch(body: unknown): Branch | undefined {
  if (!isRecord(body) || typeof body["protected"] !== "boolean") return undefined;
  const protection = recordIn(body, "protection");
  const wanted = protection === undefined ? undefined : recordIn(protection, "required_status_checks");
  const checks = wanted?.["contexts"];
  return {
    isProtected: body["protected"],
    ...(Array.isArray(checks) ? { checks: checks.filter((check) => typeof check === "string") } : {}),
  };
}

interface Found extends Classic {
  /** Undefined when they are not known. */
  readonly rules: readonly BranchRule[] | undefined;
}

/** What one side demands holds, whatever the other says; what neither demands is known only when both are. */
function guardsOf({ rules, branch, protection }: Found): BranchGuards {
  const details = typeof protection === "string" ? undefined : protection;
  const isComplete = rules !== undefined && protection !== "unknown";
  const has = (...types: readonly string[]): boolean => rules?.some(({ type }) => types.includes(type)) === true;
  const demands = (demanded: boolean): boolean | undefined => (demanded ? true : isComplete ? false : undefined);
  const approvals = Math.max(details?.approvals ?? 0, ...(rules ?? []).map((rule) => rule.approvals ?? 0));
  const requiresPullRequest = demands(has("pull_request", "merge_queue") || details?.requiresPullRequest === true);
  const checks = protection === "unknown" ? branch.checks : (details?.checks ?? []);
  const forbids = (rule: string, allows: boolean | undefined): boolean | undefined =>
    has(rule) || allows === false ? true : demands(false);
  return {
    isProtected: branch.isProtected || (rules ?? []).length > 0,
    requiresPullRequest,
    requiredApprovals: approvals > 0 || isComplete ? approvals : undefined,
    requiresCodeOwnerReview: demands(
      rules?.some(({ codeOwners }) => codeOwners) === true || details?.requiresCodeOwnerReview === true,
    ),
    requiredChecks:
      rules === undefined || checks === undefined
        ? undefined
        : [...new Set([...checks, ...rules.flatMap((rule) => rule.checks ?? [])])],
    allowsForcePushes: not(forbids("non_fast_forward", details?.allowsForcePushes)),
    allowsDeletion: not(forbids("deletion", details?.allowsDeletion)),
    exemptsAdmins: exemptsAdmins(details, rules),
  };
}

function not(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

/** Who may pass by a ruleset is told to those only who may write it, so that with one nothing can be said. */
function exemptsAdmins(
  details: Exclude<Protection, string> | undefined,
  rules: readonly BranchRule[] | undefined,
): boolean | undefined {
  if (details === undefined) return undefined;
  if (details.bindsAdmins) return false;
  return rules?.length === 0 ? true : undefined;
}
