import { describe, expect, test } from "vitest";
import { federationOfCommand } from "../../rules/data/cloud/federation.ts";
import { keyLoginOf } from "../../rules/data/cloud/logins.ts";
import { cloudElement, providerOf, takesRole } from "../../rules/data/cloud/orbs.ts";
import { namesOtherEndpoint } from "../../rules/data/cloud/other-endpoints.ts";
import { textAssignmentsIn } from "../../rules/data/cloud/text-assignments.ts";
import { cloudVariable, mayBeKey } from "../../rules/data/cloud/variables.ts";
import type { CloudProvider } from "../../rules/data/oidc/use.ts";
import type { OrbReference } from "../../src/config/config.ts";
import { parseYaml } from "../../src/yaml/parse.ts";
import { readConfig } from "../../src/config/read-config.ts";
import { wordText } from "../../rules/data/word-text.ts";
import { commandOf, literalWord } from "./commands.ts";
import { cpuTime } from "../cpu-time.ts";

const longEnough = "this-is-long-enough-to-be-one";

describe("variables that hold keys of clouds", () => {
  test.each<[string, string | undefined]>([
    ["AWS_SECRET_ACCESS_KEY", "aws secret"],
    ["PROD_AWS_SECRET_ACCESS_KEY_2", "aws secret"],
    ["AWS_ACCESS_KEY_ID", "aws id"],
    ["AWS_SESSION_TOKEN", undefined],
    ["AWS_REGION", undefined],
    ["GCLOUD_SERVICE_KEY", "gcp secret"],
    ["GOOGLE_APPLICATION_CREDENTIALS", undefined],
    ["ARM_CLIENT_SECRET", "azure secret"],
    ["ARM_CLIENT_ID", undefined],
    ["DOCKERHUB_PASSWORD", undefined],
  ])("%s", (name, expected) => {
    const known = cloudVariable(name);
    expect(known && `${known.provider} ${known.part}`).toBe(expected);
  });
});

describe("texts that may be keys", () => {
  test.each<[string, CloudProvider, boolean]>([
    [longEnough, "aws", true],
    [longEnough, "azure", true],
    ["$SECRET", "aws", true],
    ["", "aws", false],
    ["test", "aws", false],
    ["minioadmin", "aws", false],
    ["AKIAIOSFODNN7EXAMPLE", "aws", false],
    ["UseDevelopmentStorage=true", "azure", false],
    ["/tmp/key.json", "gcp", false],
    ["$HOME/key.json", "gcp", false],
    ["~/keys/robot", "gcp", false],
    ['{"type": "service_account"}', "gcp", false],
    ['{"type": "service_account", "private_key": "…"}', "gcp", true],
    ["$GCLOUD_KEY", "gcp", true],
  ])("%s for %s", (text, provider, expected) => expect(mayBeKey(text, provider)).toBe(expected));
});

describe("logins with a key", () => {
  test.each<[string, string | undefined]>([
    ["aws configure set aws_secret_access_key $X", "aws: aws_secret_access_key"],
    ["aws configure --profile p set aws_secret_access_key $X", "aws: aws_secret_access_key"],
    ["aws configure set region eu-west-1", undefined],
    ["aws configure get aws_secret_access_key", undefined],
    ["gcloud --quiet auth activate-service-account ci@acme.example --key-file=k.json", "gcp: activate-service-account"],
    ["gcloud auth login --cred-file=k.json", undefined],
    ["az login --service-principal -u $U -p $P --tenant $T", "azure: login"],
    ["az login --service-principal -u $U --tenant $T --federated-token $TOKEN", undefined],
    ["az login --identity", undefined],
    ["az acr login -n acme -u $U -p $P", "azure: login"],
    ["az acr login -n acme", undefined],
    ["az storage blob list --connection-string $C", "azure: --connection-string"],
    ["docker login -u _json_key -p $K gcr.io", "gcp: _json_key"],
    ["crane auth login gcr.io -u _json_key -p $K", "gcp: _json_key"],
    ["docker login -u AWS --password-stdin 1.dkr.ecr.eu-west-1.amazonaws.com", undefined],
    ["docker login -u $U -p $P acme.azurecr.io", "azure: acme.azurecr.io"],
    ["docker login -u $U -p $P", undefined],
    ["sls config credentials --provider aws --key $K --secret $S", "aws: --secret"],
    ["sls deploy --secret x", undefined],
  ])("%s", (text, expected) => {
    const login = keyLoginOf(commandOf(text));
    expect(login && `${login.provider}: ${wordText(login.at)}`).toBe(expected);
  });
});

