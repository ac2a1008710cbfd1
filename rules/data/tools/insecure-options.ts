/** Options, settings and variables that switch off a check of who is at the other end. Sources: each tool's manual page. */

/**
 * `tls`: certificates are not verified. `host-key`: SSH host keys are not. `checksum`: a checksum database is not asked.
 * `package-source`: packages are taken without signature, or by a package manager from hosts that need not prove themselves.
 */
export type InsecureKind = "tls" | "host-key" | "checksum" | "package-source";

export interface InsecureOption {
  readonly tools: readonly string[];
  readonly options: readonly string[];
  readonly kind: InsecureKind;
  /** Only with one of these values (lower case); any value and none when empty. */
  readonly values: readonly string[];
}

const no = ["false", "0", "no", "off"];

function flags(tools: string, options: string, kind: InsecureKind = "tls"): InsecureOption {
  return { tools: tools.split(" "), options: options.split(" "), kind, values: [] };
}

function switchedOff(tools: string, options: string, kind: InsecureKind = "tls"): InsecureOption {
  return { ...flags(tools, options, kind), values: no };
}

/** A flag written `--flag=false` is off, whatever this table says. */
export const insecureOptions: readonly InsecureOption[] = [
  flags("curl", "-k --insecure --proxy-insecure --doh-insecure"),
  flags("wget wget2", "--no-check-certificate"),
  flags("invoke-webrequest iwr invoke-restmethod irm", "-skipcertificatecheck"),
  switchedOff("http https xh", "--verify"),
  switchedOff("aria2c", "--check-certificate"),
  flags("aws sam", "--no-verify-ssl"),
  flags("kubectl oc helm", "--insecure-skip-tls-verify --kube-insecure-skip-tls-verify"),
  flags("argocd crane cosign grpcurl", "--insecure -insecure --allow-insecure-registry"),
  switchedOff("podman buildah skopeo", "--tls-verify --src-tls-verify --dest-tls-verify"),
  flags("executor", "--skip-tls-verify --skip-tls-verify-pull --insecure --insecure-pull"),
  flags("docker nerdctl", "--insecure --insecure-registry"),
  flags("dockerd", "--insecure-registry"),
  flags("vault consul nomad", "-tls-skip-verify"),
  flags("cf", "--skip-ssl-validation"),
  flags("redis-cli valkey-cli", "--insecure"),
  flags(
    "mongo mongosh mongodump mongorestore mongoimport mongoexport",
    "--tlsAllowInvalidCertificates --sslAllowInvalidCertificates --tlsInsecure",
  ),
  flags("sqlcmd", "-C"),
  flags("hg", "--insecure"),
  flags("svn", "--trust-server-cert"),
  flags("conda mamba", "--insecure", "package-source"),
  switchedOff("npm yarn pnpm", "--strict-ssl", "package-source"),
  flags("npm yarn pnpm", "--no-strict-ssl", "package-source"),
  flags("pip pip3 uv", "--trusted-host --allow-insecure-host", "package-source"),
  flags("apt apt-get", "--allow-unauthenticated --allow-insecure-repositories --force-yes", "package-source"),
  flags("yum dnf microdnf", "--nogpgcheck", "package-source"),
  flags("zypper", "--no-gpg-checks", "package-source"),
  flags("apk", "--allow-untrusted", "package-source"),
  flags("go", "-insecure", "package-source"),
];

/** `tool config set key value`, by the words that must follow each other, in lower case; the last is the value. */
export interface InsecureSetting {
  readonly tools: readonly string[];
  readonly key: string;
  readonly values: readonly string[];
  readonly kind: InsecureKind;
}

/** Keys in lower case. `git config http.https://host.sslVerify` is matched by its ends. */
export const insecureSettings: readonly InsecureSetting[] = [
  { tools: ["git"], key: "http.sslverify", values: no, kind: "tls" },
  { tools: ["npm", "yarn", "pnpm"], key: "strict-ssl", values: no, kind: "package-source" },
  { tools: ["yarn"], key: "enablestrictssl", values: no, kind: "package-source" },
  { tools: ["conda", "mamba"], key: "ssl_verify", values: no, kind: "package-source" },
  { tools: ["composer"], key: "disable-tls", values: ["true", "1"], kind: "package-source" },
  { tools: ["composer"], key: "secure-http", values: no, kind: "package-source" },
  { tools: ["gcloud"], key: "auth/disable_ssl_validation", values: ["true", "1"], kind: "tls" },
  { tools: ["bundle", "bundler"], key: "ssl_verify_mode", values: ["0"], kind: "package-source" },
  { tools: ["pip", "pip3"], key: "global.trusted-host", values: [], kind: "package-source" },
];

export interface InsecureVariable {
  readonly kind: InsecureKind;
  /** Values (lower case) that switch the check off; empty: any value that is not empty. */
  readonly values: readonly string[];
  /** It is enough that the value contains one of `values`. */
  readonly contains?: true;
}

