/** `oidc --trust-policy`: judges what providers were told to trust, and prints it as `lint` prints its findings. */
import path from "node:path";
import { trustPolicies } from "../../../rules/trust-policy/index.ts";
import { decodeSource, readSource, type ReadResult } from "../../collect/read-file.ts";
import { originOf } from "../../collect/git-origin.ts";
import { addressAt, slugAt } from "../../collect/circleci/facts/slugs.ts";
import { exitVerdict } from "../../engine/exit-verdict.ts";
import type { Problem } from "../../finding/report.ts";
import { tool } from "../../lint/tool.ts";
import { lintTrust } from "../../lint/trust/lint-trust.ts";
import type { TrustExpectation } from "../../rule/trust-policy.ts";
import { defaultSettings } from "../../settings/settings.ts";
import { valueOf } from "../../snapshot/fetched.ts";
import type { ProjectFacts } from "../../snapshot/project-facts.ts";
import { indexSnapshot } from "../../snapshot/snapshot-index.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import { quote } from "../../source/quote.ts";
import type { CommandLine } from "../command-line.ts";
import { loadSnapshot } from "../facts/facts-for-lint.ts";
import { failBars } from "../lint-options.ts";
import { outputsOf, type Output } from "../outputs.ts";
import { choiceGiven, valueGiven, valuesGiven } from "../parse-command-line.ts";
import { readStandardInput } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { writeResults } from "../write-results.ts";

/**
 * Resolves to the exit code, which means what it means of `lint`.
 * @throws {UsageError}
 */
export async function lintTrustPolicies(line: CommandLine, cwd: string): Promise<number> {
  const [stray] = line.positionals;
  if (stray !== undefined) {
    throw new UsageError(
      `\`--trust-policy\` stands before each file: write \`--trust-policy ${quote(stray, 200).slice(1, -1)}\` too.`,
    );
  }
  const outputs = outputsGiven(line);
  const failOn = choiceGiven(line, "fail-on", failBars) ?? defaultSettings.failOn;
  const { expected, problems } = expectationOf(line, cwd);
  const read = await Promise.all([...new Set(valuesGiven(line, "trust-policy"))].map((name) => readPolicy(name, cwd)));
  const report = await lintTrust({
    tool,
    files: read.flatMap((result) => ("source" in result ? [result.source] : [])),
    expert: trustPolicies,
    expected,
    problems: [...problems, ...read.flatMap((result) => ("problem" in result ? [result.problem] : []))],
  });
  const options = { outputs, diff: false, writeBaseline: undefined };
  const written = await writeResults({ report, line, options, failOn, cwd });
  return written ? exitVerdict(report, failOn) : 2;
}

/** `--output` names the file of the one format. */
function outputsGiven(line: CommandLine): readonly Output[] {
  const formats = valuesGiven(line, "format");
  const file = valueGiven(line, "output");
  if (file === undefined) return outputsOf(formats);
  if (formats.length > 1) throw new UsageError("With several formats each names its file: `--format sarif=trust.sarif`.");
  return outputsOf([`${formats[0] ?? "pretty"}=${file}`]);
}

async function readPolicy(name: string, cwd: string): Promise<ReadResult> {
  const limit = defaultSettings.limits.fileBytes;
  if (name === "-") return decodeSource("<stdin>", await readStandardInput(limit), limit);
  const absolute = path.resolve(cwd, name);
  const shown = path.relative(cwd, absolute);
  const isBelow = shown !== "" && !shown.startsWith("..") && !path.isAbsolute(shown);
  return readSource({ absolute, path: (isBelow ? shown : absolute).split(path.sep).join("/"), size: 0, named: true }, limit);
}

interface Expected {
  readonly expected: TrustExpectation;
  readonly problems: readonly Problem[];
}

/** Ids on the command line go before those of the snapshot. */
function expectationOf(line: CommandLine, cwd: string): Expected {
  const organizationId = valueGiven(line, "organization-id");
  const projectId = valueGiven(line, "project-id");
  const given = {
    ...(organizationId === undefined ? {} : { organizationId }),
    ...(projectId === undefined ? {} : { projectId }),
  };
  const named = valueGiven(line, "snapshot");
  const answer = named === undefined ? undefined : loadSnapshot(named, cwd);
  if (answer === undefined) return { expected: given, problems: [] };
  if ("problem" in answer) return { expected: given, problems: [answer.problem] };
  return { expected: { ...known(answer.snapshot, line, cwd), ...given }, problems: [] };
}

function known(snapshot: Snapshot, line: CommandLine, cwd: string): TrustExpectation {
  const facts = projectIn(snapshot, line, cwd);
  const [organization, ...others] = snapshot.organizations;
  if (facts === undefined) return organization === undefined || others.length > 0 ? {} : { organizationId: organization.id };
  const { project } = facts;
  return {
    organizationId: facts.organization?.id,
    projectId: project.id,
    projectName: project.slug,
    vcsOrigin: project.address,
    defaultBranch: project.defaultBranch ?? facts.repository?.defaultBranch,
    audiences: [project.oidcClaims, facts.organization?.oidcClaims].flatMap((claims) => valueOf(claims)?.audience ?? []),
  };
}

/**
 * The one that is named, else that of the checkout; none when neither says which.
 * @throws {UsageError} when the one that is named is not in the snapshot
 */
function projectIn(snapshot: Snapshot, line: CommandLine, cwd: string): ProjectFacts | undefined {
  const named = valueGiven(line, "project");
  const origin = named ?? originOf(cwd);
  if (origin === undefined) return undefined;
  const index = indexSnapshot(snapshot);
  const slug = slugAt(origin) ?? origin;
  const project = snapshot.projects.find((each) => each.slug === slug || each.slug === origin);
  const facts = project === undefined ? index.projectsAt(addressAt(origin) ?? "")[0] : index.factsOf(project);
  if (facts === undefined && named !== undefined) throw new UsageError(`The snapshot has no project ${quote(named, 200)}.`);
  return facts;
}
