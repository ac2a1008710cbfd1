/** The projects of `gh/acme` and their repositories: one open to forks, one that deploys, one that is well kept, and others in between. */
import { codeowners, project, repository, tightProtection, tightSettings, variable } from "./blank.ts";
import { docsConfig, infraApplyConfig, infraConfig, paymentsConfig, shopConfig, websiteConfig } from "./configs.ts";
import { beforeTheIncident, canaries, publicKey } from "./identities.ts";
import type { Days } from "./identities.ts";
import type { ProjectState } from "./types.ts";

const config = ".circleci/config.yml";

export function acmeProjects(days: Days): readonly ProjectState[] {
  return [website(days), shop(days), payments(days), docs(days), infra(days), gone(days)];
}

/** Public; builds of forks get its secrets. */
function website(days: Days): ProjectState {
  return project(
    {
      index: 0,
      name: "website",
      days,
      differs: {
        settings: {
          ...tightSettings,
          build_fork_prs: true,
          forks_receive_secret_env_vars: true,
          oss: true,
          disable_ssh: false,
          write_settings_requires_admin: false,
        },
        variables: [variable("NETLIFY_AUTH_TOKEN", days(150)), variable("SENTRY_DSN", days(10), null)],
        workflows: ["site"],
      },
    },
    repository({
      index: 0,
      name: "website",
      days,
      differs: {
        visibility: "public",
        allowsForking: true,
        files: { [config]: websiteConfig, "README.md": "# Website\n" },
        ruleset: undefined,
        collaborators: [
          { login: "acme-ada", role: "admin", outside: false },
          { login: "freelance-fay", role: "push", outside: true },
        ],
        scanning: { enabled: false, pushProtection: false, openAlerts: 0 },
      },
    }),
  );
}

/** Deploys with an open context; a person's key checks it out and its deploy key can push. */
function shop(days: Days): ProjectState {
  const [deploy, ssh] = [publicKey("acme/shop deploy"), publicKey("acme/shop bastion")];
  return project(
    {
      index: 1,
      name: "shop",
      days,
      differs: {
        settings: { ...tightSettings, disable_ssh: false, write_settings_requires_admin: false, unversioned_config: true },
        variables: [
          variable("DEPLOY_TOKEN", beforeTheIncident, null),
          variable("AWS_ACCESS_KEY_ID", days(700)),
          variable("AWS_SECRET_ACCESS_KEY", days(700)),
          variable("STRIPE_API_KEY", days(20)),
        ],
        checkoutKeys: [
          { type: "github-user-key", publicKey: publicKey("acme-ada user"), preferred: true, createdAt: beforeTheIncident },
          { type: "deploy-key", publicKey: deploy, preferred: false, createdAt: days(800) },
        ],
        sshKeys: [
          { hostname: "bastion.shop.internal", publicKey: ssh },
          { hostname: "", publicKey: publicKey("acme/shop anywhere") },
        ],
        apiTokens: [
          { label: "badge", scope: "status", createdAt: days(900) },
          { label: "dashboard", scope: "view-builds", createdAt: days(300) },
          { label: "release script", scope: "all", createdAt: beforeTheIncident },
        ],
        webhooks: [
          {
            name: "deploys",
            url: `http://deploys.shop.example/hook?secret=${canaries.urlSecret}`,
            verifiesTls: false,
            hasSecret: false,
            createdAt: days(500),
          },
          { name: "chat", url: "https://chat.acme.example/circleci", verifiesTls: true, hasSecret: true, createdAt: days(50) },
        ],
        schedules: [
          { name: "nightly", actor: "acme-ada", branch: "main", createdAt: days(250) },
          { name: "clean-up", actor: "system", branch: "main", createdAt: days(100) },
        ],
        hasLegacyAwsKeys: true,
        workflows: ["ship"],
      },
    },
    repository({
      index: 1,
      name: "shop",
      days,
      differs: {
        // Somebody owns the documents, nobody the configuration.
        files: { [config]: shopConfig, CODEOWNERS: "*.md @acme/developers\n", "README.md": "# Shop\n" },
        ruleset: undefined,
        protection: { ...tightProtection, approvals: 0, codeOwners: false, checks: [], forcePushes: true, admins: false },
        collaborators: [
          { login: "acme-ada", role: "admin", outside: false },
          { login: "acme-ben", role: "push", outside: false },
          { login: "freelance-fay", role: "push", outside: true },
        ],
        teams: [{ slug: "developers", role: "push" }],
        deployKeys: [
          { title: "CircleCI", key: deploy, readOnly: false, createdAt: days(800), lastUsed: days(2) },
          { title: "old laptop", key: publicKey("old laptop"), readOnly: false, createdAt: beforeTheIncident, lastUsed: null },
        ],
        hooks: [
          {
            url: `http://hooks.shop.example/${canaries.urlSecret}`,
            events: ["push"],
            insecureSsl: true,
            hasSecret: false,
          },
        ],
        secrets: [variable("NPM_TOKEN", beforeTheIncident)],
        scanning: { enabled: true, pushProtection: false, openAlerts: 2 },
      },
    }),
  );
}

/** Well kept, with a restricted context. */
function payments(days: Days): ProjectState {
  return project(
    {
      index: 2,
      name: "payments",
      days,
      differs: { oidc: { audience: ["https://payments.acme.example"], ttl: "30m" }, workflows: ["pay"] },
    },
    repository({
      index: 2,
      name: "payments",
      days,
      differs: {
        files: { [config]: paymentsConfig, ".github/CODEOWNERS": codeowners },
        ruleset: { ...tightProtection, approvals: 2 },
        teams: [{ slug: "payments", role: "push" }],
      },
    }),
  );
}

/** Nothing to complain about. */
function docs(days: Days): ProjectState {
  return project(
    { index: 3, name: "docs", days, differs: { workflows: ["docs"] } },
    repository({
      index: 3,
      name: "docs",
      days,
      differs: { files: { [config]: docsConfig, CODEOWNERS: codeowners, "README.md": "# Docs\n" } },
    }),
  );
}

/** Dynamic configuration on machines of its own; its configuration comes from another repository too. */
function infra(days: Days): ProjectState {
  return project(
    {
      index: 4,
      name: "infra",
      days,
      differs: {
        settings: { ...tightSettings, setup_workflows: true },
        definitions: [
          {
            name: "From the platform's repository",
            provider: "github_app",
            configRepository: "acme/platform-configs",
            configPath: "infra/config.yml",
            checkoutRepository: "acme/infra",
            triggers: [
              { name: "pushes", source: "github_app", events: "all-pushes", disabled: false },
              { name: "from outside", source: "webhook", events: "", disabled: false },
              { name: "weekly", source: "schedule", events: "", disabled: true },
            ],
          },
        ],
        workflows: ["setup", "apply"],
      },
    },
    repository({
      index: 4,
      name: "infra",
      days,
      differs: {
        files: {
          [config]: infraConfig,
          ".circleci/apply.yml": infraApplyConfig,
          ".circleci/scripts/plan.sh": "terraform plan\n",
          "docs/CODEOWNERS": "* @acme/nobody-of-that-name\n",
        },
        codeownersErrors: 1,
      },
    }),
  );
}

/** Still known to CircleCI; its repository was deleted. */
function gone(days: Days): ProjectState {
  return project(
    { index: 5, name: "prototype", days, differs: { variables: [variable("HEROKU_API_KEY", beforeTheIncident, null)] } },
    undefined,
  );
}
