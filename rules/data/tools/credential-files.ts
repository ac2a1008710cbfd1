/** Files that hold credentials, by their place or name. Sources: each program's manual. */

/** Files and directories below the home directory, without `~/`. A directory counts with all that lies in it but the exceptions. */
const homeFiles: ReadonlyMap<string, string> = new Map([
  ...[".aws", ".aws/credentials", ".aws/sso", ".aws/sso/cache", ".aws/cli", ".aws/cli/cache"].map(
    (path) => [path, "AWS keys"] as const,
  ),
  [".ssh", "SSH keys"],
  [".docker", "registry logins"],
  [".docker/config.json", "registry logins"],
  [".dockercfg", "registry logins"],
  [".npmrc", "tokens of package registries"],
  [".yarnrc.yml", "tokens of package registries"],
  [".pypirc", "tokens of package registries"],
  [".gem/credentials", "tokens of package registries"],
  [".cargo/credentials", "tokens of package registries"],
  [".cargo/credentials.toml", "tokens of package registries"],
  [".composer/auth.json", "tokens of package registries"],
  [".config/composer/auth.json", "tokens of package registries"],
  [".netrc", "passwords"],
  [".git-credentials", "passwords"],
  [".pgpass", "passwords"],
  [".my.cnf", "passwords"],
  [".kube", "access to clusters"],
  [".kube/config", "access to clusters"],
  [".config/gcloud", "Google Cloud credentials"],
  [".config/gcloud/application_default_credentials.json", "Google Cloud credentials"],
  [".config/gcloud/credentials.db", "Google Cloud credentials"],
  [".config/gcloud/legacy_credentials", "Google Cloud credentials"],
  ["gcloud-service-key.json", "Google Cloud credentials"],
  [".boto", "Google Cloud credentials"],
  [".s3cfg", "AWS keys"],
  [".azure", "Azure tokens"],
  [".gnupg", "signing keys"],
  [".vault-token", "a token of Vault"],
  [".terraformrc", "tokens of Terraform"],
  [".terraform.d/credentials.tfrc.json", "tokens of Terraform"],
  [".config/gh", "GitHub tokens"],
  [".config/gh/hosts.yml", "GitHub tokens"],
  [".config/hub", "GitHub tokens"],
  [".circleci/cli.yml", "a token of CircleCI"],
  [".databrickscfg", "tokens of Databricks"],
]);

/** File names that tell of a secret wherever they lie. */
const names: readonly (readonly [name: RegExp, holds: string])[] = [
  [
    /^\.env(?!.*\.(?:example|sample|template|dist|defaults?|schema|test|testing|ci)$)(?:\..*|rc)?$/u,
    "secrets of the application",
  ],
  [/^(?:id_(?:rsa|dsa|ecdsa|ed25519)|.*\.(?:ppk|p12|pfx|p8|jks))$/u, "private keys"],
  [/^(?!debug).*\.keystore$/u, "private keys"],
  [/^(?!.*(?:cert|chain|public|bundle|\bca\b|^ca[-_.])).*\.pem$/iu, "private keys"],
  [/\.tfstate(?:\.backup)?$/u, "the secrets of Terraform's state"],
  [/^\.(?:netrc|git-credentials|vault-token|pypirc|dockerconfigjson)$/u, "passwords and tokens"],
  [/^kubeconfig(?:\..*)?$/u, "access to clusters"],
  [/^\.bash_env/u, "the variables of the job's shell"],
];

/** Parts of `~/.ssh` and the like that are no secret. */
const harmless = /^(?:known_hosts|config|authorized_keys|.*\.pub|cli-plugins|contexts|cache|http-cache|buildx)$/u;

/** What a path that is kept holds; undefined when its name does not tell. The path may be a pattern. */
export function credentialsAt(path: string): string | undefined {
  if (path.includes("BASH_ENV")) return "the variables of the job's shell";
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (path.startsWith("~/")) {
    const known = homeFiles.get(path.slice(2));
    if (known !== undefined) return known;
    const folder = /^~\/(\.(?:ssh|aws|docker|kube|azure|gnupg))\/[^/]+$/u.exec(path)?.[1];
    if (folder !== undefined && (folder === ".ssh" || name === "*" || folder === ".gnupg")) {
      return harmless.test(name) ? undefined : homeFiles.get(folder);
    }
  }
  return names.find(([pattern]) => pattern.test(name))?.[1];
}
