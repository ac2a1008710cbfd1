/** Every key of CircleCI's reference is taken without a word, and any other is named where it stands. */
import { describe, expect, test } from "vitest";
import { isConfigText, problemsOf, unmark } from "./read.ts";

const file = `version: 2.1
setup: true
description: Everything an orb's source may say of itself.
display: { home_url: https://example.com, source_url: https://example.com }
examples: { one: { description: x, usage: { version: 2.1 } } }
experimental: { notify: { branches: { only: [main], ignore: [next] } } }
notify: { webhooks: [] }
references: &steps [checkout]
x-anything: { at: [all] }
parameters:
  text: { type: string, default: "", description: Some text }
  flag: { type: boolean, default: false }
  count: { type: integer, default: 3 }
  choice: { type: enum, enum: [a, b], default: a }
orbs:
  node: circleci/node@7.1.0
  inline:
    version: 2.1
    description: An orb in place
    display: { home_url: https://example.com }
    examples: {}
    parameters: {}
    orbs: { slack: circleci/slack@5 }
    commands: { say: { steps: [run: echo hi] } }
    executors: { base: { docker: [{ image: "cimg/base:2026.10" }] } }
    jobs: { go: { executor: base, steps: [say] } }
executors:
  full:
    description: All keys
    parameters: { tag: { type: string, default: current } }
    docker: [{ image: "cimg/node:<< parameters.tag >>" }]
    resource_class: large
    shell: /bin/bash
    working_directory: ~/app
    environment: { A: b }
  mac: { macos: { xcode: 16.0.0, code_signing: [app], resource_class: m4pro.medium, shell: /bin/zsh } }
  vm: { machine: { image: "ubuntu-2404:current", docker_layer_caching: true, resource_class: large, shell: bash } }
  classic: { machine: { enabled: true } }
  other-name: node/default
commands:
  all-types:
    description: Every type of parameter
    parameters:
      a: { type: string }
      b: { type: boolean, default: true }
      c: { type: integer, default: 1 }
      d: { type: enum, enum: [x], default: x }
      e: { type: executor, default: full }
      f: { type: steps, default: [] }
      g: { type: env_var_name, default: TOKEN }
    steps: [checkout]
jobs:
  build:
    type: build
    description: All keys of a job
    docker:
      - image: cimg/base:2026.10
        name: main
        entrypoint: [sh]
        command: [-c, x]
        user: root
        environment: { A: b }
        auth: { username: u, password: $P }
      - image: 1.dkr.ecr.us-east-1.amazonaws.com/x
        aws_auth: { aws_access_key_id: $A, aws_secret_access_key: $B }
      - image: 1.dkr.ecr.us-east-1.amazonaws.com/y
        aws_auth: { oidc_role_arn: arn }
      - image: europe-docker.pkg.dev/p/z
        gcp_auth: { oidc_service_account: s, workload_identity_pool: p, workload_identity_provider: q }
    resource_class: large
    shell: /bin/bash -eo pipefail
    working_directory: ~/project
    parallelism: 4
    environment: { A: b }
    parameters: { x: { type: string, default: y } }
    circleci_ip_ranges: true
    retention: { caches: 3d }
    branches: { only: main }
    steps:
      - run: echo short
      - run:
          command: echo long
          name: long
          shell: bash
          environment: { A: b }
          background: true
          working_directory: x
          no_output_timeout: 5m
          when: on_fail
          max_auto_reruns: 2
          auto_rerun_delay: 10s
      - deploy: { command: ./deploy.sh, name: old }
      - checkout: { path: x, method: shallow, depth: 1 }
      - setup_remote_docker: { docker_layer_caching: true, version: default, prefer_same_region: true }
      - save_cache: { paths: [x], key: k, name: n, when: always }
      - restore_cache: { keys: [k], name: n }
      - restore_cache: { key: k }
      - store_artifacts: { path: x, destination: y, name: n }
      - store_test_results: { path: x, name: n }
      - persist_to_workspace: { root: ., paths: [x], name: n }
      - attach_workspace: { at: ., name: n }
      - add_ssh_keys: { fingerprints: ["SHA256:x"] }
      - add_ssh_keys
      - install_signing_bundle
      - when: { condition: << parameters.x >>, steps: [run: echo yes] }
      - unless: { condition: << parameters.x >>, steps: [run: echo no] }
      - all-types: { a: x }
      - node/install
  on-mac: { macos: { xcode: 16.0.0 }, steps: *steps }
  on-machine: { machine: true, resource_class: own/runner, steps: *steps }
  on-executor: { executor: { name: full, tag: lts }, steps: *steps }
  hold: { type: approval }
  nothing: { type: no-op }
  ship: { type: release, plan_name: plan, validation: { enabled: true } }
  locked: { type: lock, key: one }
  unlocked: { type: unlock, key: one }
job-groups:
  both: { description: Two jobs, jobs: [on-mac, on-machine: { requires: [on-mac] }] }
workflows:
  version: 2
  main:
    description: All keys of a workflow
    when: { and: [{ equal: [main, << pipeline.git.branch >>] }] }
    max_auto_reruns: 2
    jobs:
      - build
      - both: { name: pair, requires: [build], filters: { branches: { only: main } }, serial-group: x }
      - build:
          name: again
          requires: [build, { hold: [success, failed] }]
          context: [one, two]
          filters: { branches: { only: main, ignore: next }, tags: { only: /v.*/ } }
          matrix: { parameters: { x: [a, b] }, exclude: [{ x: a }], alias: m }
          pre-steps: [checkout]
          post-steps: [run: echo done]
          serial-group: deploys
          override-with: node/test
      - approve: { type: approval }
  nightly:
    unless: << pipeline.parameters.flag >>
    triggers: [{ schedule: { cron: "0 0 * * *", filters: { branches: { only: main } } } }]
    jobs: [build]
`;

