/** Programs that read no environment variable but those that are named to them, or those of their own that begin as listed here. */
import type { CommandFact } from "../../../src/shell/facts.ts";
import { wordSet } from "../options.ts";

/** Builtins and small tools; what they are to read stands in their words. `sed` and `awk` scripts do too. */
const plain = wordSet(
  [
    "cd echo printf print [ [[ (( test case export local declare typeset readonly set shopt : true false read mapfile readarray exit",
    "return trap unset let shift wait command type hash getopts pushd popd break continue umask ulimit if for while until",
    "cat mkdir rm rmdir cp mv ls ln touch chmod chown tee grep egrep fgrep sed awk cut sort uniq head tail wc tr paste join comm diff cmp",
    "basename dirname readlink realpath stat file du df free date sleep seq expr whoami id uname hostname nproc which tar gzip gunzip",
    "zip unzip bzip2 xz zstd sha1sum sha256sum sha512sum shasum md5sum base64 curl wget jq ssh scp sftp rsync ssh-keyscan ssh-keygen",
    "ssh-add ssh-agent apt-get apt apk yum dnf dpkg kill ps circleci-agent",
  ].join(" "),
);

/** Clients, with the beginnings of the variables that they read by themselves. */
const clients: Readonly<Record<string, readonly string[]>> = {
  git: ["GIT_", "SSH_", "GH_", "GITHUB_"],
  gh: ["GH_", "GITHUB_"],
  aws: ["AWS_"],
  gcloud: ["CLOUDSDK_", "GOOGLE_"],
  gsutil: ["CLOUDSDK_", "GOOGLE_", "BOTO_"],
  az: ["AZURE_", "ARM_"],
  kubectl: ["KUBE", "AWS_", "GOOGLE_", "CLOUDSDK_", "AZURE_", "DIGITALOCEAN_"],
  docker: ["DOCKER_", "BUILDKIT_", "BUILDX_"],
  circleci: ["CIRCLE"],
};

/** `docker compose`, `docker buildx bake` and plugins fill in whatever their files name. */
const dockerVerbs = wordSet("pull push tag images image login logout inspect rm rmi ps save load version info build run");

/** The beginnings of the variables that a command reads without naming them; undefined when it may read any. */
export function unnamedReads({ name, args }: CommandFact): readonly string[] | undefined {
  if (name === undefined) return undefined;
  if (plain.has(name)) return isRunner(name, args) ? undefined : [];
  if (name === "docker" && !dockerVerbs.has(args[0]?.literal ?? "")) return undefined;
  return Object.hasOwn(clients, name) ? clients[name] : undefined;
}

/** Without words of their own these list or read all variables; `jq` knows them as `env` and `$ENV`, `awk` as `ENVIRON`. */
function isRunner(name: string, args: CommandFact["args"]): boolean {
  const only = args.map(({ literal }) => literal ?? "");
  if (["set", "export", "declare", "typeset", "readonly"].includes(name)) return args.length === 0 || only.includes("-p");
  if (name === "jq") return only.some((word) => /\benv\b|\$ENV/.test(word));
  return (
    (name === "awk" && only.some((word) => word.includes("ENVIRON"))) ||
    (name === "command" && args.length > 0 && only[0] !== "-v")
  );
}
