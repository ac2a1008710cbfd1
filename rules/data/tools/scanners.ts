/** Security scanners and what makes them pass whatever they find. Source: each tool's manual. Signature checks: `integrity-checks.ts`. */
import type { CommandFact, Word } from "../../../src/shell/facts.ts";
import type { Span } from "../../../src/source/span.ts";
import { integrityCheck } from "../integrity-checks.ts";
import { launchedBy } from "../publishing/launched.ts";
import { wordText } from "../word-text.ts";
import { parseCommand } from "./option-specs.ts";

interface Scanner {
  readonly programs: readonly string[];
  /** Subcommands that scan, each a sequence of words; empty when the program alone does. */
  readonly verbs: readonly string[];
  /** Options, `--name` or `--name=value`, with which it reports success whatever it finds. */
  readonly soft: readonly string[];
}

function scanner(programs: string, verbs = "", soft = ""): Scanner {
  return { programs: programs.split(" "), verbs: verbs.split(", "), soft: soft === "" ? [] : soft.split(" ") };
}

const trivyVerbs = "image, i, fs, filesystem, rootfs, repo, repository, config, conf, sbom, vm, k8s, kubernetes";

const scanners: readonly Scanner[] = [
  scanner("trivy", trivyVerbs, "--exit-code=0"),
  scanner(
    "grype osv-scanner gosec govulncheck nancy pip-audit audit-ci clair-scanner njsscan detect-secrets-hook retire",
    "",
    "-no-fail",
  ),
  scanner("snyk", "container test, iac test, code test, test"),
  scanner("npm pnpm yarn bun", "npm audit, audit", "--audit-level=none"),
  scanner("better-npm-audit", "audit"),
  scanner("safety", "check, scan", "--continue-on-error"),
  scanner("bandit", "", "--exit-zero"),
  scanner("semgrep", "scan, ci, "),
  scanner("gitleaks", "detect, protect, git, dir", "--exit-code=0"),
  scanner("trufflehog", "git, github, gitlab, filesystem, docker, s3"),
  scanner("ggshield", "secret scan, sca scan, iac scan", "--exit-zero"),
  scanner("checkov tfsec", "", "--soft-fail -s"),
  scanner("kics", "scan", "--ignore-on-exit=all --ignore-on-exit=results"),
  scanner("terrascan", "scan"),
  scanner("kubesec", "scan"),
  scanner("dockle", "", "--exit-code=0"),
  scanner("docker", "scout cves, scan"),
  scanner("codeql", "database analyze"),
  scanner("dependency-check dependency-check.sh"),
  scanner("bundle", "audit check, audit"),
  scanner("bundler-audit bundle-audit", "check, "),
  scanner("brakeman", "", "--no-exit-on-warn"),
  scanner("cargo", "audit, deny check"),
  scanner("composer", "audit"),
  scanner("mix", "deps.audit, hex.audit, sobelow"),
  scanner("gradle", "dependencyCheckAnalyze"),
  scanner("sonar-scanner", "", "-Dsonar.qualitygate.wait=false"),
  scanner("anchore-cli", "evaluate check"),
  scanner("twistcli wizcli", "images scan, docker scan"),
];

const byProgram = new Map(scanners.flatMap((entry) => entry.programs.map((program) => [program, entry] as const)));

export interface SecurityCheck {
  /** `npm audit`, `cosign`: the check in words for a message. */
  readonly what: string;
  /** By which two checks are of a kind. */
  readonly program: string;
  readonly kind: "scanner" | "signature";
  readonly soft: SoftOption | undefined;
}

/** The option that makes a check pass, its value included: `--exit-code 0`. */
export interface SoftOption {
  readonly span: Span;
  readonly text: string;
}

/** What only asks the tool about itself, or changes what it finds. */
const otherwise = new Set([
  "--version",
  "-V",
  "version",
  "--help",
  "-h",
  "help",
  "fix",
  "login",
  "auth",
  "--download-db-only",
  "update",
]);

/** The check that the command makes, the tool launched through another program or a container included. */
export function securityCheckOf(command: CommandFact): SecurityCheck | undefined {
  for (const link of launchedBy(command).toReversed()) {
    const found = signatureCheck(link) ?? byTool(link.name ?? "", link) ?? inContainer(link);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Checksums are another rule's matter. */
function signatureCheck(command: CommandFact): SecurityCheck | undefined {
  if (integrityCheck(command) !== "signature") return undefined;
  const program = command.name ?? "";
  const verb = command.args.find(({ literal }) => literal !== undefined && /verif|attestation/u.test(literal))?.literal;
  if (verb === undefined) return undefined;
  return { what: `${program} ${verb}`, program, kind: "signature", soft: undefined };
}

function byTool(name: string, command: CommandFact): SecurityCheck | undefined {
  const program = name.replace(/\.(?:exe|cmd|bat)$/u, "").replace(/^gradlew$/u, "gradle");
  const entry = byProgram.get(program);
  if (entry === undefined) return undefined;
  const { subcommand, operands } = parseCommand({ ...command, name: program });
  const words = [...subcommand.split(" ").filter(Boolean), ...operands.map(wordText)];
  const verb = entry.verbs.find((candidate) => startsWith(words, candidate.split(" ").filter(Boolean)));
  if (verb === undefined || command.args.some(({ literal }) => literal !== undefined && otherwise.has(literal))) return undefined;
  return { what: `${program} ${verb}`.trimEnd(), program, kind: "scanner", soft: softOption(command.args, entry.soft) };
}

/** The verb's words in order; some programs take a folder or a workspace in front. */
function startsWith(words: readonly string[], verb: readonly string[]): boolean {
  return [0, 1].some((start) => verb.every((word, index) => words[start + index] === word));
}

/** `--exit-code=0` and `--exit-code 0`. */
function softOption(args: readonly Word[], soft: readonly string[]): SoftOption | undefined {
  for (const option of soft) {
    const [name, value] = option.split("=");
    for (const [index, { literal, span }] of args.entries()) {
      const next = args[index + 1];
      if (literal === option) return { span, text: option };
      if (literal !== name || value === undefined || next?.literal !== value) continue;
      return { span: { start: span.start, end: next.span.end }, text: `${name} ${value}` };
    }
  }
  return undefined;
}

/** `docker run --rm aquasec/trivy:0.50 image …`: what stands behind the image are the scanner's own words. */
function inContainer(command: CommandFact): SecurityCheck | undefined {
  if (!["docker", "podman", "nerdctl"].includes(command.name ?? "")) return undefined;
  const { subcommand, operands } = parseCommand(command);
  const [image, ...args] = subcommand === "run" ? operands : [];
  const name = /(?:^|\/)([a-z-]+)(?:[:@].*)?$/u.exec(image?.literal ?? "")?.[1];
  return name === undefined ? undefined : byTool(name, { ...command, args });
}
