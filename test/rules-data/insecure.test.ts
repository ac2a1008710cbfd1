import { describe, expect, test } from "vitest";
import { disablesHostKeys, insecureVariable } from "../../rules/data/tools/insecure-options.ts";
import { insecureUsesOf } from "../../rules/data/tools/insecure-use.ts";
import { commandOf } from "./commands.ts";

/** Kind and offending token of each use. */
function uses(text: string): string[] {
  return insecureUsesOf(commandOf(text)).map(({ kind, at }) => `${kind}: ${text.slice(at.start, at.end)}`);
}

describe("switches that are found", () => {
  test.each<[string, string[]]>([
    ["curl -k https://x", ["tls: -k"]],
    ["curl -sSLk https://x", ["tls: k"]],
    ["curl -fsSL --insecure -o x https://x", ["tls: --insecure"]],
    ["curl --proxy-insecure https://x", ["tls: --proxy-insecure"]],
    ["sudo wget -q --no-check-certificate https://x", ["tls: --no-check-certificate"]],
    ["http --verify=no https://x", ["tls: --verify"]],
    ["aws --no-verify-ssl s3 ls", ["tls: --no-verify-ssl"]],
    ["kubectl --insecure-skip-tls-verify get pods", ["tls: --insecure-skip-tls-verify"]],
    ["kubectl --insecure-skip-tls-verify=true get pods", ["tls: --insecure-skip-tls-verify"]],
    ["helm repo add x https://x --insecure-skip-tls-verify", ["tls: --insecure-skip-tls-verify"]],
    ["podman push --tls-verify=false x", ["tls: --tls-verify"]],
    ["vault read -tls-skip-verify secret/x", ["tls: -tls-skip-verify"]],
    ["cf login --skip-ssl-validation", ["tls: --skip-ssl-validation"]],
    ["docker manifest inspect --insecure x", ["tls: --insecure"]],
    ["git -c http.sslVerify=false clone https://x", ["tls: http.sslVerify=false"]],
    ["git config --global http.sslVerify false", ["tls: http.sslVerify false"]],
    ["git config http.https://x.example/.sslVerify 0", ["tls: http.https://x.example/.sslVerify 0"]],
    ["npm config set strict-ssl false", ["package-source: strict-ssl false"]],
    ["npm set strict-ssl=false", ["package-source: strict-ssl=false"]],
    ["npm install --strict-ssl=false", ["package-source: --strict-ssl"]],
    ["yarn config set enableStrictSsl false", ["package-source: enableStrictSsl false"]],
    ["conda config --set ssl_verify no", ["package-source: ssl_verify no"]],
    ["gcloud config set auth/disable_ssl_validation True", ["tls: auth/disable_ssl_validation True"]],
    ["pip install --trusted-host x.example y", ["package-source: --trusted-host"]],
    ["pip config set global.trusted-host x.example", ["package-source: global.trusted-host x.example"]],
    ["apt-get install -y --allow-unauthenticated x", ["package-source: --allow-unauthenticated"]],
    ["yum install --nogpgcheck x", ["package-source: --nogpgcheck"]],
    ["ssh -o StrictHostKeyChecking=no host", ["host-key: StrictHostKeyChecking=no"]],
    ["ssh -oStrictHostKeyChecking=no host", ["host-key: StrictHostKeyChecking=no"]],
    ["scp -o 'StrictHostKeyChecking no' a h:b", ["host-key: 'StrictHostKeyChecking no'"]],
    ["ssh -o UserKnownHostsFile=/dev/null host", ["host-key: UserKnownHostsFile=/dev/null"]],
    ["rsync -e 'ssh -o StrictHostKeyChecking=no' a h:b", ["host-key: 'ssh -o StrictHostKeyChecking=no'"]],
    ['ansible all --ssh-common-args="-o StrictHostKeyChecking=no"', ["host-key: -o StrictHostKeyChecking=no"]],
    ['echo "StrictHostKeyChecking no" >> ~/.ssh/config', ['host-key: "StrictHostKeyChecking no"']],
    ["echo strict-ssl=false > .npmrc", ["package-source: strict-ssl=false"]],
    ["echo insecure >> ~/.curlrc", ["tls: insecure"]],
  ])("%s", (text, expected) => expect(uses(text)).toEqual(expected));

  test("a heredoc that configures ssh", () => {
    expect(uses("cat > ~/.ssh/config <<EOF\nHost *\n  StrictHostKeyChecking no\nEOF\n")).toEqual([
      "host-key: Host *\n  StrictHostKeyChecking no\n",
    ]);
  });
});

