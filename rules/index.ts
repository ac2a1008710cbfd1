/** Every rule, by id. Written by `npm run docs`; do not edit. */
import type { AnyRule } from "../src/rule/rule.ts";
import { addSshKeysAll } from "./credentials/add-ssh-keys-all.ts";
import { adhocPackageInstall } from "./supply-chain/adhoc-package-install.ts";
import { aiAgentUntrustedInput } from "./injection/ai-agent-untrusted-input.ts";
import { alwaysRunPublish } from "./contexts/always-run-publish.ts";
import { approvalNotEffective } from "./contexts/approval-not-effective.ts";
import { bashEnvInjection } from "./injection/bash-env-injection.ts";
import { cacheInRelease } from "./supply-chain/cache-in-release.ts";
import { configNotCodeOwned } from "./settings/config-not-code-owned.ts";
import { constantCondition } from "./contexts/constant-condition.ts";
import { contextFromParameter } from "./contexts/context-from-parameter.ts";
import { contextMissing } from "./contexts/context-missing.ts";
import { contextNotAllowed } from "./contexts/context-not-allowed.ts";
import { contextOverload } from "./contexts/context-overload.ts";
import { contextUnusedByJob } from "./contexts/context-unused-by-job.ts";
import { continuationKeyExposed } from "./credentials/continuation-key-exposed.ts";
import { continuationUntrustedInput } from "./injection/continuation-untrusted-input.ts";
import { defaultBranchUnprotected } from "./settings/default-branch-unprotected.ts";
import { defaultOidcClaims } from "./settings/default-oidc-claims.ts";
import { deployStep } from "./supply-chain/deploy-step.ts";
import { deployWithoutApproval } from "./contexts/deploy-without-approval.ts";
import { dockerBuildArgSecret } from "./credentials/docker-build-arg-secret.ts";
import { environmentDumped } from "./exposure/environment-dumped.ts";
import { extraSshKey } from "./settings/extra-ssh-key.ts";
import { filterTooWide } from "./contexts/filter-too-wide.ts";
import { floatingMachineImage } from "./supply-chain/floating-machine-image.ts";
import { floatingOrb } from "./supply-chain/floating-orb.ts";
import { forkBuildsEnabled } from "./settings/fork-builds-enabled.ts";
import { forksReceiveSecrets } from "./settings/forks-receive-secrets.ts";
import { hardcodedRegistryPassword } from "./credentials/hardcoded-registry-password.ts";
import { hardcodedSecret } from "./credentials/hardcoded-secret.ts";
import { hardcodedSecretGeneric } from "./credentials/hardcoded-secret-generic.ts";
import { ignoredSecurityCheck } from "./contexts/ignored-security-check.ts";
import { imageNotAllowed } from "./supply-chain/image-not-allowed.ts";
import { ingressOpenedToCi } from "./network/ingress-opened-to-ci.ts";
import { insecurePackageSource } from "./supply-chain/insecure-package-source.ts";
import { insecureWebhook } from "./settings/insecure-webhook.ts";
import { ipRangesUnsupported } from "./network/ip-ranges-unsupported.ts";
import { legacyAwsKeys } from "./settings/legacy-aws-keys.ts";
import { legacyImage } from "./supply-chain/legacy-image.ts";
import { lockfileNotEnforced } from "./supply-chain/lockfile-not-enforced.ts";
import { maliciousIndicator } from "./injection/malicious-indicator.ts";
import { missingIpRanges } from "./network/missing-ip-ranges.ts";
import { missingSecurityContact } from "./settings/missing-security-contact.ts";
import { mutableUrlOrb } from "./supply-chain/mutable-url-orb.ts";
import { oidcTokenExposed } from "./credentials/oidc-token-exposed.ts";
import { opaqueOrb } from "./supply-chain/opaque-orb.ts";
import { orbNotAllowed } from "./supply-chain/orb-not-allowed.ts";
import { orbTyposquat } from "./supply-chain/orb-typosquat.ts";
import { orgTwoFactorNotRequired } from "./settings/org-two-factor-not-required.ts";
import { outsideCollaboratorCanRunContexts } from "./settings/outside-collaborator-can-run-contexts.ts";
import { overrideWithUnpinned } from "./supply-chain/override-with-unpinned.ts";
import { privilegedContainer } from "./supply-chain/privileged-container.ts";
import { projectApiToken } from "./settings/project-api-token.ts";
import { publicBuilds } from "./settings/public-builds.ts";
import { remoteScriptExecution } from "./supply-chain/remote-script-execution.ts";
import { remoteSigningKey } from "./supply-chain/remote-signing-key.ts";
import { resourceClassNotAllowed } from "./network/resource-class-not-allowed.ts";
import { runtimeSecretPrinted } from "./exposure/runtime-secret-printed.ts";
import { secretEchoed } from "./exposure/secret-echoed.ts";
import { secretInPipelineParameter } from "./credentials/secret-in-pipeline-parameter.ts";
import { secretInProcessArgs } from "./credentials/secret-in-process-args.ts";
import { secretPersisted } from "./exposure/secret-persisted.ts";
import { secretScanningDisabled } from "./settings/secret-scanning-disabled.ts";
import { secretTransformedPrint } from "./exposure/secret-transformed-print.ts";
import { selfHostedRunner } from "./network/self-hosted-runner.ts";
import { settingsWritableByNonAdmins } from "./settings/settings-writable-by-non-admins.ts";
import { setupWorkflowWithContext } from "./contexts/setup-workflow-with-context.ts";
import { shadowedSecret } from "./settings/shadowed-secret.ts";
import { spoofableActorGate } from "./contexts/spoofable-actor-gate.ts";
import { sshRerunEnabled } from "./settings/ssh-rerun-enabled.ts";
import { staleSecret } from "./settings/stale-secret.ts";
import { staticCloudCredentials } from "./credentials/static-cloud-credentials.ts";
import { staticImagePullCredentials } from "./credentials/static-image-pull-credentials.ts";
import { staticPublishToken } from "./credentials/static-publish-token.ts";
import { staticVaultCredentials } from "./credentials/static-vault-credentials.ts";
import { suppressionWithoutReason } from "./audit/suppression-without-reason.ts";
import { tagFilterRunsOnBranches } from "./contexts/tag-filter-runs-on-branches.ts";
import { templateExpansionInCode } from "./injection/template-expansion-in-code.ts";
import { templateInjection } from "./injection/template-injection.ts";
import { tlsVerificationDisabled } from "./supply-chain/tls-verification-disabled.ts";
import { uncertifiedOrb } from "./supply-chain/uncertified-orb.ts";
import { uncertifiedOrbsAllowed } from "./settings/uncertified-orbs-allowed.ts";
import { undigestedImage } from "./supply-chain/undigested-image.ts";
import { unenforcedChecksum } from "./supply-chain/unenforced-checksum.ts";
import { unexpectedSecret } from "./credentials/unexpected-secret.ts";
import { unguardedContext } from "./contexts/unguarded-context.ts";
import { unguardedOidcRole } from "./credentials/unguarded-oidc-role.ts";
import { unquotedUntrustedVariable } from "./injection/unquoted-untrusted-variable.ts";
import { unrestrictedApproval } from "./contexts/unrestricted-approval.ts";
import { unrestrictedContext } from "./contexts/unrestricted-context.ts";
import { unsafeShellReparse } from "./injection/unsafe-shell-reparse.ts";
import { unsoundGateExpression } from "./contexts/unsound-gate-expression.ts";
import { untaggedImage } from "./supply-chain/untagged-image.ts";
import { untrustedRefCheckout } from "./injection/untrusted-ref-checkout.ts";
import { unusedOrb } from "./supply-chain/unused-orb.ts";
import { unusedSuppression } from "./audit/unused-suppression.ts";
import { unverifiedDownload } from "./supply-chain/unverified-download.ts";
import { unversionedConfigAllowed } from "./settings/unversioned-config-allowed.ts";
import { urlEmbeddedCredentials } from "./credentials/url-embedded-credentials.ts";
import { userCheckoutKey } from "./settings/user-checkout-key.ts";
import { verboseClientWithSecret } from "./exposure/verbose-client-with-secret.ts";
import { volatileOrb } from "./supply-chain/volatile-orb.ts";
import { weakContextRestriction } from "./contexts/weak-context-restriction.ts";
import { writableDeployKey } from "./settings/writable-deploy-key.ts";
import { xtraceWithSecrets } from "./exposure/xtrace-with-secrets.ts";

