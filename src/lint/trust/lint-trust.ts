/** Trust policies → a report of its own, in the form that all formats know. */
import { completeFindings } from "../../engine/complete-findings.ts";
import { contain } from "../../engine/contain.ts";
import { mergeCoverage, mergeProblems } from "../../engine/coverage.ts";
import { toDraft, type Draft } from "../../engine/draft.ts";
import { subjectOf } from "../../engine/fingerprint.ts";
import { relocateOptional, relocator } from "../../engine/mask-files.ts";
import { compareText } from "../../engine/order.ts";
import { mergeRepeats } from "../../engine/merge-repeats.ts";
import { toRuleInfo, trustDocsUrlOf } from "../../engine/rule-info.ts";
import { formatPath } from "../../finding/location.ts";
import type { CoverageNote, Problem, Report } from "../../finding/report.ts";
import type { Trust, TrustExpectation, TrustExpert, TrustReading, TrustRule } from "../../rule/trust-policy.ts";
import { detectSecrets } from "../../secrets/detect.ts";
import type { SourceFile } from "../../source/source-file.ts";
import { quote } from "../../source/quote.ts";
import { readTrustDocument } from "./trust-document.ts";

export interface TrustRequest {
  readonly tool: Report["tool"];
  readonly files: readonly SourceFile[];
  readonly expert: TrustExpert;
  readonly expected: TrustExpectation;
  /** What kept other files from being read. */
  readonly problems: readonly Problem[];
}

export async function lintTrust({ tool, files, expert, expected, problems }: TrustRequest): Promise<Report> {
  const read = await Promise.all(files.map(async (file) => ({ file, ...(await readTrustDocument(file)) })));
  const documents = read.flatMap(({ file, document }) => (document === undefined ? [] : [{ file, document }]));
  const readings = expert.read(documents.map(({ document }) => document));
  const trusts = readings.flatMap((reading) => reading.trusts);
  const runs = expert.rules.map((rule) => runOf(rule, trusts, expected));
  const secrets = (await Promise.all(files.map((file) => detectSecrets(file)))).flat().map(({ at }) => at);
  const relocate = relocator(secrets);
  const { findings } = completeFindings(mergeRepeats(runs.flatMap(({ drafts }) => drafts)), [], relocate);
  const notes = documents.flatMap(({ file }, index) => noteOf(file, readings[index]));
  return {
    tool,
    files: files.map(({ path }) => path).sort(compareText),
    findings,
    suppressed: [],
    isWithoutIgnores: true,
    baselined: [],
    problems: mergeProblems(
      [...problems, ...read.flatMap((each) => each.problems)].map((each) => relocateOptional(each, relocate)),
    ),
    coverage: mergeCoverage([...runs.map(({ note }) => note), ...notes]),
    rules: expert.rules.map(({ meta }) => ({ ...toRuleInfo(meta), docsUrl: trustDocsUrlOf(meta.id) })),
  };
}

interface RuleRun {
  readonly drafts: readonly Draft[];
  readonly note: CoverageNote;
}

function runOf({ meta, check }: TrustRule, trusts: readonly Trust[], expected: TrustExpectation): RuleRun {
  const runs = trusts.map((trust) => contain(() => check(trust, expected)));
  const failure = runs.find((run) => run.failure !== undefined)?.failure;
  const drafts = runs.flatMap(({ reports }) =>
    reports.map((reported) => {
      const draft = toDraft(meta, reported, { place: formatPath(reported.at.path), subject: subjectOf(reported.at) });
      return { ...draft, docsUrl: trustDocsUrlOf(meta.id) };
    }),
  );
  return {
    drafts,
    note:
      failure === undefined
        ? { ruleId: meta.id, status: "ran" }
        : { ruleId: meta.id, status: "failed", reason: `the rule ${quote(meta.id)} failed: ${failure}` },
  };
}

/** That nothing was found must not read as if something had been judged. */
function noteOf(file: SourceFile, reading: TrustReading | undefined): readonly CoverageNote[] {
  if (reading === undefined || reading.trusts.length > 0) return [];
  const reason =
    reading.count === 0
      ? "holds no trust policy, identity provider, binding, federated credential or jwt role that is known"
      : "holds nothing that trusts CircleCI's issuer, `oidc.circleci.com`";
  return [{ source: `file ${file.path}`, status: "unknown", reason }];
}
