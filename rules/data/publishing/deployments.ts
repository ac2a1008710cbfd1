/** Clouds, clusters and hosting. Source: each tool's manual. Work on other hosts over SSH is not counted. */
import type { CommandFact } from "../../../src/shell/facts.ts";
import { optionText, publisher, uploadsTo, type CommandLine, type Effect, type Publisher } from "./publisher.ts";

function deploys(where: string): Effect {
  return { kind: "deployment", does: `deploys ${where}` };
}

const files: Effect = { kind: "files", does: "uploads files to a bucket" };
const aws = deploys("to AWS");
const gcp = deploys("to Google Cloud");
const azure = deploys("to Azure");
const toCluster = deploys("to Kubernetes");
const infrastructure: Effect = { kind: "infrastructure", does: "changes infrastructure" };
const serverless = deploys("a serverless application");
const hosting = deploys("to a hosting service");
const servers = deploys("to servers");

const copiesOut = uploadsTo("s3://", "gs://");

export const deployments: readonly Publisher[] = [
  publisher("aws", "s3 sync, s3 cp, s3 mv", files, { when: copiesOut }),
  publisher("aws", "s3api put-object", files),
  publisher("s5cmd", "cp, sync, mv", files, { anywhere: true, when: copiesOut }),
  publisher("s3cmd", "put, sync", files, { anywhere: true, when: copiesOut }),
  publisher("gsutil", "cp, rsync, mv", files, { anywhere: true, when: copiesOut }),
  publisher("gcloud", "storage cp, storage rsync, storage mv", files, { when: copiesOut }),
  publisher("az", "storage blob upload, storage blob upload-batch, storage blob sync, storage copy", files),

  publisher("aws", "ecs update-service, ecs deploy, ecs create-service, apprunner start-deployment", aws),
  publisher("aws", "lambda update-function-code, lambda publish-version, lambda update-alias, lambda publish-layer-version", aws),
  publisher("aws", "cloudformation deploy, cloudformation create-stack, cloudformation update-stack", aws),
  publisher("aws", "cloudformation execute-change-set, cloudformation delete-stack", aws),
  publisher("aws", "deploy create-deployment, deploy push, elasticbeanstalk update-environment", aws),
  publisher("aws", "amplify start-deployment, amplify start-job, codepipeline start-pipeline-execution", aws),
  publisher("ecs", "deploy, scale, update", aws),
  publisher("ecs-deploy", "", aws),
  publisher("ecs-cli", "compose up, compose service up", aws, { anywhere: true }),
  publisher("ecspresso", "deploy", aws),
  publisher("eb", "deploy", aws),
  publisher("copilot", "deploy, svc deploy, app deploy, job deploy, pipeline deploy", aws),

  publisher("gcloud", "", gcp, { when: (words) => words.slice(1, 4).includes("deploy") }),
  publisher("gcloud", "run services update, run services replace, run services update-traffic", gcp),

  publisher("az", "", azure, { when: (words) => deploysToAzure(words) }),
  publisher("az", "deployment group create, deployment sub create, webapp config container set", azure),
  publisher("func", "azure functionapp publish", azure),
  publisher("swa", "deploy", azure),

  publisher("kubectl oc", "apply, replace, set image, set env, rollout restart, rollout undo, patch", toCluster, {
    not: "--local",
  }),
  publisher("kubectl", "create, delete", toCluster, { needs: "-f -k --filename" }),
  publisher("helm", "upgrade, install", toCluster, { not: "--client-only" }),
  publisher("helmfile", "sync, apply", toCluster, { anywhere: true }),
  publisher("kapp werf", "deploy, converge", toCluster),
  publisher("skaffold", "run, deploy", toCluster),
  publisher("argocd", "app sync, app set", toCluster),
  publisher("nomad", "job run, run", deploys("to Nomad")),

  publisher("terraform tofu", "apply, destroy", infrastructure),
  publisher("terragrunt", "apply, destroy, apply-all, destroy-all, run-all apply, run-all destroy", infrastructure, {
    anywhere: true,
  }),
  publisher("pulumi", "up, update, destroy", infrastructure, { anywhere: true }),
  publisher("cdk cdktf", "deploy, destroy", infrastructure),

  publisher("sam", "deploy", serverless),
  publisher("serverless sls", "deploy, remove", serverless),
  publisher("chalice", "deploy", serverless),
  publisher("zappa", "deploy, update", serverless),

  publisher("vercel now", "", hosting, {
    needs: "--prod --production",
    when: (rest) => rest[0] !== "build" && rest[0] !== "pull",
  }),
  publisher("vercel", "promote", hosting),
  publisher("netlify ntl", "deploy", hosting, { needs: "-p --prod" }),
  publisher("firebase", "deploy", hosting),
  publisher("wrangler", "deploy, publish, pages deploy, pages publish", hosting),
  publisher("heroku", "container:release, container:push, builds:create, pipelines:promote, deploy:jar, deploy:war", hosting),
  publisher("git", "push", hosting, {
    when: (rest) => rest.some((word) => word === "heroku" || /@?git\.heroku\.com/u.test(word)),
  }),
  publisher("fly flyctl", "deploy, apps create", hosting),
  publisher("railway", "up", hosting),
  publisher("cf", "push", hosting),
  publisher("doctl", "apps create-deployment, apps update", hosting),
  publisher("surge gh-pages", "", hosting),
  publisher("mkdocs", "gh-deploy", hosting),
  publisher("mike", "deploy", hosting, { needs: "-p --push" }),
  publisher("ghp-import", "", hosting, { needs: "-p --push" }),

  publisher("docker", "stack deploy, service update", servers),
  publisher("ansible-playbook", "", servers, {
    not: "--syntax-check --check -C --list-tasks --list-hosts --list-tags --version",
    when: (_, line) => !runsHere(line),
  }),
  publisher("cap mina shipit dep kamal", "deploy, deploy:migrations, redeploy", servers, { anywhere: true }),
];

/** `az webapp up`, `az containerapp update`, `az functionapp deployment source config-zip`. */
function deploysToAzure([group = "", ...rest]: readonly string[]): boolean {
  if (!["webapp", "functionapp", "containerapp", "staticwebapp", "spring", "container"].includes(group)) return false;
  return (
    rest[0] === "up" || rest[0] === "update" || rest.includes("deploy") || (rest[0] === "deployment" && rest[1] === "source")
  );
}

function runsHere(line: CommandLine): boolean {
  return [optionText(line, "-c"), optionText(line, "--connection")].includes("local");
}

const testClusterTools = new Set(["kind", "minikube", "k3d", "k3s", "microk8s", "ctlptl"]);

export function isToCluster({ does }: Effect): boolean {
  return does === toCluster.does;
}

/** What a job deploys after `kind create cluster` or `minikube start` goes to a cluster that ends with the job. */
export function startsTestCluster({ name, args }: CommandFact): boolean {
  if (name === undefined || !testClusterTools.has(name)) return false;
  return args.some((word) => ["create", "start", "install", "server", "enable"].includes(word.literal ?? ""));
}