export const rules: readonly AnyRule[] = [
  addSshKeysAll,
  adhocPackageInstall,
  aiAgentUntrustedInput,
  alwaysRunPublish,
  approvalNotEffective,
  bashEnvInjection,
  cacheInRelease,
  configNotCodeOwned,
  constantCondition,
  contextFromParameter,
  contextMissing,
  contextNotAllowed,
  contextOverload,
  contextUnusedByJob,
  continuationKeyExposed,
  continuationUntrustedInput,
  defaultBranchUnprotected,
  defaultOidcClaims,
  deployStep,
  deployWithoutApproval,
  dockerBuildArgSecret,
  environmentDumped,
  extraSshKey,
  filterTooWide,
  floatingMachineImage,
  floatingOrb,
  forkBuildsEnabled,
  forksReceiveSecrets,
  hardcodedRegistryPassword,
  hardcodedSecret,
  hardcodedSecretGeneric,
  ignoredSecurityCheck,
  imageNotAllowed,
  ingressOpenedToCi,
  insecurePackageSource,
  insecureWebhook,
  ipRangesUnsupported,
  legacyAwsKeys,
  legacyImage,
  lockfileNotEnforced,
  maliciousIndicator,
  missingIpRanges,
  missingSecurityContact,
  mutableUrlOrb,
  oidcTokenExposed,
  opaqueOrb,
  orbNotAllowed,
  orbTyposquat,
  orgTwoFactorNotRequired,
  outsideCollaboratorCanRunContexts,
  overrideWithUnpinned,
  privilegedContainer,
  projectApiToken,
  publicBuilds,
  remoteScriptExecution,
  remoteSigningKey,
  resourceClassNotAllowed,
  runtimeSecretPrinted,
  secretEchoed,
  secretInPipelineParameter,
  secretInProcessArgs,
  secretPersisted,
  secretScanningDisabled,
  secretTransformedPrint,
  selfHostedRunner,
  settingsWritableByNonAdmins,
  setupWorkflowWithContext,
  shadowedSecret,
  spoofableActorGate,
  sshRerunEnabled,
  staleSecret,
  staticCloudCredentials,
  staticImagePullCredentials,
  staticPublishToken,
  staticVaultCredentials,
  suppressionWithoutReason,
  tagFilterRunsOnBranches,
  templateExpansionInCode,
  templateInjection,
  tlsVerificationDisabled,
  uncertifiedOrb,
  uncertifiedOrbsAllowed,
  undigestedImage,
  unenforcedChecksum,
  unexpectedSecret,
  unguardedContext,
  unguardedOidcRole,
  unquotedUntrustedVariable,
  unrestrictedApproval,
  unrestrictedContext,
  unsafeShellReparse,
  unsoundGateExpression,
  untaggedImage,
  untrustedRefCheckout,
  unusedOrb,
  unusedSuppression,
  unverifiedDownload,
  unversionedConfigAllowed,
  urlEmbeddedCredentials,
  userCheckoutKey,
  verboseClientWithSecret,
  volatileOrb,
  weakContextRestriction,
  writableDeployKey,
  xtraceWithSecrets,
];
