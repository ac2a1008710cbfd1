import { describe, expect, test } from "vitest";
import { publicationOf } from "../../rules/data/publishing/commands.ts";
import { publicationsOf, type Publication } from "../../rules/data/publishing.ts";
import { isCheckName, isReleaseName } from "../../rules/data/publishing/names.ts";
import { buildAudit, noPolicy } from "../../src/rule/build-audit.ts";
import { planOf } from "../expand/plan.ts";
import { commandOf } from "./commands.ts";

function published(script: string): string | undefined {
  const found = publicationOf(commandOf(script));
  return found === undefined ? undefined : `${found.kind} ${found.what}`;
}

describe("commands that publish or deploy", () => {
  test.each([
    ["npm publish --access public", "package npm publish"],
    ["npm --prefix packages/a publish", "package npm publish"],
    ["yarn npm publish", "package npm publish"],
    ["yarn workspace app publish", "package yarn publish"],
    ["pnpm -r publish --no-git-checks", "package pnpm publish"],
    ["npx semantic-release@24", "release semantic-release"],
    ["npx -p semantic-release -p x semantic-release --debug", "release semantic-release"],
    ["yarn run semantic-release", "release semantic-release"],
    ["npx lerna publish from-package --yes", "package lerna publish"],
    ["pnpm exec changeset publish", "package changeset publish"],
    ["npx @changesets/cli@2 publish", "package changesets publish"],
    ["./node_modules/.bin/lerna publish", "package lerna publish"],
    ["twine upload dist/*", "package twine upload"],
    ["python3 -m twine upload dist/*", "package twine upload"],
    ["python setup.py sdist upload -r pypi", "package setup.py upload"],
    ["poetry run twine upload dist/*", "package twine upload"],
    ["uv publish", "package uv publish"],
    ["uvx --from twine twine upload dist/*", "package twine upload"],
    ["bundle exec gem push app.gem", "package gem push"],
    ["bundle exec rake release", "package rake release"],
    ["cargo +stable publish --token $T", "package cargo publish"],
    ["mvn -B -s settings.xml clean deploy", "package mvn deploy"],
    ["./mvnw deploy", "package mvn deploy"],
    ["./gradlew --no-daemon :core:publishPlugins", "package gradle"],
    ["sbt clean ci-release", "package sbt ci-release"],
    ["dotnet nuget push *.nupkg -k $KEY", "package dotnet nuget push"],
    ["goreleaser release --clean", "release goreleaser"],
    ["goreleaser --rm-dist", "release goreleaser"],
    ["gh release create $TAG --notes x", "release gh release create"],
    ["ghr -t $TOKEN $TAG out/", "release ghr"],
    ["circleci orb publish orb.yml acme/x@1.2.3", "package circleci orb publish"],
    ["bundle exec fastlane ios beta", "app fastlane"],
    ["fastlane supply --track internal", "app fastlane"],
    ["eas submit -p ios", "app eas submit"],
    ["docker push team/app:$TAG", "image docker push"],
    ["docker --config x image push team/app", "image docker image push"],
    ["docker buildx build --push -t team/app .", "image docker buildx build"],
    ["docker build --output type=image,push=true .", "image docker build"],
    ["docker compose -f ci.yml push", "image docker compose push"],
    ["/kaniko/executor --destination team/app -c .", "image executor"],
    ["skopeo copy docker-archive:x.tar docker://team/app", "image skopeo copy"],
    ["helm push chart.tgz oci://example.com/charts", "package helm push"],
    ["aws --region us-east-1 s3 sync dist s3://bucket --delete", "files aws s3 sync"],
    ["aws s3 cp --acl public-read x.zip $BUCKET", "files aws s3 cp"],
    ["aws s3 cp s3://a/x s3://b/x", "files aws s3 cp"],
    ["gsutil -m -h Cache-Control:no-cache cp -r dist gs://bucket", "files gsutil cp"],
    ["aws ecs update-service --cluster c --service s", "deployment aws ecs update-service"],
    ["gcloud --project p beta run deploy app", "deployment gcloud"],
    ["az webapp up --name x", "deployment az"],
    ["kubectl -n prod apply -f k8s/", "deployment kubectl apply"],
    ["kubectl rollout restart deployment/app", "deployment kubectl rollout restart"],
    ["kubectl apply --dry-run=none -f x", "deployment kubectl apply"],
    ["helm --kube-context prod upgrade --install app ./chart --version 1.2.3", "deployment helm upgrade"],
    ["terraform -chdir=infra apply -auto-approve", "infrastructure terraform apply"],
    ["pulumi -C infra up --yes", "infrastructure pulumi up"],
    ["npx sls deploy --stage prod", "deployment sls deploy"],
    ["npx cdk deploy --all", "infrastructure cdk deploy"],
    ["vercel deploy --prod --token=$T", "deployment vercel"],
    ["netlify deploy --dir=out --prod", "deployment netlify deploy"],
    ["firebase deploy --only hosting", "deployment firebase deploy"],
    ["git push https://heroku:$KEY@git.heroku.com/app.git main", "deployment git push"],
    ["ansible-playbook -i prod site.yml", "deployment ansible-playbook"],
    ["bundle exec cap production deploy", "deployment cap deploy"],
    ["doppler run -- npm publish", "package npm publish"],
    ["make -C infra deploy", "deployment make deploy"],
    ["npm run deploy:prod", "deployment deploy:prod"],
    ["./scripts/publish-docs.sh", "release publish-docs.sh"],
    ["bash ci/deploy.sh prod", "deployment deploy.sh"],
  ])("%s", (script, expected) => {
    expect(published(script)).toBe(expected);
  });

  test.each([
    "npm publish --dry-run",
    "npm run publish -- --dry-run",
    "npm ci",
    "npm test",
    "npm publish --registry http://localhost:4873",
    "yarn publish --help",
    "semantic-release --dry-run",
    "goreleaser release --snapshot --clean",
    "goreleaser release --skip=publish",
    "goreleaser build",
    "./gradlew publishToMavenLocal",
    "./gradlew pactTestPublish",
    "mvn verify",
    "gh release list",
    "docker push localhost:5000/app",
    "docker build -t team/app .",
    "docker pull team/app",
    "/kaniko/executor --no-push --destination x",
    "aws s3 cp s3://bucket/x .",
    "aws s3 sync $FROM $TO",
    "aws s3 ls s3://bucket",
    "aws --endpoint-url http://localhost:4566 s3 cp x s3://bucket",
    "gsutil cp gs://bucket/x .",
    "kubectl get pods",
    "kubectl rollout status deployment/app",
    "kubectl apply --dry-run=client -f x",
    "kubectl set image -f x.yml a=b --local -o yaml",
    "helm template app ./chart",
    "helm lint ./chart",
    "terraform plan -destroy",
    "terraform init",
    "pulumi preview",
    "vercel --token=$T",
    "netlify deploy --dir=out",
    "firebase hosting:channel:deploy preview",
    "ansible-playbook --syntax-check site.yml",
    "ansible-playbook -i localhost, site.yml",
    "ansible-playbook -c local site.yml",
    "git push origin main --tags",
    "echo npm publish",
    "fastlane test",
    "fastlane android build_release",
    "make release",
    "make test",
    "make -n deploy",
    "npm run test:deploy",
    "./scripts/check_deploy_rollout.sh",
    "./scripts/notify_deploy.py",
    "scripts/docker_deploy.sh --no-push",
    "$TOOL publish",
  ])("not: %s", (script) => {
    expect(published(script)).toBeUndefined();
  });

  test("what ssh runs on another host is not counted", () => {
    const audit = auditOf({ steps: "[run: 'ssh host \"docker push team/app\"']" });
    expect(listed(audit)).toEqual([]);
  });
});

