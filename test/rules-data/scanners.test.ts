import { describe, expect, test } from "vitest";
import { securityCheckOf } from "../../rules/data/tools/scanners.ts";
import { commandOf } from "./commands.ts";

/** `trivy image, passes with --exit-code 0`. */
function checked(script: string): string | undefined {
  const found = securityCheckOf(commandOf(script));
  if (found === undefined) return undefined;
  return `${found.kind} ${found.what}${found.soft === undefined ? "" : `, passes with ${found.soft.text}`}`;
}

describe("security checks", () => {
  test.each([
    ["trivy image --exit-code 0 acme/app", "scanner trivy image, passes with --exit-code 0"],
    ["trivy --quiet fs --exit-code=0 .", "scanner trivy fs, passes with --exit-code=0"],
    ["trivy image --exit-code 1 acme/app", "scanner trivy image"],
    ["docker run --rm -v $PWD:/src aquasec/trivy:0.58.0 image acme/app", "scanner trivy image"],
    ["npm audit --audit-level=high", "scanner npm audit"],
    ["npm audit --audit-level none", "scanner npm audit, passes with --audit-level none"],
    ["yarn --cwd web audit", "scanner yarn audit"],
    ["npx snyk container test acme/app", "scanner snyk container test"],
    ["poetry run bandit -r src --exit-zero", "scanner bandit, passes with --exit-zero"],
    ["python -m bandit -r src", "scanner bandit"],
    ["bundle exec bundle-audit check --update", "scanner bundle-audit check"],
    ["bundle audit", "scanner bundle audit"],
    ["cargo audit", "scanner cargo audit"],
    ["gosec -no-fail ./...", "scanner gosec, passes with -no-fail"],
    ["semgrep --config p/ci", "scanner semgrep"],
    ["checkov -d . -s", "scanner checkov, passes with -s"],
    ["cosign verify --key k.pub acme/app", "signature cosign verify"],
    ["gpg --verify a.asc a", "signature gpg --verify"],
  ])("%s", (script, expected) => expect(checked(script)).toBe(expected));

  test.each([
    "npm audit fix",
    "npm ci",
    "npm run audit-log",
    "trivy --version",
    "trivy image --download-db-only",
    "snyk monitor",
    "snyk auth",
    "gitleaks version",
    "cosign sign acme/app",
    "gpg --import key",
    "sha256sum -c sums.txt",
    "docker run acme/app trivy",
    'echo "trivy image --exit-code 0"',
  ])("not %s", (script) => expect(checked(script)).toBeUndefined());
});
