/** The settings file that `init` writes: every key with its default, commented out, so that it changes nothing. */

export const settingsTemplate = `# Settings of circleci-secaudit. Every key is optional; what stands here is what holds without it.

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

# Contexts that are restricted to a group, projects or an expression, which the configuration cannot say.
# contexts:
#   restricted: [production-*]

# Orb namespaces: those whose floating versions you accept, and those of your own organisation.
# orbs:
#   trusted: [circleci]
#   own: []

# Environment variables that are secret, or are not, although their names do not look it.
# secretNames:
#   add: []
#   remove: []

# Files that are left out.
# exclude: [.circleci/generated/**]

# Larger files are refused.
# limits:
#   fileBytes: 2097152
`;
