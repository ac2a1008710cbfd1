/** Picks the option table for a command, so that rules need not know where it is kept. */
import type { CommandFact } from "../../../src/shell/facts.ts";
import { wordSet, parseOptions } from "../options.ts";
import type { OptionSpec } from "../options.ts";
import { parseSubcommand } from "../subcommands.ts";
import type { ParsedSubcommand, SubcommandSpec } from "../subcommands.ts";
import { composeSpec, containerClients, dockerSpec, kanikoSpec } from "./containers.ts";
import { downloaderNamed } from "./downloaders.ts";
import { networkClientNamed } from "./network-clients.ts";

const flat: Readonly<Record<string, OptionSpec>> = {
  aws: {
    values: wordSet(
      "--profile --region --output --query --endpoint-url --ca-bundle --cli-read-timeout --cli-connect-timeout --color --secret-id --name --names --role-arn --role-session-name --web-identity-token --duration-seconds --bucket --key --body --group-id --group-name --protocol --port --cidr --ip-permissions --acl --exclude --include --version-stage --cli-input-json",
    ),
  },
  az: {
    values: wordSet(
      "-u -p -t -n -g -o -s -d --username --password --tenant --name --resource-group --output --subscription --query --federated-token --certificate --vault-name --id --file --start-ip-address --end-ip-address --server --registry",
    ),
  },
  gcloud: {
    values: wordSet(
      "--project --account --configuration --format --filter --key-file --cred-file --password-file --secret --zone --region --impersonate-service-account --verbosity --source-ranges --allow --rules --credential-source-file --output-file --service-account",
    ),
  },
  git: {
    values: wordSet(
      "-b -B -c -C -m -F -o -u -j --branch --config --depth --message --file --git-dir --work-tree --namespace --origin --reference --separate-git-dir --template --upload-pack --jobs --shallow-since --filter --author --date --exec-path --config-env --server-option --refmap --recurse-submodules-default --push-option --repo --receive-pack",
    ),
  },
  npm: {
    values: wordSet(
      "--registry --prefix -w --workspace --tag --access --otp --cache --userconfig --scope --auth-type --location",
    ),
  },
  pip: {
    values: wordSet(
      "-r -c -e -i -t -f --requirement --constraint --editable --index-url --extra-index-url --trusted-host --target --find-links --platform --python-version --proxy --timeout --retries --cert --client-cert --cache-dir --prefix --root --src --only-binary --no-binary --progress-bar --report --config-settings",
    ),
  },
  apt: { values: wordSet("-o -c -t -a --option --config-file --target-release --host-architecture") },
  gem: { values: wordSet("-v -s -i -n -P --version --source --install-dir --bindir --key --host --trust-policy --file") },
  go: {
    values: wordSet(
      "-o -ldflags -tags -gcflags -asmflags -mod -modfile -p -run -bench -timeout -count -C -covermode -coverprofile",
    ),
    style: "long",
  },
  terraform: {
    values: wordSet("-var -var-file -target -out -state -backend-config -replace -lock-timeout -parallelism"),
    style: "long",
  },
  vault: {
    values: wordSet(
      "-address -namespace -ca-cert -ca-path -client-cert -client-key -format -field -path -method -mount -output-file",
    ),
    style: "long",
  },
  openssl: {
    values: wordSet(
      "-in -out -pass -passin -passout -k -K -iv -key -keyform -inkey -md -sha256 -signature -verify -cert -CAfile",
    ),
    style: "long",
  },
  gpg: {
    values: wordSet(
      "-o -r -u --output --recipient --local-user --passphrase --passphrase-fd --passphrase-file --pinentry-mode --keyserver --homedir --status-fd",
    ),
  },
  twine: {
    values: wordSet(
      "-r -u -p -i -s -c --repository --repository-url --username --password --identity --sign-with --comment --config-file --cert",
    ),
  },
  skopeo: {
    values: wordSet(
      "--creds --src-creds --dest-creds --authfile --format --dest-dir --src-cert-dir --dest-cert-dir --override-arch --override-os",
    ),
  },
  security: { values: wordSet("-k -P -p -T -t -f -S -D -l -s -d -a -A") },
  "sentry-cli": { values: wordSet("-o -p -r --org --project --release --auth-token --api-key --url --log-level --header") },
  dotnet: {
    values: wordSet(
      "-k -s -c -f -r -o -v --api-key --source --configuration --framework --runtime --output --verbosity --timeout --symbol-api-key --symbol-source",
    ),
  },
  nuget: { values: wordSet("-ApiKey -apikey -Source -source -Timeout -ConfigFile -OutputDirectory -Version"), style: "long" },
  keytool: {
    values: wordSet(
      "-storepass -keypass -keystore -alias -file -storetype -dname -validity -keyalg -keysize -srckeystore -destkeystore",
    ),
    style: "long",
  },
  jarsigner: { values: wordSet("-storepass -keypass -keystore -sigalg -digestalg -tsa -storetype -signedjar"), style: "long" },
  sshpass: { values: wordSet("-p -f -d -e -P"), stopAtOperand: true },
  yum: { values: wordSet("-c -d -e -x --config --enablerepo --disablerepo --exclude --installroot --releasever --setopt") },
  apk: { values: wordSet("-p -t -X --root --virtual --repository --repositories-file --keys-dir --arch --cache-dir --wait") },
  gradle: {
    values: wordSet(
      "-P -D -p -b -I -x -c -g -F --project-prop --system-prop --project-dir --build-file --init-script --exclude-task --gradle-user-home --console --max-workers --tests --warning-mode",
    ),
  },
  mvn: {
    values: wordSet(
      "-D -P -f -s -t -T -l --define --activate-profiles --file --settings --toolchains --threads --log-file --projects",
    ),
  },
  conda: { values: wordSet("-n -p -c -f --name --prefix --channel --file --solver") },
};

