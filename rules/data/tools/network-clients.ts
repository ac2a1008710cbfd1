/** Clients of databases, hosts and clusters: where their arguments name the host. Sources: each client's manual page. */
import { wordSet } from "../options.ts";
import type { OptionSpec } from "../options.ts";

/**
 * How operands name a host. `destination`: the first one is `[user@]host` or a URL (ssh). `remote-path`: each one with a colon is
 * `host:path` (scp). `uri`: each one that looks like a connection string (psql). `none`: they do not.
 */
export type HostOperand = "destination" | "remote-path" | "uri" | "none";

export interface NetworkClient {
  readonly names: readonly string[];
  /** What it reaches, for messages: `a PostgreSQL server`. */
  readonly reaches: string;
  readonly spec: OptionSpec;
  /** Options whose value is a host, `host:port`, a list of them, or a URL. */
  readonly hostOptions: readonly string[];
  readonly operand: HostOperand;
  /** Environment variables that name the host when no argument does. */
  readonly hostVariables: readonly string[];
  /** Where it goes when nothing names a host: to this machine, or to a place that a file decides. */
  readonly otherwise: "local" | "unknown";
  /** Options whose value is a password or token. */
  readonly passwordOptions: readonly string[];
}

const sshValues = "-B -b -c -D -E -e -F -I -i -J -L -l -m -O -o -p -Q -R -S -W -w";

const postgres: NetworkClient = {
  names: ["psql", "pg_dump", "pg_dumpall", "pg_restore", "pg_isready", "createdb", "dropdb", "pgbench", "vacuumdb"],
  reaches: "a PostgreSQL server",
  spec: {
    values: wordSet(
      "-h -p -U -d -c -f -F -j -L -n -N -o -P -R -t -T -v -Z --host --port --username --dbname --command --file --format --jobs --log-file --schema --table --output --pset --set --variable --field-separator --record-separator --role",
    ),
  },
  hostOptions: ["-h", "--host", "-d", "--dbname"],
  operand: "uri",
  hostVariables: ["PGHOST", "PGHOSTADDR"],
  otherwise: "local",
  passwordOptions: [],
};

const mysql: NetworkClient = {
  names: [
    "mysql",
    "mysqldump",
    "mysqladmin",
    "mysqlimport",
    "mysqlshow",
    "mysqlcheck",
    "mysqlsh",
    "mariadb",
    "mariadb-dump",
    "mariadb-admin",
  ],
  reaches: "a MySQL server",
  spec: {
    values: wordSet(
      "-h -P -u -D -e -S -r --host --port --user --database --execute --socket --protocol --default-character-set --defaults-file --defaults-extra-file --ssl-ca --ssl-cert --ssl-key --ssl-mode --result-file --uri",
    ),
    attached: wordSet("-p --password"),
  },
  hostOptions: ["-h", "--host", "--uri"],
  operand: "uri",
  hostVariables: ["MYSQL_HOST"],
  otherwise: "local",
  passwordOptions: ["-p", "--password"],
};

const mongo: NetworkClient = {
  names: ["mongo", "mongosh", "mongodump", "mongorestore", "mongoimport", "mongoexport", "mongostat", "mongotop", "mongofiles"],
  reaches: "a MongoDB server",
  spec: {
    values: wordSet(
      "-h -u -p -d -c -o -q --host --port --uri --username --password --authenticationDatabase --authenticationMechanism --db --collection --out --query --file --eval --archive --dir --nsInclude --nsExclude --tlsCAFile --tlsCertificateKeyFile --sslCAFile --sslPEMKeyFile",
    ),
  },
  hostOptions: ["-h", "--host", "--uri"],
  operand: "uri",
  hostVariables: ["MONGODB_URI", "MONGO_URL"],
  otherwise: "local",
  passwordOptions: ["-p", "--password"],
};

const redis: NetworkClient = {
  names: ["redis-cli", "valkey-cli"],
  reaches: "a Redis server",
  spec: {
    values: wordSet(
      "-h -p -s -a -u -r -i -n -d -D -x --user --pass --sni --cacert --cacertdir --cert --key --eval --pattern --pipe-timeout",
    ),
    stopAtOperand: true,
  },
  hostOptions: ["-h", "-u"],
  operand: "none",
  hostVariables: ["REDIS_URL"],
  otherwise: "local",
  passwordOptions: ["-a", "--pass"],
};

const sqlServer: NetworkClient = {
  names: ["sqlcmd", "bcp"],
  reaches: "a SQL Server",
  spec: { values: wordSet("-S -U -P -d -q -Q -i -o -v -l -t -H -K -h -w -s -f -m -V -y -Y -a -c -G") },
  hostOptions: ["-S"],
  operand: "none",
  hostVariables: ["SQLCMDSERVER"],
  otherwise: "local",
  passwordOptions: ["-P"],
};

