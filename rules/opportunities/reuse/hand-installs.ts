/** What is installed or called by hand although an orb of CircleCI's does it. Sources: the orbs' own code and each vendor's manual. */
import type { JobRun } from "../../../src/expand/plan.ts";
import type { CommandFact } from "../../../src/shell/facts.ts";
import { downloadsOf } from "../../data/tools/download-use.ts";

export interface HandMade {
  /** `the AWS CLI`, to be followed by `is installed`. */
  readonly what: string;
  /** Name below `circleci/`. */
  readonly orb: string;
  /** An exact version; undefined where none is known here. */
  readonly version: string | undefined;
  /** The step that does it. */
  readonly step: string;
  /** Addresses from which it is fetched, or to which it is sent. */
  readonly urls: RegExp;
  /** Names of packages of systems and languages. */
  readonly packages: readonly string[];
  /** Elsewhere an image with the tool is the better answer. */
  readonly onMachinesOnly?: true;
  /** `sends messages to Slack`: not an installation. */
  readonly verb?: string;
  /** What else changes with the orb. */
  readonly note?: string;
}

function tool(orb: string, version: string | undefined, what: string, step: string, urls: RegExp, packages = ""): HandMade {
  return { orb, version, what, step, urls, packages: packages === "" ? [] : packages.split(" ") };
}

export const handMade: readonly HandMade[] = [
  tool("aws-cli", "5.4.1", "the AWS CLI", "aws-cli/install", /awscli\.amazonaws\.com|s3\.amazonaws\.com\/aws-cli/u, "awscli"),
  tool(
    "gcp-cli",
    "3.3.2",
    "the Google Cloud CLI",
    "gcp-cli/install",
    /dl\.google\.com\/dl\/cloudsdk|sdk\.cloud\.google\.com/u,
    "google-cloud-sdk google-cloud-cli",
  ),
  tool("azure-cli", "1.3.2", "the Azure CLI", "azure-cli/install", /aka\.ms\/InstallAzureCli/iu, "azure-cli"),
  tool("github-cli", "2.7.1", "the GitHub CLI", "github-cli/install", /github\.com\/cli\/cli\/releases/u, "gh"),
  tool("heroku", "2.0.0", "the Heroku CLI", "heroku/install", /cli-assets\.heroku\.com/u, "heroku"),
  tool("terraform", "4.0.0", "Terraform", "terraform/install", /releases\.hashicorp\.com\/terraform\//u, "terraform"),
  tool(
    "docker",
    "4.0.1",
    "Docker Compose",
    "docker/install_docker_compose",
    /github\.com\/docker\/compose\/releases/u,
    "docker-compose",
  ),
  tool("docker", "4.0.1", "dockerize", "docker/install_dockerize", /github\.com\/(?:jwilder|powerman)\/dockerize\/releases/u),
  tool(
    "kubernetes",
    undefined,
    "kubectl",
    "kubernetes/install-kubectl",
    /storage\.googleapis\.com\/kubernetes-release|dl\.k8s\.io\//u,
    "kubectl",
  ),
  tool("helm", undefined, "Helm", "helm/install_helm_client", /get\.helm\.sh|helm\/(?:master|main)\/scripts\/get/u),
  tool(
    "browser-tools",
    undefined,
    "a browser",
    "browser-tools/install_chrome",
    /dl\.google\.com\/linux\/(?:chrome|direct)|chromedriver\.storage\.googleapis|edgedl\.me\.gvt1\.com/u,
    "google-chrome-stable",
  ),
  {
    ...tool(
      "node",
      undefined,
      "Node",
      "node/install",
      /nvm-sh\/nvm|creationix\/nvm|deb\.nodesource\.com|nodejs\.org\/dist/u,
      "nodejs",
    ),
    onMachinesOnly: true,
  },
  { ...tool("rust", undefined, "Rust", "rust/install", /sh\.rustup\.rs|static\.rust-lang\.org/u), onMachinesOnly: true },
  {
    ...tool(
      "go",
      undefined,
      "Go",
      "go/install",
      /(?:golang\.org|go\.dev)\/dl\/go|dl\.google\.com\/go\/|storage\.googleapis\.com\/golang/u,
    ),
    onMachinesOnly: true,
  },
  {
    ...tool("slack", "6.1.3", "messages to Slack", "slack/notify", /hooks\.slack\.com\/|slack\.com\/api\/chat\.postMessage/u),
    verb: "sent",
    note: "The orb takes the token of a Slack app, `SLACK_ACCESS_TOKEN`, in the place of a webhook's address.",
  },
];

const installers = new Set("apt apt-get yum dnf apk brew snap choco pip pip3 gem conda".split(" "));

/** The tools that a command installs, or the service that it calls. */
export function handMadeBy(command: CommandFact, { executor }: JobRun): readonly HandMade[] {
  if (command.place !== "job") return [];
  const urls = downloadsOf(command)?.urls.map(({ text }) => text) ?? [];
  const isInstaller =
    installers.has(command.name ?? "") && command.args.some(({ literal }) => literal === "install" || literal === "add");
  if (urls.length === 0 && !isInstaller) return [];
  const named = new Set(isInstaller ? command.args.map(({ literal = "" }) => literal.split(/[=<>~@]/u, 1)[0] ?? "") : []);
  const isMachine = executor.kind === "machine" || executor.kind === "macos";
  return handMade.filter(
    ({ urls: known, packages, onMachinesOnly }) =>
      (onMachinesOnly !== true || isMachine) && (urls.some((url) => known.test(url)) || packages.some((name) => named.has(name))),
  );
}
