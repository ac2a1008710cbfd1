import { fc } from "../property.ts";
import { describe, expect, test } from "vitest";
import { classifyHost, parseRemotePath, parseTarget } from "../../rules/data/network-targets.ts";
import type { HostClass, NetworkTarget } from "../../rules/data/network-targets.ts";
import { cpuTime } from "../cpu-time.ts";

describe("kinds of hosts", () => {
  const kinds: Readonly<Record<HostClass, string>> = {
    local:
      "localhost LOCALHOST localhost. app.localhost 127.0.0.1 127.9.9.9 0.0.0.0 ::1 [::1] :: ::ffff:127.0.0.1 host.docker.internal",
    private:
      "10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 fd00::1 fc01::2 fe80::1 db postgres redis db.internal ip-10-0-0-1.eu-west-1.compute.internal api.corp nas.local printer.lan x.intra y.private router.home.arpa $TEAM.db.internal ${X}.corp <<…>>.local",
    "code-host":
      "github.com GitHub.com api.github.com ssh.github.com gitlab.com bitbucket.org ssh.dev.azure.com vs-ssh.visualstudio.com git.heroku.com raw.githubusercontent.com git-codecommit.eu-west-1.amazonaws.com",
    registry:
      "docker.io ghcr.io quay.io gcr.io eu.gcr.io europe-docker.pkg.dev x.azurecr.io public.ecr.aws 1.dkr.ecr.eu-west-1.amazonaws.com registry.gitlab.com",
    public:
      "example.com db.example.com 8.8.8.8 172.32.0.1 172.15.0.1 100.128.0.1 11.0.0.1 2001:db8::1 notgithub.com github.com.evil.example internal.example.com $ENV.example.com ${A}-${B}.example.com x.rds.amazonaws.com",
    unknown: "$HOST ${HOST} $(host) <<…>> db-$ENV example.$TLD %HOST% a:b:zz",
  };
  const rows = Object.entries(kinds).flatMap(([kind, hosts]) => hosts.split(" ").map((host) => [host, kind] as const));

  test.each(rows)("%s is %s", (host, kind) => expect(classifyHost(host)).toBe(kind));

  test("nothing is unknown", () => expect(classifyHost("")).toBe("unknown"));

  test("any text has a kind, soon", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(classifyHost(text)).toMatch(/^(local|private|code-host|registry|public|unknown)$/u);
      }),
    );
    const start = cpuTime();
    for (const piece of ["$a", "}", "${a}.b", ".", "<<", ":", "1.", "a."]) classifyHost(piece.repeat(100_000));
    expect(cpuTime() - start).toBeLessThan(1500);
  });
});

describe("targets", () => {
  test.each<[string, Partial<NetworkTarget>]>([
    ["db.internal", { host: "db.internal", user: undefined, port: undefined, scheme: undefined }],
    ["db.internal:5432", { host: "db.internal", port: "5432" }],
    ["deploy@10.0.0.1", { host: "10.0.0.1", user: "deploy" }],
    ["ssh://git@host.example:2222/path", { scheme: "ssh", user: "git", host: "host.example", port: "2222" }],
    ["postgres://user:pw@host:5432/db?ssl=1", { scheme: "postgres", user: "user", password: "pw", host: "host", port: "5432" }],
    ["postgres://u:p@ss@host/db", { password: "p@ss", host: "host" }],
    ["postgres://${U}:${P}@${H}:${PORT}/db", { user: "${U}", password: "${P}", host: "${H}", port: "${PORT}" }],
    ["mongodb://a:1,b:2,c/db", { host: "a", port: "1", moreHosts: ["b", "c"] }],
    ["rsync://host/module", { scheme: "rsync", host: "host" }],
    ["https://[::1]:8080/x", { host: "::1", port: "8080" }],
    ["::1", { host: "::1", port: undefined }],
    ["jdbc:sqlserver://db.corp:1433;database=x", { host: "db.corp", port: "1433" }],
    ["git@github.com:org/repo.git", { host: "github.com", user: "git", port: undefined }],
    ["HTTP://Example.com", { scheme: "http", host: "Example.com" }],
    ["https://token@host", { user: "token", password: undefined, host: "host" }],
  ])("%s", (text, expected) => expect(parseTarget(text)).toMatchObject(expected));

  test("no host, no target", () => {
    for (const text of ["", "/path", "file:///x", "https://", "a b", "user@"]) expect(parseTarget(text)).toBeUndefined();
  });
});

describe("remote paths", () => {
  test.each([
    ["host:path", "host", undefined],
    ["user@host:~/x", "host", "user"],
    ["user@[fd00::1]:/x", "fd00::1", "user"],
    ["host::module/x", "host", undefined],
    ["scp://u@host:22/x", "host", "u"],
    ["${USER}@${HOST}:/srv", "${HOST}", "${USER}"],
  ])("%s", (text, host, user) => expect(parseRemotePath(text)).toMatchObject({ host, user }));

  test.each(["file.txt", "./a:b", "/a/b:c", "dir/a:b", "C:\\x", "c:/x", ":x", "", "~/x"])("%s is local", (text) => {
    expect(parseRemotePath(text)).toBeUndefined();
  });
});
