import { fc } from "../property.ts";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { credentials } from "../../rules/data/credentials.ts";
import { oidcReplacement } from "../../rules/data/oidc-replacement.ts";
import type { CredentialUse } from "../../rules/data/oidc-replacement.ts";
import type { OrbUse } from "../../rules/data/oidc/use.ts";

const args = (entries: Record<string, string>): ReadonlyMap<string, string> => new Map(Object.entries(entries));

function awsOrb(use: Partial<OrbUse>): OrbUse {
  return {
    provider: "aws",
    via: "orb",
    alias: "aws-cli",
    orb: "circleci/aws-cli",
    version: "5.4.1",
    element: "setup",
    isJob: false,
    ...use,
  };
}

function gcpOrb(use: Partial<OrbUse>): OrbUse {
  return {
    provider: "gcp",
    via: "orb",
    alias: "gcp-cli",
    orb: "circleci/gcp-cli",
    version: "3.3.1",
    element: "setup",
    isJob: false,
    ...use,
  };
}

const read = (use: CredentialUse): unknown => parse(oidcReplacement(use).yaml);
/** The only script of a list of steps. */
function script(use: CredentialUse): string {
  const [step] = read(use) as { run: { command: string } }[];
  return step?.run.command ?? "";
}

const role = "arn:aws:iam::<account-id>:role/<role>";

describe("circleci/aws-cli", () => {
  const given = args({
    "aws-access-key-id": "KEY",
    "aws-secret-access-key": "SECRET",
    "aws-region": "AWS_REGION",
    "profile-name": "x",
  });

  test("3.1 and later in 3.x keep their dashes, their alias and their region", () => {
    for (const version of ["3.1.0", "3.1", "3", "3.2.0"]) {
      expect(read(awsOrb({ alias: "aws", version, args: given }))).toEqual([
        { "aws/setup": { "role-arn": role, "aws-region": "AWS_REGION", "profile-name": "x" } },
      ]);
    }
  });

  test("from 4.0.0 on the parameters have underscores", () => {
    for (const version of ["4.0", "4.1.3", "5.4.1", "volatile", undefined, "dev:alpha", "<< pipeline.parameters.v >>"]) {
      const use = awsOrb({ version, args: args({ aws_secret_access_key: "$AWS_SECRET_ACCESS_KEY", region: "eu-west-1" }) });
      expect(read(use)).toEqual([{ "aws-cli/setup": { role_arn: role, region: "eu-west-1" } }]);
    }
  });

  test("an older one is raised", () => {
    for (const version of ["3.0", "3.0.9", "2.0.6", "1", "0.1.4"]) {
      const use = awsOrb({ alias: "aws", version, element: "configure", args: given });
      expect(read(use)).toEqual({
        orbs: { aws: "circleci/aws-cli@5.4.1" },
        steps: [{ "aws/setup": { role_arn: role, region: "$AWS_REGION", profile_name: "x" } }],
      });
      expect(oidcReplacement(use)).toMatchObject({ orb: { name: "circleci/aws-cli", minimumVersion: "3.1.0" } });
      expect(oidcReplacement(use).explanation).toContain("3.1.0 or later");
    }
  });
});

