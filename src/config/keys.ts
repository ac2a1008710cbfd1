/**
 * The keys CircleCI knows, place by place, old and new. From CircleCI's configuration reference and language server (0.37.0).
 * A key that is not listed is kept and reported: part of the file would not be checked.
 */

/** Undefined means that any key is allowed there. */
export const knownKeys = {
  parameter: ["type", "default", "description", "enum"],
  job: [
    "type",
    "docker",
    "machine",
    "macos",
    "executor",
    "resource_class",
    "shell",
    "steps",
    "working_directory",
    "parallelism",
    "environment",
    "parameters",
    "circleci_ip_ranges",
    "retention",
    "description",
    "branches",
    "plan_name",
    "validation",
    "key",
  ],
  executor: [
    "docker",
    "machine",
    "macos",
    "executor",
    "resource_class",
    "shell",
    "working_directory",
    "environment",
    "parameters",
    "description",
  ],
  command: ["steps", "parameters", "description"],
  "docker image": ["image", "name", "entrypoint", "command", "user", "environment", "auth", "aws_auth", "gcp_auth"],
  auth: ["username", "password"],
  aws_auth: ["aws_access_key_id", "aws_secret_access_key", "oidc_role_arn"],
  gcp_auth: ["oidc_service_account", "workload_identity_pool", "workload_identity_provider"],
  machine: ["image", "docker_layer_caching", "resource_class", "shell", "enabled"],
  macos: ["xcode", "code_signing", "resource_class", "shell"],
  run: [
    "command",
    "name",
    "shell",
    "environment",
    "background",
    "working_directory",
    "no_output_timeout",
    "when",
    "max_auto_reruns",
    "auto_rerun_delay",
  ],
  checkout: ["path", "method", "depth", "name", "when"],
  setup_remote_docker: ["docker_layer_caching", "version", "prefer_same_region", "name", "when"],
  save_cache: ["paths", "key", "name", "when"],
  restore_cache: ["key", "keys", "name", "when"],
  store_artifacts: ["path", "destination", "name", "when"],
  store_test_results: ["path", "name", "when"],
  persist_to_workspace: ["root", "paths", "name", "when"],
  attach_workspace: ["at", "name", "when"],
  add_ssh_keys: ["fingerprints", "name", "when"],
  install_signing_bundle: ["name", "when"],
  "inline orb": ["orbs", "commands", "jobs", "executors", "description", "parameters", "version", "display", "examples"],
  workflow: ["jobs", "when", "unless", "triggers", "max_auto_reruns", "description", "version"],
  "job group": ["jobs", "description", "parameters"],
} as const satisfies Record<string, readonly string[]>;

export type KeyPlace = keyof typeof knownKeys;

export function isKeyPlace(name: string): name is KeyPlace {
  return Object.hasOwn(knownKeys, name);
}

/** Keys of an invocation that are not parameters of the job. */
export const invocationKeys = [
  "requires",
  "name",
  "context",
  "type",
  "filters",
  "matrix",
  "pre-steps",
  "post-steps",
  "serial-group",
  "override-with",
] as const;

/** Steps that CircleCI brings along. `deploy` is the old name of `run`. */
export const builtinSteps = [
  "run",
  "deploy",
  "checkout",
  "setup_remote_docker",
  "save_cache",
  "restore_cache",
  "store_artifacts",
  "store_test_results",
  "persist_to_workspace",
  "attach_workspace",
  "add_ssh_keys",
  "install_signing_bundle",
] as const;

export function isBuiltinStep(name: string): boolean {
  return (builtinSteps as readonly string[]).includes(name);
}

/** Keys of the file itself that mean something; others hold anchors and are left alone. */
export const topLevelKeys = [
  "version",
  "setup",
  "orbs",
  "commands",
  "executors",
  "jobs",
  "job-groups",
  "parameters",
  "workflows",
] as const;
