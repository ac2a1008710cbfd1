/** The settings file that `init` writes: every key with its default, commented out, so that it changes nothing today. */

/** `version` is that of this tool: its rules are accepted, those of later versions are not. */
export function settingsTemplate(version: string): string {
  return `# Settings of circleci-secaudit.

rulesAsOf: ${version} # findings of rules that are newer only inform; raise it to accept them

${rest}`;
}

const rest = `# Every key is optional; what stands below is what holds without it.

# Findings of this severity and worse fail the run: critical, high, medium, low, info or never.
# failOn: low

# Findings below these are not shown.
# minSeverity: info
# minConfidence: low

# Which rules run: regular, pedantic or auditor.
# profile: regular

# By rule id: off, or the severity that its findings get. \`circleci-secaudit rules\` lists the ids.
# rules:
#   volatile-orb: high

# Findings that are known and accepted. path, at, reason and until narrow an entry and explain it.
# ignore:
#   - rule: unguarded-context
#     path: .circleci/config.yml
#     at: workflows.main.jobs[0]
#     reason: the context holds no secret
#     until: 2027-01-31

# Contexts that are restricted to a group, projects or an expression, which the configuration cannot say; contexts
# that may be taken at all; and those that only some projects, branches or tags may take.
# contexts:
#   restricted: [production-*]
#   allow: [ci-*]
#   deny: []
#   reserved:
#     - names: [production-*]
#       projects: [github.com/acme/app]
#       branches: [main]
#       tags: [v*]

# Orb namespaces whose floating versions you accept, those of your own organisation, how exactly versions must be named, and the
# orbs that may be used.
# orbs:
#   trusted: [circleci]
#   own: []
#   pins:
#     acme: minor
#   allow: [circleci/*, acme/deploy@>=2.1 <3]
#   deny: []

# Container images that may be used, and those that must be named with a digest.
# images:
#   allow: [cimg/*]
#   deny: []
#   requireDigest: []

# Resource classes that may be used; namespace/name is a self-hosted runner.
# resourceClasses:
#   allow: [small, medium, large]
#   deny: []

# Environment variables that are secret, or are not, although their names do not look it, and those that may be read.
# secretNames:
#   add: []
#   remove: []
#   expected: [NPM_TOKEN]

# Additional SSH keys that the project is expected to have, by host or fingerprint.
# sshKeys:
#   expected: [deploy.acme.example]

# Stored secrets, keys and tokens that have not changed for so many days are old.
# staleAfter: 90

# Which project this is, for entries under reserved; otherwise the checkout says it.
# project: github.com/acme/app

# Files that are left out.
# exclude: [.circleci/generated/**]

# Larger files are refused.
# limits:
#   fileBytes: 2097152
`;