describe("orbs that take aws-cli's setup as auth", () => {
  const cli = { alias: "aws", version: "4.1" };

  test.each([
    ["circleci/aws-ecr", "9.0.0", "8.2.1", "build_and_push_image"],
    ["circleci/aws-s3", "4.0.0", "3.0", "sync"],
    ["circleci/aws-ecs", "4.0.0", "3.2.0", "deploy_service_update"],
    ["circleci/aws-eks", "3.0.0", "2.2.0", "create_cluster"],
  ])("a job of %s from %s on keeps its version", (orb, version, older, element) => {
    const use = awsOrb({ alias: "x", orb, version, element, isJob: true, args: args({ region: "eu-west-1" }), cli });
    expect(read(use)).toEqual([{ [`x/${element}`]: { auth: [{ "aws/setup": { role_arn: role } }], region: "eu-west-1" } }]);
    const raised = read({ ...use, version: older });
    expect(raised).toHaveProperty(["orbs", "x"]);
    expect(raised).toHaveProperty(["workflows", "<workflow>", "jobs", 0, `x/${element}`, "auth"]);
    expect(oidcReplacement(use).orb).toEqual({ name: orb, minimumVersion: version });
  });

  test("raising a version renames what it kept", () => {
    const use = awsOrb({
      alias: "ecr",
      orb: "circleci/aws-ecr",
      version: "8.2.1",
      element: "build-and-push-image",
      isJob: true,
      args: args({
        repo: "app",
        "registry-id": "AWS_ACCOUNT_ID",
        "account-url": "URL",
        "aws-access-key-id": "AWS_ACCESS_KEY_ID",
      }),
    });
    expect(read(use)).toEqual({
      orbs: { ecr: "circleci/aws-ecr@9.8.1", "aws-cli": "circleci/aws-cli@5.4.1" },
      workflows: {
        "<workflow>": {
          jobs: [
            {
              "ecr/build_and_push_image": {
                auth: [{ "aws-cli/setup": { role_arn: role } }],
                repo: "app",
                account_id: "$AWS_ACCOUNT_ID",
              },
            },
          ],
        },
      },
    });
  });

  test("the import of aws-cli decides how its setup is written", () => {
    const use = awsOrb({ alias: "s3", orb: "circleci/aws-s3", version: "4.1", element: "copy", isJob: true });
    expect(read({ ...use, cli: { alias: "c", version: "3.1" } })).toEqual([
      { "s3/copy": { auth: [{ "c/setup": { "role-arn": role } }] } },
    ]);
    expect(read({ ...use, cli: { alias: "c", version: "2.0" } })).toMatchObject({ orbs: { c: "circleci/aws-cli@5.4.1" } });
    expect(read(use)).toMatchObject({ orbs: { "aws-cli": "circleci/aws-cli@5.4.1" } });
  });

  test("commands log in with the step before, but for the one that takes auth", () => {
    const sync = awsOrb({
      alias: "s3",
      orb: "circleci/aws-s3",
      version: "4.1.0",
      element: "sync",
      args: args({ from: "a", to: "s3://b" }),
      cli,
    });
    expect(read(sync)).toEqual([{ "aws/setup": { role_arn: role } }, { "s3/sync": { from: "a", to: "s3://b" } }]);
    const build = awsOrb({ alias: "ecr", orb: "circleci/aws-ecr", version: "9", element: "build_and_push_image", cli });
    expect(read(build)).toEqual([{ "ecr/build_and_push_image": { auth: [{ "aws/setup": { role_arn: role } }] } }]);
    expect(read({ ...build, element: "ecr_login" })).toEqual([{ "aws/setup": { role_arn: role } }, "ecr/ecr_login"]);
  });
});

test("any other AWS orb finds a role's keys in the environment", () => {
  const use = awsOrb({
    alias: "d",
    orb: "acme/deploy",
    version: "1.0.0",
    element: "go",
    args: args({ key: "AWS_SECRET_ACCESS_KEY", env: "p" }),
  });
  const cli = { alias: "aws", version: "5.1.0" };
  expect(read({ ...use, cli })).toEqual([{ "aws/setup": { role_arn: role } }, { "d/go": { env: "p" } }]);
  expect(read({ ...use, cli, isJob: true })).toEqual([
    { "d/go": { "pre-steps": [{ "aws/setup": { role_arn: role } }], env: "p" } },
  ]);
});

describe("AWS without an orb", () => {
  test("the token goes to a file and the SDKs do the rest", () => {
    for (const tool of ["aws", "terraform", "serverless", "cdk"]) {
      const text = script({ provider: "aws", via: "command", tool, region: "eu-west-1" });
      expect(text.startsWith("umask 077\n")).toBe(true);
      for (const part of [
        '"$CIRCLE_OIDC_TOKEN_V2" > "$HOME/',
        `AWS_ROLE_ARN="${role}"`,
        "AWS_WEB_IDENTITY_TOKEN_FILE=",
        '>> "$BASH_ENV"',
      ]) {
        expect(text).toContain(part);
      }
      expect(text).toContain('AWS_REGION="eu-west-1"');
    }
    expect(script({ provider: "aws", via: "environment" })).not.toContain("AWS_REGION");
  });

  test("a profile stays a profile", () => {
    const text = script({ provider: "aws", via: "command", tool: "aws configure", profile: "deploy" });
    expect(text).toContain(`aws configure set role_arn "${role}" --profile deploy`);
    expect(text).toContain("aws configure set web_identity_token_file");
  });

  test("text that is not a region or profile does not get into the script", () => {
    expect(script({ provider: "aws", via: "command", tool: "aws", region: "x'; rm -rf /" })).not.toContain("rm");
    expect(script({ provider: "aws", via: "command", tool: "aws configure", profile: "$(id)" })).not.toContain("id)");
  });

  test("an image is pulled with a role of its own account", () => {
    const image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1";
    const known = { docker: [{ image, aws_auth: { oidc_role_arn: "arn:aws:iam::123456789012:role/<role>" } }] };
    expect(read({ provider: "aws", via: "image-pull", image })).toEqual(known);
    expect(read({ provider: "aws", via: "image-pull", image: "x" })).toMatchObject({
      docker: [{ aws_auth: { oidc_role_arn: role } }],
    });
  });
});

