import { describe, expect, test } from "vitest";
import { isHostPath, mountedPath, privilegeOptions } from "../../rules/data/tools/containers.ts";
import { parseCommand } from "../../rules/data/tools/option-specs.ts";
import { wordText } from "../../rules/data/word-text.ts";
import { commandOf } from "./commands.ts";

function read(text: string): { subcommand: string; options: string[]; operands: string[] } {
  const parsed = parseCommand(commandOf(text));
  return {
    subcommand: parsed.subcommand,
    options: parsed.options.map(({ name, value }) => (value === undefined ? name : `${name} ${wordText(value)}`)),
    operands: parsed.operands.map(wordText),
  };
}

describe("docker's words", () => {
  test.each<[string, string, string[], string[]]>([
    ["docker run --rm -it -v /:/h img -v x", "run", ["--rm", "-i", "-t", "-v /:/h"], ["img", "-v", "x"]],
    ["docker -H tcp://h --context c run -p 80:80 img", "run", ["-H tcp://h", "--context c", "-p 80:80"], ["img"]],
    ["docker login -u $U -p $P registry.example", "login", ["-u ${U}", "-p ${P}"], ["registry.example"]],
    ["docker login -u $U --password-stdin", "login", ["-u ${U}", "--password-stdin"], []],
    ["docker build -t x --build-arg TOKEN=$T -f D .", "build", ["-t x", "--build-arg TOKEN=${T}", "-f D"], ["."]],
    ["docker buildx build --secret id=a --push .", "buildx build", ["--secret id=a", "--push"], ["."]],
    ["docker image build --build-arg=A=1 .", "image build", ["--build-arg A=1"], ["."]],
    ["docker compose -f a.yml run -e A=$B app sh -c x", "compose run", ["-f a.yml", "-e A=${B}"], ["app", "sh", "-c", "x"]],
    ["docker-compose -f a.yml build --build-arg A=1", "build", ["-f a.yml", "--build-arg A=1"], []],
    ["docker $OPTS push x", "push", [], ["x"]],
    ["docker exec -it -e A=1 c env", "exec", ["-i", "-t", "-e A=1"], ["c", "env"]],
    ["docker", "", [], []],
    ["docker --version", "", ["--version"], []],
    ["podman run --privileged img", "run", ["--privileged"], ["img"]],
    ["executor --context . --build-arg A=1 -d x", "", ["--context .", "--build-arg A=1", "-d x"], []],
  ])("%s", (text, subcommand, options, operands) => expect(read(text)).toEqual({ subcommand, options, operands }));
});

describe("containers without walls", () => {
  test.each<[string, string[]]>([
    ["docker run --privileged x", ["--privileged"]],
    ["docker run --privileged=true x", ["--privileged"]],
    ["docker run --pid=host --net host --cap-add SYS_ADMIN x", ["--pid", "--cap-add"]],
    ["docker run --security-opt seccomp=unconfined --ipc=host --cap-add SYS_PTRACE x", []],
    ["docker run --privileged=false --cap-add NET_ADMIN --pid container:x x", []],
    ["docker run x --privileged", []],
  ])("%s", (text, expected) => {
    expect(privilegeOptions(parseCommand(commandOf(text))).map((option) => option.name)).toEqual(expected);
  });

  test.each<[string, string, string | undefined, boolean]>([
    ["-v", "/var/run/docker.sock:/var/run/docker.sock", "/var/run/docker.sock", true],
    ["-v", "/:/host:ro", "/", true],
    ["-v", "/etc/:/etc", "/etc/", true],
    ["-v", "/run/containerd/containerd.sock:/x", "/run/containerd/containerd.sock", true],
    ["--mount", "type=bind,source=/,target=/host", "/", true],
    ["--mount", "type=volume,source=data,target=/x", undefined, false],
    ["-v", "$PWD:/src", "$PWD", false],
    ["-v", "./x:/x", "./x", false],
    ["-v", "/srv/app:/x", "/srv/app", false],
    ["-v", "/etc/ssl/certs:/x", "/etc/ssl/certs", false],
    ["-v", "data:/x", undefined, false],
    ["-v", "/x", undefined, false],
  ])("%s %s", (option, value, path, host) => {
    expect(mountedPath(option, value)).toBe(path);
    expect(isHostPath(path ?? "")).toBe(host);
  });
});
