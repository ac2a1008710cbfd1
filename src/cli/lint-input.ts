/** Everything that an audit looks at: the texts, what belongs to them, and what the APIs say. */
import { rules } from "../../rules/index.ts";
import { followFile } from "../collect/follow-file.ts";
import { repositoryFactsOf } from "../collect/repository-facts.ts";
import { allSelected, selectRules } from "../engine/select-rules.ts";
import type { CoverageNote, Problem } from "../finding/report.ts";
import type { LintRequest } from "../lint/lint.ts";
import type { Settings } from "../settings/settings.ts";
import { compileGlob } from "../source/glob.ts";
import type { LintFacts, LintFactsRequest } from "./facts/facts-for-lint.ts";
import { inputFiles } from "./input-files.ts";
import type { LintOptions } from "./lint-options.ts";
import { mayHaveToken } from "./tokens.ts";

type InputRequest = Omit<LintFactsRequest, "project" | "projectOfSettings" | "repositoryOf">;

export interface LintInput extends Pick<LintRequest, "files" | "follow" | "repositoryOf" | "facts" | "whyNoFacts"> {
  readonly coverage: readonly CoverageNote[];
  readonly problems: readonly Problem[];
  /** Whole when `files` has been gone through: what cannot be read becomes a problem. */
  readonly unread: readonly Problem[];
  readonly collectedAt?: string | undefined;
}

/** @throws {UsageError} */
export async function inputOf(request: InputRequest, settings: Settings, settingsFile: string | undefined): Promise<LintInput> {
  const { line, options, found, cwd } = request;
  const limit = settings.limits.fileBytes;
  if (options.organizations.length > 0) {
    const { organizationInput } = await import("./facts/org-for-lint.ts");
    const { organizations, snapshot, network } = options;
    const excluded = settings.exclude.map(compileGlob);
    const isWanted = (path: string): boolean => !excluded.some((matches) => matches(path));
    const insists = network === "always";
    const input = await organizationInput({ line, organizations, snapshot, insists, isWanted, limit, cwd });
    return { ...input, problems: [], unread: input.problems };
  }
  const input = await inputFiles({ found, settings, settingsFile, standardInput: options.standardInput });
  const repositoryOf: LintRequest["repositoryOf"] = (file) => repositoryFactsOf(file, found.root, cwd);
  const joined = await factsOf(settings, {
    ...request,
    repositoryOf,
    project: options.project,
    projectOfSettings: settings.project,
  });
  return {
    files: input.files,
    unread: input.problems,
    follow: (wanted, from) => followFile({ wanted, from, root: found.root, cwd, limit }),
    repositoryOf,
    ...joined,
    coverage: [...input.coverage, ...joined.coverage],
  };
}

/** Nothing is asked for the sake of rules that do not run. */
function needFacts({ profile, only, skip }: LintOptions, settings: Settings): boolean {
  const selection = { profile: profile ?? settings.profile, only, skip, settings: settings.rules };
  return allSelected(selectRules(rules, selection)).some(({ meta }) => meta.data !== "config");
}

/** Most audits have no snapshot and no token, and need not load what asks the APIs. */
async function factsOf(settings: Settings, request: LintFactsRequest): Promise<LintFacts> {
  const { snapshot, network } = request.options;
  const mayAsk = network === "always" || (network === "usual" && mayHaveToken() && needFacts(request.options, settings));
  if (snapshot === undefined && !mayAsk) return network === "never" ? noNetwork : noToken;
  const { factsForLint } = await import("./facts/facts-for-lint.ts");
  return factsForLint(request);
}

const none = { facts: undefined, coverage: [], problems: [] } as const;
const noNetwork: LintFacts = { ...none, whyNoFacts: "what the APIs say of the project is not known; give a `--snapshot` of it" };
const noToken: LintFacts = {
  ...none,
  whyNoFacts:
    "what the APIs say of the project is not known; set `CIRCLECI_TOKEN` and `GITHUB_TOKEN`, or give a `--snapshot` of it",
};