describe("Google Cloud", () => {
  test("gcp-cli 3 keeps its names of variables", () => {
    const use = gcpOrb({ args: args({ gcloud_service_key: "K", google_project_number: "NUMBER", google_project_id: "ID" }) });
    expect(read(use)).toEqual({
      environment: {
        OIDC_WIP_ID: "<pool-id>",
        OIDC_WIP_PROVIDER_ID: "<provider-id>",
        OIDC_SERVICE_ACCOUNT_EMAIL: "<service-account>@<google-project-id>.iam.gserviceaccount.com",
      },
      steps: [{ "gcp-cli/setup": { use_oidc: true, google_project_number: "NUMBER", google_project_id: "ID" } }],
    });
  });

  test("an older gcp-cli is raised", () => {
    const use = gcpOrb({
      version: "2.4.1",
      element: "initialize",
      args: args({ "google-project-id": "ID", "gcloud-service-key": "K" }),
    });
    expect(read(use)).toMatchObject({
      orbs: { "gcp-cli": "circleci/gcp-cli@3.3.2" },
      steps: [{ "gcp-cli/setup": { use_oidc: true, google_project_id: "ID" } }],
    });
    expect(oidcReplacement(use).orb).toEqual({ name: "circleci/gcp-cli", minimumVersion: "3.0.0" });
  });

  test("gcp-gcr takes the same switch on its own steps and jobs", () => {
    const use = gcpOrb({
      alias: "gcr",
      orb: "circleci/gcp-gcr",
      version: "0.16.10",
      element: "gcr-auth",
      args: args({ "registry-url": "r" }),
    });
    expect(read(use)).toMatchObject({ steps: [{ "gcr/gcr-auth": { use_oidc: true, "registry-url": "r" } }] });
    expect(read({ ...use, element: "build-and-push-image", isJob: true })).toEqual([
      { "gcr/build-and-push-image": { use_oidc: true, "registry-url": "r" } },
    ]);
    expect(read({ ...use, version: "0.0.4" })).toMatchObject({ orbs: { gcr: "circleci/gcp-gcr@0.16.10" } });
  });

  test("any other orb logs in through gcp-cli first", () => {
    const use = gcpOrb({ alias: "k", orb: "acme/gke", version: "1.0.0", element: "deploy", cli: { alias: "g", version: "3.1" } });
    expect(read(use)).toEqual([{ "g/setup": { use_oidc: true } }, "k/deploy"]);
    expect(read({ ...use, isJob: true })).toEqual([{ "k/deploy": { "pre-steps": [{ "g/setup": { use_oidc: true } }] } }]);
  });

  test.each([
    ["gcloud", true, false],
    ["terraform", false, true],
    ["docker", true, false],
  ])("%s", (tool, login, file) => {
    const text = script({ provider: "gcp", via: "command", tool });
    expect(text).toContain("create-cred-config");
    expect(text.includes("gcloud auth login --cred-file=")).toBe(login);
    expect(text.includes("GOOGLE_APPLICATION_CREDENTIALS")).toBe(file);
    expect(text.includes("configure-docker")).toBe(tool === "docker");
  });

  test("images are pulled by gcp_auth, and not from gcr.io", () => {
    const image = "europe-docker.pkg.dev/p/r/app:1";
    expect(read({ provider: "gcp", via: "image-pull", image })).toMatchObject({
      docker: [{ image, gcp_auth: { workload_identity_provider: "<provider-id>" } }],
    });
    const old = oidcReplacement({ provider: "gcp", via: "image-pull", image: "eu.gcr.io/p/app:1" });
    expect(old.yaml).toContain("<location>-docker.pkg.dev/<google-project-id>/<repository>/app");
    expect(old.explanation).toContain("gcr.io");
  });
});