test("every key of the reference is taken", () => {
  expect(problemsOf(file)).toEqual([]);
});

test("version 2 without workflows is taken", () => {
  expect(
    problemsOf("version: 2\njobs:\n  build: { docker: [{ image: x }], branches: { ignore: main }, steps: [checkout] }\n"),
  ).toEqual([]);
});

/** `jobs: {a: {docker: [{…}], steps: […]}}` around one key. */
function job(keys: string, steps = "[checkout]"): string {
  return `version: 2.1\njobs: { a: { docker: [{ image: x }], ${keys} steps: ${steps} } }\nworkflows: { w: { jobs: [a] } }\n`;
}

describe("a key that CircleCI does not know is named where it stands", () => {
  test.each([
    ["a job", job("«dokcer»: [],")],
    ["an executor", "executors: { e: { docker: [], «steps»: [] } }"],
    ["a command", "commands: { c: { steps: [], «environment»: {} } }"],
    ["a parameter", "parameters: { p: { type: string, «defualt»: x } }"],
    ["an image", "jobs: { a: { docker: [{ image: x, «tag»: y }] } }"],
    ["auth", "jobs: { a: { docker: [{ image: x, auth: { «user»: u } }] } }"],
    ["aws_auth", "jobs: { a: { docker: [{ image: x, aws_auth: { «role»: u } }] } }"],
    ["gcp_auth", "executors: { a: { docker: [{ image: x, gcp_auth: { «key»: u } }] } }"],
    ["machine", "jobs: { a: { machine: { «images»: u } } }"],
    ["macos", "jobs: { a: { macos: { «version»: u } } }"],
    ["run", job("", "[run: { command: x, «enviroment»: {} }]")],
    [
      "run in when",
      job("", "[when: { condition: true, steps: [unless: { condition: x, steps: [run: { command: x, «z»: y }] }] }]"),
    ],
    ["checkout", job("", "[checkout: { «ref»: main }]")],
    ["setup_remote_docker", job("", "[setup_remote_docker: { «reusable»: true }]")],
    ["save_cache", job("", "[save_cache: { key: k, paths: [x], «restore»: y }]")],
    ["restore_cache", job("", "[restore_cache: { key: k, «paths»: [x] }]")],
    ["store_artifacts", job("", "[store_artifacts: { path: x, «name of it»: y }]")],
    ["store_test_results", job("", "[store_test_results: { path: x, «destination»: y }]")],
    ["persist_to_workspace", job("", "[persist_to_workspace: { root: x, paths: [x], «at»: y }]")],
    ["attach_workspace", job("", "[attach_workspace: { «root»: y }]")],
    ["add_ssh_keys", job("", "[add_ssh_keys: { «keys»: [] }]")],
    ["deploy, the old run", job("", "[deploy: { command: x, «target»: y }]")],
    ["a workflow", "workflows: { w: { jobs: [], «filters»: {} } }"],
    ["a job group", "job-groups: { g: { jobs: [], «requires»: [] } }"],
    ["an inline orb", "orbs: { o: { jobs: {}, «workflows»: {} } }"],
    ["a job of an inline orb", "orbs: { o: { jobs: { a: { machine: true, «setps»: [] } } } }"],
    ["a step of an inline orb", "orbs: { o: { commands: { c: { steps: [run: { «cmd»: x, command: y }] } } } }"],
    ["pre-steps", "workflows: { w: { jobs: [a: { pre-steps: [run: { command: x, «z»: y }] }] } }"],
    ["post-steps", "workflows: { w: { jobs: [a: { post-steps: [checkout: { «z»: y }] }] } }"],
    ["several places", "jobs: { a: { «z»: 1, machine: { «y»: 1 } } }\ncommands: { c: { «x»: 1 } }"],
  ])("in %s", (_, marked) => {
    const { text, places } = unmark(marked);
    expect(problemsOf(text).toSorted()).toEqual(places.map((place) => `unknown-key ${place}`).toSorted());
  });

  test("once, however often an alias brings it", () => {
    const { text, places } = unmark("x: &job { machine: true, «setps»: [] }\njobs: { a: *job, b: *job, c: { <<: *job } }\n");
    expect(problemsOf(text)).toEqual([`unknown-key ${places[0] ?? ""}`]);
  });

  test("not where the user's own command takes the place of a built-in step", () => {
    const own = "commands: { checkout: { parameters: { ref: { type: string } }, steps: [] } }\n";
    expect(problemsOf(own + job("", "[checkout: { ref: main }]"))).toEqual([]);
  });

  test("not among the parameters of jobs and commands", () => {
    expect(problemsOf("workflows: { w: { jobs: [a: { anything: 1 }] } }\n")).toEqual([]);
    expect(problemsOf(job("", "[own: { anything: 1 }, orb/step: { x: y }]"))).toEqual([]);
  });
});

describe("what is a configuration", () => {
  test.each([
    "version: 2.1",
    "setup: true",
    "orbs: {}",
    "jobs:",
    "workflows: {}",
    "x: y\ncommands: {}",
    "executors: {}",
    "job-groups: {}",
  ])("%s", (text) => expect(isConfigText(text)).toBe(true));

  test.each(["", "on: push", "- version", "steps: []", "contexts: { restricted: [] }", "just text"])("not: %s", (text) =>
    expect(isConfigText(text)).toBe(false),
  );
});