test("messages name the switch as it is written", () => {
  const what = (text: string): string | undefined => insecureUsesOf(commandOf(text))[0]?.what;
  expect(what("curl -sk https://x")).toBe("curl -k");
  expect(what("git config --global http.sslVerify false")).toBe("git http.sslVerify false");
  expect(what("git -c http.sslVerify=false pull")).toBe("git http.sslVerify=false");
});

describe("what is no such switch", () => {
  test.each([
    "curl -fsSL https://x",
    "curl -o -k https://x",
    "curl -H '-k' https://x",
    "curl https://x -- -k",
    "wget -nc https://x",
    "kubectl --insecure-skip-tls-verify=false get pods",
    "podman push --tls-verify=true x",
    "git config --global http.sslVerify true",
    "git config --global --unset http.sslVerify",
    "git config user.name false",
    "git commit -m http.sslVerify=false",
    "npm config set strict-ssl true",
    "npm config get strict-ssl",
    "ssh -o StrictHostKeyChecking=accept-new host",
    "ssh -o StrictHostKeyChecking=yes host",
    "ssh host curl -k https://x",
    "echo StrictHostKeyChecking no",
    "echo 'curl -k'",
    "echo 'StrictHostKeyChecking yes' >> ~/.ssh/config",
    "docker run alpine wget --no-check-certificate x",
    "tar -k x",
  ])("%s", (text) => expect(uses(text)).toEqual([]));
});

describe("variables", () => {
  test.each([
    ["NODE_TLS_REJECT_UNAUTHORIZED", "0", "tls"],
    ["GIT_SSL_NO_VERIFY", "true", "tls"],
    ["PYTHONHTTPSVERIFY", "0", "tls"],
    ["npm_config_strict_ssl", "False", "package-source"],
    ["GOSUMDB", "off", "checksum"],
    ["GONOSUMDB", "*", "checksum"],
    ["GOINSECURE", "example.com", "package-source"],
    ["GOFLAGS", "-mod=mod -insecure", "package-source"],
    ["ANSIBLE_HOST_KEY_CHECKING", "False", "host-key"],
    ["GIT_SSH_COMMAND", "ssh -i key -o 'StrictHostKeyChecking no'", "host-key"],
    ["MAVEN_OPTS", "-Xmx1g -Dmaven.wagon.http.ssl.insecure=true", "tls"],
  ])("%s=%s", (name, value, kind) => expect(insecureVariable(name, value)).toBe(kind));

  test.each([
    ["NODE_TLS_REJECT_UNAUTHORIZED", "1"],
    ["GIT_SSL_NO_VERIFY", ""],
    ["GIT_SSL_NO_VERIFY", undefined],
    ["GOSUMDB", "sum.example"],
    ["GONOSUMDB", "github.com/own/*"],
    ["GOFLAGS", "-mod=vendor"],
    ["GIT_SSH_COMMAND", "ssh -i key"],
    ["MAVEN_OPTS", "-Xmx1g"],
    ["PATH", "0"],
  ])("%s=%s is fine", (name, value) => expect(insecureVariable(name, value)).toBeUndefined());

  test("quotes do not hide an ssh option", () => expect(disablesHostKeys('-o "StrictHostKeyChecking=no"')).toBe(true));
});
