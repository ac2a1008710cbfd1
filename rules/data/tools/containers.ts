/** docker and its likes: options per subcommand. Source: `docker <command> --help` 28, `docker compose --help` 2, podman's manual. */
import { wordSet } from "../options.ts";
import type { OptionSpec, ParsedArgs } from "../options.ts";
import type { SubcommandSpec } from "../subcommands.ts";

const run: OptionSpec = {
  shortEquals: true,
  stopAtOperand: true,
  values: wordSet(
    [
      "-a -c -e -h -l -m -p -u -v -w --add-host --annotation --attach --blkio-weight --blkio-weight-device --cap-add --cap-drop",
      "--cgroup-parent --cgroupns --cidfile --cpu-count --cpu-percent --cpu-period --cpu-quota --cpu-rt-period --cpu-rt-runtime",
      "--cpu-shares --cpus --cpuset-cpus --cpuset-mems --detach-keys --device --device-cgroup-rule --device-read-bps",
      "--device-read-iops --device-write-bps --device-write-iops --dns --dns-option --dns-search --domainname --entrypoint --env",
      "--env-file --expose --gpus --group-add --health-cmd --health-interval --health-retries --health-start-interval",
      "--health-start-period --health-timeout --hostname --io-maxbandwidth --io-maxiops --ip --ip6 --ipc --isolation --kernel-memory",
      "--label --label-file --link --link-local-ip --log-driver --log-opt --mac-address --memory --memory-reservation --memory-swap",
      "--memory-swappiness --mount --name --net --network --network-alias --oom-score-adj --pid --pids-limit --platform --publish --pull",
      "--restart --runtime --security-opt --shm-size --stop-signal --stop-timeout --storage-opt --sysctl --tmpfs --ulimit --user",
      "--userns --uts --volume --volume-driver --volumes-from --workdir",
    ].join(" "),
  ),
};

const build: OptionSpec = {
  shortEquals: true,
  values: wordSet(
    [
      "-f -t -m -c -o --file --tag --build-arg --build-context --secret --ssh --target --label --annotation --platform --cache-from",
      "--cache-to --output --progress --builder --network --add-host --allow --attest --iidfile --metadata-file --memory",
      "--memory-swap --cpu-period --cpu-quota --cpu-shares --cpuset-cpus --cpuset-mems --cgroup-parent --isolation --security-opt",
      "--shm-size --ulimit --no-cache-filter --provenance --sbom --call",
    ].join(" "),
  ),
};

const login: OptionSpec = { shortEquals: true, values: wordSet("-u -p --username --password --authfile --cert-dir") };
const exec: OptionSpec = {
  shortEquals: true,
  stopAtOperand: true,
  values: wordSet("-e -u -w --env --env-file --user --workdir --detach-keys"),
};
const compose: OptionSpec = {
  shortEquals: true,
  values: wordSet("-f -p --file --project-name --profile --env-file --project-directory --ansi --parallel --progress"),
};
const composeRun: OptionSpec = {
  shortEquals: true,
  stopAtOperand: true,
  values: wordSet(
    "-e -l -p -u -v -w --entrypoint --env --env-from-file --label --name --publish --user --volume --workdir --pull --cap-add --cap-drop",
  ),
};
const composeBuild: OptionSpec = { values: wordSet("-m --build-arg --builder --memory --progress --ssh") };

const composeCommands: readonly (readonly [string, OptionSpec])[] = [
  ["run", composeRun],
  ["exec", { ...exec, values: wordSet("-e -u -w --env --user --workdir --index") }],
  ["build", composeBuild],
];

/** `docker`, `podman`, `nerdctl` and `buildah`, which share their options as far as rules ask. */
export const dockerSpec: SubcommandSpec = {
  global: { values: wordSet("-c -H -l --config --context --host --log-level --tlscacert --tlscert --tlskey") },
  groups: wordSet("compose image container buildx builder manifest buildah"),
  commands: new Map([
    ...["run", "create", "container run", "container create"].map((name) => [name, run] as const),
    ...["build", "image build", "builder build", "buildx build", "bud"].map((name) => [name, build] as const),
    ...["exec", "container exec"].map((name) => [name, exec] as const),
    ["login", login],
    ["compose", compose],
    ...composeCommands.map(([name, spec]) => [`compose ${name}`, spec] as const),
  ]),
  other: { values: wordSet("-f -t --format --filter --tag --file --output --platform") },
};

/** The old `docker-compose`. */
export const composeSpec: SubcommandSpec = {
  global: compose,
  groups: new Set(),
  commands: new Map(composeCommands),
  other: {},
};

export const containerClients: readonly string[] = ["docker", "podman", "nerdctl", "buildah"];

/** kaniko's executor. */
export const kanikoSpec: OptionSpec = {
  values: wordSet("-f -d -c --dockerfile --destination --context --build-arg --target --cache-repo --label --git"),
};

/** Options that take a container's walls down, with the values that do; an empty list means that any value or none does. */
const wallBreakers: readonly (readonly [option: string, values: readonly string[]])[] = [
  ["--privileged", []],
  ["--pid", ["host"]],
  ["--cap-add", ["SYS_ADMIN", "CAP_SYS_ADMIN", "ALL", "SYS_MODULE", "CAP_SYS_MODULE", "SYS_RAWIO", "CAP_SYS_RAWIO"]],
  ["--device", ["/dev/mem", "/dev/kmem"]],
];

/** The options of a `run`, `create` or `exec` that give the container the host's rights. Mounts are judged by `mountedPath`. */
export function privilegeOptions(parsed: ParsedArgs): ParsedArgs["options"] {
  return parsed.options.filter((option) =>
    wallBreakers.some(([name, values]) => {
      if (option.name !== name) return false;
      if (values.length === 0) return option.value?.literal !== "false";
      return values.includes(option.value?.literal ?? "");
    }),
  );
}

/** The host side of `-v host:container`, `--mount type=bind,source=host,…`; undefined for named volumes and unclear text. */
export function mountedPath(option: string, value: string): string | undefined {
  if (option === "--mount") {
    const fields = value.split(",");
    const source = fields.find((field) => field.startsWith("source=") || field.startsWith("src="));
    return fields.includes("type=bind") ? source?.slice(source.indexOf("=") + 1) : undefined;
  }
  const host = value.split(":")[0] ?? "";
  return value.includes(":") && /^[./~$]/u.test(host) ? host : undefined;
}

const systemPaths = new Set([
  "",
  "/etc",
  "/proc",
  "/sys",
  "/dev",
  "/boot",
  "/root",
  "/run",
  "/var/run",
  "/var/lib/docker",
  "/lib/modules",
]);
const engines = ["docker", "containerd", "podman", "crio"];

/** Paths whose mount hands over the host: the root, the engine's socket, system directories. */
export function isHostPath(path: string): boolean {
  if (!path.startsWith("/")) return false;
  let end = path.length;
  while (end > 0 && path[end - 1] === "/") end -= 1;
  const clean = path.slice(0, end);
  const file = clean.slice(clean.lastIndexOf("/") + 1);
  return systemPaths.has(clean) || (file.endsWith(".sock") && engines.some((engine) => file.startsWith(engine)));
}