const yes = ["1", "true", "yes", "on"];
const hostKeyWords = [
  "stricthostkeychecking=no",
  "stricthostkeychecking no",
  "userknownhostsfile=/dev/null",
  "userknownhostsfile /dev/null",
];

/** By variable name in upper case. */
export const insecureVariables: ReadonlyMap<string, InsecureVariable> = new Map<string, InsecureVariable>([
  ["NODE_TLS_REJECT_UNAUTHORIZED", { kind: "tls", values: ["0"] }],
  ["GIT_SSL_NO_VERIFY", { kind: "tls", values: yes }],
  ["PYTHONHTTPSVERIFY", { kind: "tls", values: ["0"] }],
  ["NPM_CONFIG_STRICT_SSL", { kind: "package-source", values: no }],
  ["YARN_STRICT_SSL", { kind: "package-source", values: no }],
  ["YARN_ENABLE_STRICT_SSL", { kind: "package-source", values: no }],
  ["CONDA_SSL_VERIFY", { kind: "package-source", values: no }],
  ["VAULT_SKIP_VERIFY", { kind: "tls", values: yes }],
  ["NOMAD_SKIP_VERIFY", { kind: "tls", values: yes }],
  ["CONSUL_HTTP_SSL_VERIFY", { kind: "tls", values: no }],
  ["AZURE_CLI_DISABLE_CONNECTION_VERIFICATION", { kind: "tls", values: yes }],
  ["LDAPTLS_REQCERT", { kind: "tls", values: ["never", "allow"] }],
  ["HTTPLIB2_DISABLE_SSL_VERIFICATION", { kind: "tls", values: yes }],
  ["CARGO_NET_SSL_VERIFY", { kind: "package-source", values: no }],
  ["BUNDLE_SSL_VERIFY_MODE", { kind: "package-source", values: ["0"] }],
  ["CLOUDSDK_AUTH_DISABLE_SSL_VALIDATION", { kind: "tls", values: yes }],
  [
    "MAVEN_OPTS",
    { kind: "tls", values: ["maven.wagon.http.ssl.insecure=true", "maven.wagon.http.ssl.allowall=true"], contains: true },
  ],
  ["GOSUMDB", { kind: "checksum", values: ["off"] }],
  ["GONOSUMDB", { kind: "checksum", values: ["*"] }],
  ["GONOSUMCHECK", { kind: "checksum", values: yes }],
  ["GOINSECURE", { kind: "package-source", values: [] }],
  ["GOFLAGS", { kind: "package-source", values: ["-insecure"], contains: true }],
  ["PIP_TRUSTED_HOST", { kind: "package-source", values: [] }],
  ["ANSIBLE_HOST_KEY_CHECKING", { kind: "host-key", values: no }],
  ["GIT_SSH_COMMAND", { kind: "host-key", values: hostKeyWords, contains: true }],
  ["ANSIBLE_SSH_ARGS", { kind: "host-key", values: hostKeyWords, contains: true }],
  ["RSYNC_RSH", { kind: "host-key", values: hostKeyWords, contains: true }],
]);

/**
 * Text that makes ssh take any host key: on the command line, in `GIT_SSH_COMMAND` or in a configuration file. `accept-new` is left
 * out: it refuses changed keys and is the documented way for hosts that nobody has listed.
 */
export function disablesHostKeys(text: string): boolean {
  const plain = text.toLowerCase().replaceAll('"', "").replaceAll("'", "");
  return hostKeyWords.some((words) => plain.includes(words));
}

/** What setting a variable to this value switches off, if anything. An unknown value (undefined) is not judged. */
export function insecureVariable(name: string, value: string | undefined): InsecureKind | undefined {
  const entry = insecureVariables.get(name.toUpperCase());
  if (entry === undefined || value === undefined || value.trim() === "") return undefined;
  const plain = value.trim().toLowerCase();
  if (entry.kind === "host-key" && entry.contains === true) return disablesHostKeys(plain) ? entry.kind : undefined;
  const hit = entry.contains === true ? entry.values.some((part) => plain.includes(part)) : entry.values.includes(plain);
  return hit || entry.values.length === 0 ? entry.kind : undefined;
}

/** Configuration files by the end of their path, with the text in them that switches the check off (lower case). */
export const insecureFiles: readonly { readonly path: string; readonly texts: readonly string[]; readonly kind: InsecureKind }[] =
  [
    { path: ".ssh/config", texts: hostKeyWords, kind: "host-key" },
    { path: "/ssh_config", texts: hostKeyWords, kind: "host-key" },
    { path: ".npmrc", texts: ["strict-ssl=false", "strict-ssl = false"], kind: "package-source" },
    { path: ".gitconfig", texts: ["sslverify = false", "sslverify=false"], kind: "tls" },
    { path: ".wgetrc", texts: ["check_certificate = off", "check_certificate=off"], kind: "tls" },
    { path: ".curlrc", texts: ["insecure"], kind: "tls" },
  ];