describe("Azure", () => {
  test("az logs in with the federated token", () => {
    expect(script({ provider: "azure", via: "command", tool: "az" })).toContain('--federated-token "$CIRCLE_OIDC_TOKEN"');
    expect(script({ provider: "azure", via: "command", tool: "docker" })).toContain("az acr login");
  });
  test("terraform gets its own variables", () => {
    const text = script({ provider: "azure", via: "environment", names: ["ARM_CLIENT_ID", "ARM_CLIENT_SECRET"] });
    expect(text).toContain("ARM_USE_OIDC=true");
    expect(text).toContain("ARM_OIDC_TOKEN=");
    expect(script({ provider: "azure", via: "environment", names: ["AZURE_SP_PASSWORD"] })).toContain("az login");
  });
  test("the orb's login becomes a step", () => {
    const use: OrbUse = {
      ...awsOrb({ alias: "azure-cli", orb: "circleci/azure-cli", element: "login-with-user" }),
      provider: "azure",
    };
    expect(script(use)).toContain("az login");
    expect(oidcReplacement(use).explanation).toContain("azure-cli/login-with-user");
  });
});

test("publishing, and logins to other services", () => {
  expect(script({ provider: "npm", via: "publish" })).toMatch(/NPM_ID_TOKEN=.*oidc get[^]*npm publish/u);
  expect(script({ provider: "pypi", via: "publish" })).toContain("twine upload");
  expect(script({ provider: "npm", via: "publish", tool: "changeset publish" })).toContain("\nnpx changeset publish");
  expect(oidcReplacement({ provider: "pypi", via: "publish", tool: "uv publish" }).explanation).toContain("`uv publish`");
  expect(script({ provider: "vault", via: "service" })).toContain("auth/jwt/login");
  expect(script({ provider: "cloudsmith", via: "service" })).toMatch(/jq -n [^]*openid[^]*export CLOUDSMITH_API_KEY/u);
});

describe("every replacement", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("- a", "a: b", "x # y", "true", "~", "<<", "*a", "&a", "1.0", "a\nb\n", "'", '"', "|"),
  );
  const name = fc.oneof(
    text,
    fc.constantFrom("region", "aws-region", "AWS_SECRET_ACCESS_KEY", "aws_access_key_id", "gcloud-service-key"),
  );
  const value = fc.oneof(
    text,
    fc.constantFrom(
      "AWS_ACCESS_KEY_ID",
      "$AWS_SECRET_ACCESS_KEY",
      "${GCLOUD_SERVICE_KEY}",
      "--build-arg K=$ARM_CLIENT_SECRET",
      "x AWS_SECRET_ACCESS_KEY y",
      "eu-west-1",
    ),
  );
  const orb = fc.constantFrom(
    ...["aws-cli", "aws-ecr", "aws-s3", "aws-ecs", "aws-eks", "gcp-cli", "gcp-gcr", "azure-cli", "azure-acr"].map(
      (short) => `circleci/${short}`,
    ),
    "acme/x",
  );
  const provider = fc.constantFrom("aws", "gcp", "azure");
  const version = fc.option(fc.constantFrom("1", "2.0", "3.1", "4.0.0", "9", "volatile", "0.16"), { nil: undefined });
  const orbUse = fc.record({
    ...{ provider, via: fc.constant("orb"), alias: text, orb, version, element: text, isJob: fc.boolean() },
    args: fc.array(fc.tuple(name, value)).map((entries) => new Map(entries)),
  });
  const other = fc.oneof(
    fc.record({
      provider,
      via: fc.constant("command"),
      tool: fc.oneof(text, fc.constant("terraform")),
      region: value,
      profile: value,
    }),
    fc.record({ provider, via: fc.constant("environment"), names: fc.array(name) }),
    fc.record({ provider: fc.constantFrom("aws", "gcp"), via: fc.constant("image-pull"), image: text }),
    fc.record({ provider: fc.constantFrom("npm", "pypi"), via: fc.constant("publish"), tool: text }),
    fc.record({ provider: fc.constantFrom("vault", "pulumi", "jfrog", "snowflake"), via: fc.constant("service") }),
  );
  const keysOf = (cloud: string): string[] =>
    credentials
      .filter((entry) => entry.provider === cloud)
      .flatMap((entry) => entry.secrets.map((key) => key.replace(/^\*_|_\*$/gu, "")));

  test("is YAML, whatever the configuration says, and asks for no stored key", () => {
    fc.assert(
      fc.property(fc.oneof(orbUse, other), (use) => {
        const { yaml, explanation } = oidcReplacement(use);
        expect(parse(yaml)).toBeTypeOf("object");
        expect(explanation.endsWith(".")).toBe(true);
        expect(keysOf(use.provider).filter((key) => yaml.includes(key))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
