/**
 * Orbs that many configurations use, by the namespaces of their owners: what an attacker would name an orb after.
 * Gathered from public configurations and from the names of the orbs' source repositories.
 */
export const popularOrbs: ReadonlyMap<string, readonly string[]> = new Map([
  [
    "circleci",
    [
      ...["android", "artifactory", "aws-cli", "aws-cloudformation", "aws-code-deploy", "aws-ecr", "aws-ecs", "aws-eks"],
      ...["aws-elastic-beanstalk", "aws-parameter-store", "aws-s3", "aws-sam-serverless", "azure-acr", "azure-aks", "azure-cli"],
      ...["bats", "browser-tools", "build-tools", "circleci-cli", "continuation", "docker", "docker-publish", "envsubst"],
      ...["flutter", "gcp-binary-authorization", "gcp-cli", "gcp-cloud-run", "gcp-gcr", "gcp-gke", "github-cli", "go", "gradle"],
      ...["helm", "heroku", "jira", "jq", "kubernetes", "macos", "maven", "node", "orb-tools", "path-filtering", "php"],
      ...["python", "react-native", "redhat-openshift", "ruby", "rust", "salesforce-sfdx", "serverless-framework", "shellcheck"],
      ...["slack", "sonarcloud", "terraform", "vault", "windows", "windows-tools"],
    ],
  ],
  ["anchore", ["anchore-engine"]],
  ["applitools", ["eyes"]],
  ["aquasecurity", ["trivy"]],
  ["browserstack", ["browserstack-circleci-orb"]],
  ["checkmarx-ts", ["checkmarx-ast-circleci-orb"]],
  ["cloudsmith", ["cloudsmith"]],
  ["codecov", ["codecov"]],
  ["coveralls", ["coveralls"]],
  ["cypress-io", ["cypress"]],
  ["datadog", ["agent", "synthetics-ci-orb", "test-visibility-circleci-orb"]],
  ["eddiewebb", ["queue"]],
  ["fastly", ["compute"]],
  ["fossa", ["cli"]],
  ["gitguardian", ["ggshield"]],
  ["giantswarm", ["architect"]],
  ["honeycombio", ["buildevents"]],
  ["jfrog", ["artifactory-orb", "jfrog"]],
  ["launchdarkly", ["ld-find-code-refs"]],
  ["mathworks", ["matlab"]],
  ["newrelic", ["newrelic"]],
  ["nrwl", ["nx"]],
  ["opsgenie", ["opsgenie"]],
  ["ovotech", ["terraform"]],
  ["percy", ["agent"]],
  ["pulumi", ["pulumi"]],
  ["react-native-community", ["react-native"]],
  ["rollbar", ["deploy"]],
  ["saucelabs", ["sauce-connect"]],
  ["snyk", ["snyk"]],
  ["sonarsource", ["sonarcloud", "sonarqube"]],
  ["sonatype", ["nexus-platform-orb"]],
  ["stackhawk", ["stackhawk"]],
  ["twistlock", ["twistcli-scan"]],
  ["veracode", ["veracode-orb"]],
]);

/** Namespaces that look like a popular one and are known to be honest. */
export const knownNamespaces: ReadonlySet<string> = new Set([
  "circleci-labs",
  "circleci-public",
  "cci-labs",
  "cci-dev",
  "cci-internal",
]);