const aliases: Readonly<Record<string, string>> = {
  ...{ "apt-get": "apt", aptitude: "apt", pip3: "pip", uv: "pip", pnpm: "npm", yarn: "npm", dnf: "yum", microdnf: "yum" },
  ...{
    mamba: "conda",
    micromamba: "conda",
    gpg2: "gpg",
    gpgv: "gpg",
    gradlew: "gradle",
    mvnw: "mvn",
    tofu: "terraform",
    consul: "vault",
    nomad: "vault",
  },
};

function flatSpec(name: string): OptionSpec | undefined {
  const known = networkClientNamed(name)?.spec ?? downloaderNamed(name)?.spec;
  if (known !== undefined) return known;
  const key = Object.hasOwn(aliases, name) ? (aliases[name] ?? name) : name;
  return Object.hasOwn(flat, key) ? flat[key] : undefined;
}

function nestedSpec(name: string): SubcommandSpec | undefined {
  if (containerClients.includes(name)) return dockerSpec;
  return name === "docker-compose" || name === "podman-compose" ? composeSpec : undefined;
}

const parsed = new WeakMap<CommandFact, ParsedSubcommand>();

/**
 * The arguments of a command read with the table for its program. Programs that are not listed are read by the GNU rules with no
 * option taking a separate value. Only docker and its likes have a `subcommand`; elsewhere its words are the first operands.
 * Many rules ask for the same command, which is read once.
 */
export function parseCommand(command: CommandFact): ParsedSubcommand {
  let known = parsed.get(command);
  if (known === undefined) parsed.set(command, (known = parseArguments(command)));
  return known;
}

function parseArguments(command: CommandFact): ParsedSubcommand {
  const name = command.name ?? "";
  const nested = nestedSpec(name);
  if (nested !== undefined) return parseSubcommand(command.args, nested);
  const spec = name === "executor" ? kanikoSpec : (flatSpec(name) ?? {});
  return { ...parseOptions(command.args, spec), subcommand: "" };
}
