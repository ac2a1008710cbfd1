import { describe, expect, test } from "vitest";
import { networkUseOf } from "../../rules/data/tools/network-use.ts";
import { commandOf } from "./commands.ts";

function targets(text: string): (string | undefined)[] {
  return networkUseOf(commandOf(text))?.targets.map(({ target }) => target?.host) ?? ["no client"];
}

describe("where a client connects to", () => {
  test.each<[string, (string | undefined)[]]>([
    ["psql -h db.internal -U app -c 'select 1'", ["db.internal"]],
    ["psql --host=db.internal", ["db.internal"]],
    ["psql -hdb.internal app", ["db.internal"]],
    ['psql "postgres://u:p@db.internal/app"', ["db.internal"]],
    ["psql -d 'host=db.internal port=5432 dbname=x'", ["db.internal"]],
    ["psql -d app", []],
    ["psql -h /var/run/postgresql app", []],
    ['psql "$DATABASE_URL"', []],
    ['pg_dump -h "$PGHOST" app', ["${PGHOST}"]],
    ["mysql -u root -psecret -h 10.1.2.3 app", ["10.1.2.3"]],
    ["mysqldump app", []],
    ["mongosh 'mongodb+srv://u:p@c0.example.net/db'", ["c0.example.net"]],
    ["mongo db.internal:27017/app --eval x", ["db.internal"]],
    ["mongo app script.js", []],
    ["mongodump --host rs0/a.internal:27017,b.internal --out x", ["a.internal"]],
    ["redis-cli -h cache.internal ping", ["cache.internal"]],
    ["redis-cli -u redis://:pw@cache.internal:6379 get x", ["cache.internal"]],
    ["redis-cli set -h x", []],
    ["sqlcmd -S tcp:sql.corp,1433 -U sa -P x -Q 'select 1'", ["sql.corp"]],
    ["ldapsearch -H ldaps://dir.corp -x -D cn=a -w pw", ["dir.corp"]],
    ["ansible all -i '10.0.0.5,10.0.0.6,' -m ping", ["10.0.0.5"]],
    ["ansible-playbook -i inventories/prod site.yml", [undefined]],
    ["kubectl --server https://k8s.internal:6443 get pods", ["k8s.internal"]],
    ["kubectl get pods -n x", []],
    ["helm upgrade x ./chart --kube-apiserver https://k8s.corp", ["k8s.corp"]],
    ["ssh -i key -o StrictHostKeyChecking=no deploy@10.0.0.1 'systemctl restart app'", ["10.0.0.1"]],
    ["ssh $SSH_OPTS host.internal ls -h", ["host.internal"]],
    ['ssh "$USER@$HOST" ls', ["${HOST}"]],
    ["ssh $HOST uptime", ["${HOST}"]],
    ["ssh -J bastion.corp host.internal", ["bastion.corp", "host.internal"]],
    ["ssh -p 2222 ssh://git@host:22", ["host"]],
    ["scp -r -P 22 dist user@web.internal:/srv", ["web.internal"]],
    ["scp a b", []],
    ["sftp user@files.corp:/in", ["files.corp"]],
    ["rsync -avz -e 'ssh -p 22' --delete dist/ u@web.internal:/srv", ["web.internal"]],
    ["rsync -a src/ dst/", []],
    ["rsync -a host::module .", ["host"]],
    ["curl https://x.internal", ["no client"]],
  ])("%s", (text, expected) => expect(targets(text)).toEqual(expected));

  test("the word is the one that names the host", () => {
    const text = "psql --host=db.internal app";
    const span = networkUseOf(commandOf(text))?.targets[0]?.word.span ?? { start: 0, end: 0 };
    expect(text.slice(span.start, span.end)).toBe("db.internal");
  });

  test("without a host the client says where it goes", () => {
    expect(networkUseOf(commandOf("psql app"))?.client).toMatchObject({
      otherwise: "local",
      hostVariables: ["PGHOST", "PGHOSTADDR"],
    });
    expect(networkUseOf(commandOf("kubectl get pods"))?.client.otherwise).toBe("unknown");
  });
});