const ldap: NetworkClient = {
  names: ["ldapsearch", "ldapmodify", "ldapadd", "ldapdelete", "ldapwhoami", "ldappasswd"],
  reaches: "a directory server",
  spec: { values: wordSet("-H -h -p -D -w -y -b -s -f -a -l -z -o -e -E -U -X -Y -R -O -S -s -d -c") },
  hostOptions: ["-H", "-h"],
  operand: "none",
  hostVariables: ["LDAPURI"],
  otherwise: "unknown",
  passwordOptions: ["-w"],
};

const ansible: NetworkClient = {
  names: ["ansible", "ansible-playbook", "ansible-console"],
  reaches: "the hosts of its inventory",
  spec: {
    values: wordSet(
      "-i -l -e -u -m -a -f -t -M -B -P -T -c --inventory --inventory-file --limit --extra-vars --user --module-name --args --forks --tags --skip-tags --private-key --key-file --vault-password-file --vault-id --become-user --become-method --connection --timeout --ssh-common-args --ssh-extra-args --start-at-task --module-path",
    ),
  },
  hostOptions: ["-i", "--inventory", "--inventory-file"],
  operand: "none",
  hostVariables: [],
  otherwise: "unknown",
  passwordOptions: [],
};

const kubernetes: NetworkClient = {
  names: ["kubectl", "oc"],
  reaches: "a Kubernetes API server",
  spec: {
    shortEquals: true,
    values: wordSet(
      "-n -s -f -l -o -c -k -L -p --namespace --server --filename --selector --output --container --kustomize --context --cluster --user --kubeconfig --token --username --password --as --as-group --certificate-authority --client-certificate --client-key --tls-server-name --request-timeout --cache-dir --field-selector --from-literal --from-file --from-env-file --image --patch --type --timeout --replicas --docker-server --docker-username --docker-password --docker-email --dry-run --tail --since",
    ),
  },
  hostOptions: ["-s", "--server"],
  operand: "none",
  hostVariables: [],
  otherwise: "unknown",
  passwordOptions: ["--token", "--password", "--docker-password"],
};

const helm: NetworkClient = {
  names: ["helm"],
  reaches: "a Kubernetes API server",
  spec: {
    shortEquals: true,
    values: wordSet(
      "-n -f -o -d -u -p --namespace --values --set --set-string --set-file --set-json --version --timeout --kubeconfig --kube-context --kube-apiserver --kube-token --kube-ca-file --kube-as-user --repo --username --password --destination --output --post-renderer --ca-file --cert-file --key-file --registry-config --description --history-max",
    ),
  },
  hostOptions: ["--kube-apiserver"],
  operand: "none",
  hostVariables: ["HELM_KUBEAPISERVER"],
  otherwise: "unknown",
  passwordOptions: ["--password", "-p", "--kube-token"],
};

const ssh: NetworkClient = {
  names: ["ssh", "autossh", "mosh", "ssh-copy-id"],
  reaches: "a host over SSH",
  spec: { values: wordSet(sshValues), stopAtOperand: true },
  hostOptions: ["-J", "-W"],
  operand: "destination",
  hostVariables: [],
  otherwise: "unknown",
  passwordOptions: [],
};

const sftp: NetworkClient = {
  ...ssh,
  names: ["sftp"],
  spec: { values: wordSet("-B -b -c -D -F -i -J -l -o -P -R -S -s -X") },
  hostOptions: ["-J"],
};

const scp: NetworkClient = {
  ...ssh,
  names: ["scp"],
  spec: { values: wordSet("-c -D -F -i -J -l -o -P -S -X") },
  hostOptions: ["-J"],
  operand: "remote-path",
  otherwise: "local",
};

const rsync: NetworkClient = {
  ...scp,
  names: ["rsync"],
  reaches: "a host over rsync",
  spec: {
    values: wordSet(
      "-e -f -T -B -M --rsh --filter --exclude --include --exclude-from --include-from --files-from --rsync-path --temp-dir --block-size --bwlimit --port --password-file --timeout --contimeout --log-file --log-file-format --out-format --chmod --chown --compare-dest --copy-dest --link-dest --backup-dir --suffix --max-size --min-size --partial-dir --remote-option --info --debug --sockopts --address --protocol",
    ),
  },
  hostOptions: [],
};

export const networkClients: readonly NetworkClient[] = [
  ...[postgres, mysql, mongo, redis, sqlServer, ldap, ansible, kubernetes, helm, ssh, sftp, scp, rsync],
];

const byName = new Map(networkClients.flatMap((client) => client.names.map((name) => [name, client] as const)));

export function networkClientNamed(name: string | undefined): NetworkClient | undefined {
  return name === undefined ? undefined : byName.get(name);
}

/** Programs that join a private network or open a tunnel into one. */
export const tunnelClients: ReadonlySet<string> = wordSet(
  "openvpn openconnect wg-quick wg tailscale tailscaled vpnc strongswan ipsec sshuttle zerotier-cli nebula netbird twingate warp-cli cloudflared gpclient openfortivpn",
);
