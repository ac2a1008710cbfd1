/** What `init` prints for copying: a CI job and a hook that run the linter. */

export interface Surroundings {
  /** Name of a workflow of the repository that can take the job. */
  readonly workflow: string;
  /** The repository installs the tool with npm. */
  readonly isDependency: boolean;
  /** Path of the settings file from the root, when it is not the usual one. */
  readonly settings: string | undefined;
  readonly version: string;
}

/** A job for `.circleci/config.yml`: annotations in the log, results in the Tests tab. */
export function ciJob({ workflow, isDependency, settings, version }: Surroundings): string {
  const install = isDependency ? ["      - run: npm ci --ignore-scripts"] : [];
  const tool = isDependency ? "npx circleci-secaudit" : `npx --yes circleci-secaudit@${version}`;
  return [
    "jobs:",
    "  secaudit:",
    "    docker:",
    "      - image: cimg/node:22.20.0",
    "    resource_class: small",
    "    steps:",
    "      - checkout",
    ...install,
    "      - run:",
    "          name: Audit the CircleCI configuration",
    `          command: ${tool}${configOption(settings)} -f pretty -f junit=results/secaudit/junit.xml`,
    "      - store_test_results:",
    "          path: results",
    "workflows:",
    `  ${workflow}:`,
    "    jobs:",
    "      - secaudit",
    "",
  ].join("\n");
}

/** A hook for `.pre-commit-config.yaml`, run when a configuration changes. */
export function preCommitHook({ settings, version }: Surroundings): string {
  return [
    "repos:",
    "  - repo: local",
    "    hooks:",
    "      - id: circleci-secaudit",
    "        name: circleci-secaudit",
    "        language: node",
    `        additional_dependencies: ["circleci-secaudit@${version}"]`,
    `        entry: circleci-secaudit${configOption(settings)}`,
    "        files: ^\\.circleci/.*\\.ya?ml$",
    "        pass_filenames: false",
    "",
  ].join("\n");
}

function configOption(settings: string | undefined): string {
  return settings === undefined
    ? ""
    : ` --config ${/^[\w./-]+$/.test(settings) ? settings : `'${settings.replaceAll("'", `'\\''`)}'`}`;
}

/** What neither job nor hook does by itself. */
export const factsHint = [
  "# With CIRCLECI_TOKEN and GITHUB_TOKEN in the environment, the audit covers contexts, settings and who can push too.",
  "# Builds without a token can read what was collected before: `circleci-secaudit collect`, then `--snapshot secaudit-snapshot.json`.",
  "",
].join("\n");