test.each<[string, string | undefined]>([
  ["aws sts assume-role-with-web-identity --web-identity-token $T", "aws"],
  ["aws sts assume-role --role-arn $R", undefined],
  ["gcloud iam workload-identity-pools create-cred-config x", "gcp"],
  ['az login --federated-token "$CIRCLE_OIDC_TOKEN"', "azure"],
  ["echo $CIRCLE_OIDC_TOKEN_V2", "any"],
  ["circleci run oidc get --claims '{}'", "any"],
  [`circleci run oidc get --claims '{"aud":"sigstore"}'`, undefined],
  ["cosign sign --identity-token=$CIRCLE_OIDC_TOKEN x", undefined],
])("%s logs in by OIDC", (text, expected) => expect(federationOfCommand(commandOf(text))).toBe(expected));

test.each<[string, boolean]>([
  ["aws --endpoint-url http://localhost:4566 s3 ls", true],
  ["aws s3 ls --endpoint-url=https://x.r2.cloudflarestorage.com", true],
  ["aws s3 ls --endpoint-url https://s3.eu-west-1.amazonaws.com", false],
  ["aws s3 ls", false],
])("%s goes elsewhere", (text, expected) => expect(namesOtherEndpoint(commandOf(text))).toBe(expected));

describe("assignments inside words", () => {
  const found = (text: string): readonly string[] =>
    commandOf(text).args.flatMap((word) =>
      [...textAssignmentsIn(word)].map(({ name, value }) => `${name}=${typeof value === "string" ? value : value.kind}`),
    );
  test.each<[string, readonly string[]]>([
    ["docker run -e AWS_SECRET_ACCESS_KEY=$X", ["AWS_SECRET_ACCESS_KEY=variable"]],
    ["echo 'export AWS_SECRET_ACCESS_KEY=$X'", ["AWS_SECRET_ACCESS_KEY=$X"]],
    ['echo -e "[a]\\naws_secret_access_key = $X"', ["aws_secret_access_key=variable"]],
    [`echo '{"GCLOUD_SERVICE_KEY": "abc"}'`, ["GCLOUD_SERVICE_KEY=abc"]],
    ["echo AWS_SECRET_ACCESS_KEY", []],
    ["echo AWS_REGION=x MY-AWS_SECRET_ACCESS_KEY_PATH=x", []],
  ])("%s", (text, expected) => expect(found(text)).toEqual(expected));

  test.each(["aws_", "aws_secret_key ", "aws=", "\\naws_secret_access_key"])(
    "take time in proportion to the text: %s",
    (piece) => {
      const word = literalWord(piece.repeat(20_000));
      const start = cpuTime();
      for (const { nameSpan } of textAssignmentsIn(word)) expect(nameSpan.end).toBeLessThanOrEqual(word.span.end);
      expect(cpuTime() - start).toBeLessThan(1000);
    },
  );
});

async function orb(reference: string): Promise<OrbReference> {
  const { root } = await parseYaml({ path: "config.yml", text: `version: 2.1\norbs: { it: ${reference} }\n` });
  if (root?.kind !== "map") throw new Error("no map");
  const found = readConfig(root.file, root).orbs.get("it");
  if (found === undefined) throw new Error("no orb");
  return found;
}

test.each<[string, string, string | undefined]>([
  ["circleci/aws-cli@5.4.1", "setup", "aws logs-in"],
  ["circleci/aws-cli@5.4.1", "install", "aws other"],
  ["circleci/aws-ecr@8.2.1", "ecr-login", "aws logs-in"],
  ["circleci/aws-ecr@9", "ecr_login", "aws needs-login"],
  ["circleci/aws-ecr@dev:alpha", "build_and_push_image", "aws needs-login"],
  ["circleci/aws-ecs@2.0.0", "update-service", "aws needs-login"],
  ["circleci/gcp-cli@3.3.2", "setup", "gcp logs-in"],
  ["circleci/azure-cli@1.3.2", "login-with-user", "azure logs-in"],
  ["acme/aws-cli@5.4.1", "setup", undefined],
])("%s %s", async (reference, element, expected) => {
  const known = cloudElement(await orb(reference), element, false);
  expect(known && `${known.provider} ${known.does}`).toBe(expected);
});

test("roles are assumed by OIDC from aws-cli 3.1 on, but not by the command that chains them", async () => {
  expect(takesRole(await orb("circleci/aws-cli@3.0.0"), "setup")).toBe(false);
  expect(takesRole(await orb("circleci/aws-cli@3.1"), "setup")).toBe(true);
  expect(takesRole(await orb("circleci/aws-cli@5.4.1"), "role_arn_setup")).toBe(false);
  expect(takesRole(await orb("acme/deploy@1.0.0"), "deploy")).toBe(true);
});

test("the words of an orb's name tell its cloud", async () => {
  expect(providerOf(await orb("acme/deploy-aws@1.0.0"), "go")).toBe("aws");
  expect(providerOf(await orb("acme/deploy@1.0.0"), "gcloud-login")).toBe("gcp");
  expect(providerOf(await orb("acme/deploy@1.0.0"), "go")).toBeUndefined();
});