describe("names", () => {
  test.each(["deploy-production", "release", "publish_npm", "npm/publish", "promote"])("%s is a release", (name) => {
    expect([isReleaseName(name), isCheckName(name)]).toEqual([true, false]);
  });

  test.each(["unit-test", "lint", "build", "verify-deploy", "build-release", "Notify Slack"])("%s is a check", (name) => {
    expect([isReleaseName(name), isCheckName(name)]).toEqual([false, true]);
  });

  test.each(["worker", "push-image", "build-and-push"])("%s is neither", (name) => {
    expect([isReleaseName(name), isCheckName(name)]).toEqual([false, false]);
  });
});

const orbs = `
  docker: circleci/docker@4.0.1
  ecr: circleci/aws-ecr@9.8.1
  s3: circleci/aws-s3@4.1.0
  codecov: codecov/codecov@5.4.3
  acme: acme/tools@1.2.3
  tools: circleci/orb-tools@12.3.1
  old-tools: circleci/orb-tools@10.0.5
  terraform: circleci/terraform@4.0.0`;

function auditOf({ steps = "[checkout]", jobs = "[go]" }: { readonly steps?: string; readonly jobs?: string }) {
  const plan = planOf(`version: 2.1
orbs:${orbs}
jobs:
  go:
    docker: [{ image: "cimg/base:2026.10" }]
    steps: ${steps}
workflows:
  main:
    jobs: ${jobs}
`);
  return buildAudit({ plan, secrets: [], policy: noPolicy });
}

