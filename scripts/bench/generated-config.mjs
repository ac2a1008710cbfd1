/** Configurations made up for measuring: of any length, with the parts that real ones have. */

/**
 * About `lines` lines: orbs, parameters, executors, commands, an anchor, jobs with scripts, workflows with contexts and filters.
 * The same arguments give the same text.
 * @param {number} lines
 * @param {number} seed
 */
export function generatedConfig(lines, seed = 1) {
  const jobCount = Math.max(1, Math.round((lines - 46) / 24.2));
  const names = Array.from({ length: jobCount }, (_, index) => `job-${seed}-${index}`);
  return [head(seed), ...names.map((name, index) => job(name, index)), "workflows:", ...workflows(names)].join("\n") + "\n";
}

function head(/** @type {number} */ seed) {
  return `# Generated configuration ${seed}
version: 2.1
orbs:
  node: circleci/node@5.2.0
  aws-cli: circleci/aws-cli@4.1.3
parameters:
  deploy:
    type: boolean
    default: false
  channel:
    type: string
    default: "C0${seed}"
executors:
  default:
    docker:
      - image: cimg/node:20.11.1
      - image: cimg/postgres:16.2
        environment:
          POSTGRES_USER: test
    resource_class: medium
    working_directory: ~/project
references:
  restore: &restore
    restore_cache:
      keys:
        - v1-deps-{{ checksum "package-lock.json" }}
        - v1-deps-
commands:
  install:
    parameters:
      directory:
        type: string
        default: .
    steps:
      - checkout
      - *restore
      - run:
          name: Install
          working_directory: << parameters.directory >>
          command: |
            set -euo pipefail
            npm ci --ignore-scripts
            npm run build --if-present
jobs:`;
}

function job(/** @type {string} */ name, /** @type {number} */ index) {
  const target = ["unit", "lint", "e2e", "package"][index % 4];
  return `  ${name}:
    executor: default
    parallelism: ${(index % 4) + 1}
    environment:
      TARGET: ${target}
      REPORTS: /tmp/reports/${index}
    steps:
      - install:
          directory: packages/p${index}
      - run:
          name: Test ${target}
          command: |
            mkdir -p "$REPORTS"
            for file in $(circleci tests glob "test/**/*.spec.js" | circleci tests split); do
              npx mocha "$file" --reporter junit > "$REPORTS/\${file##*/}.xml" || failed=1
            done
            if [ -n "\${failed:-}" ]; then echo "failed: $TARGET" >&2; exit 1; fi
      - run: curl -fsS https://example.com/status/${index} | jq -r .state
      - run: echo "build $CIRCLE_BUILD_NUM of << pipeline.git.branch >>"
      - store_artifacts:
          path: /tmp/reports/${index}`;
}

function* workflows(/** @type {readonly string[]} */ names) {
  const size = 10;
  for (let start = 0; start < names.length; start += size) {
    yield `  flow-${start / size}:`;
    yield "    jobs:";
    for (const name of names.slice(start, start + size)) {
      yield `      - ${name}:`;
      yield "          context: [build-secrets]";
      yield "          filters: { branches: { only: main } }";
    }
  }
}