function listed(audit: ReturnType<typeof auditOf>): readonly string[] {
  const show = ({ what, kind, evidence, conditional, at }: Publication): string =>
    [kind, what, evidence, conditional ? "conditional" : "", at.file.text.slice(at.span.start, at.span.end)].join("|");
  return [...publicationsOf(audit).values()].flat().map(show);
}

describe("publications of job runs", () => {
  test("commands stand where they are written, with the conditions they run under", () => {
    const steps = `[run: 'npm ci; npm publish', run: 'if [ "$X" ]; then gem push a.gem; fi']`;
    expect(listed(auditOf({ steps }))).toEqual([
      "package|npm publish|command||npm publish",
      "package|gem push|command|conditional|gem push a.gem",
    ]);
  });

  test("orb commands, known and by name", () => {
    const steps = `[docker/push: {image: a}, codecov/upload, acme/deploy_app, acme/test-deploy, docker/check, terraform/apply]`;
    expect(listed(auditOf({ steps }))).toEqual([
      "image|docker/push|command||docker/push",
      "deployment|acme/deploy_app|name||acme/deploy_app",
      "infrastructure|terraform/apply|command||terraform/apply",
    ]);
  });

  test("switches and directions of orbs", () => {
    const steps = `[ecr/build_and_push_image: {push-image: false}, ecr/build_and_push_image, s3/copy: {from: s3://a, to: b}, s3/sync: {from: a, to: s3://b}]`;
    expect(listed(auditOf({ steps }))).toEqual([
      "image|ecr/build_and_push_image|command||ecr/build_and_push_image",
      "files|s3/sync|command||s3/sync",
    ]);
  });

  test("orb jobs", () => {
    const jobs = "[docker/publish, acme/release-package, acme/build, codecov/upload]";
    expect(listed(auditOf({ jobs }))).toEqual([
      "image|docker/publish|command||docker/publish",
      "release|acme/release-package|name||acme/release-package",
    ]);
  });

  test("development versions of orbs are no publications", () => {
    const jobs = `[tools/publish, tools/publish: {pub_type: dev}, old-tools/publish: {orb-ref: "acme/a@dev:x"}]`;
    expect(listed(auditOf({ jobs }))).toEqual([]);
    const real = `[tools/publish: {pub_type: production}, old-tools/publish: {orb-ref: "acme/a@1.2.3"}]`;
    expect(listed(auditOf({ jobs: real }))).toEqual([
      "package|tools/publish|command||tools/publish",
      "package|old-tools/publish|command||old-tools/publish",
    ]);
  });

  test("a cluster that the job makes for its tests is no deployment", () => {
    expect(listed(auditOf({ steps: "[run: kind create cluster, run: kubectl apply -f x, run: npm publish]" }))).toEqual([
      "package|npm publish|command||npm publish",
    ]);
    expect(listed(auditOf({ steps: "[run: kubectl apply -f x]" }))).toHaveLength(1);
  });

  test("asked twice, worked out once", () => {
    const audit = auditOf({ steps: "[run: npm publish]" });
    expect(publicationsOf(audit)).toBe(publicationsOf(audit));
  });
});
