/** Settings of an organisation of CircleCI. */
import { accessOf } from "../../../src/snapshot/context-access.ts";
import type { Gap } from "../../../src/snapshot/fetched.ts";
import type { AuditLogStream, Organization, OrganizationSettings, UrlOrbPrefix } from "../../../src/snapshot/organization.ts";
import { namesInWords } from "../../data/context-secrets.ts";
import { counted } from "../../settings/wording.ts";
import { ageRow } from "./age.ts";
import { organizationPage } from "./pages.ts";
import { flag, gapped, inapplicable, told, whenKnown } from "./row.ts";
import type { Reading, Row } from "./row.ts";

const security = organizationPage("Security", "security");
const contexts = organizationPage("Contexts", "contexts");
const overview = organizationPage("Overview", "overview");

function switchOf(field: keyof OrganizationSettings, wanted?: boolean): Row<Organization>["read"] {
  return (organization) =>
    whenKnown(organization.settings, (settings) => flag(organization, ["settings", field], settings[field], wanted));
}

export const organizationRows: readonly Row<Organization>[] = [
  {
    id: "uncertified-orbs",
    setting: "Allow uncertified public orbs",
    wanted: "off",
    why: "Whoever publishes an orb that a project takes runs commands among the secrets of its jobs.",
    page: security,
    ruleIds: ["uncertified-orbs-allowed"],
    read: switchOf("allowsUncertifiedOrbs"),
  },
  {
    id: "unversioned-config",
    setting: "Pipelines with unversioned configuration",
    wanted: "off",
    why: "Whoever may trigger a pipeline runs commands that nobody reviewed, with the contexts of its jobs.",
    page: security,
    ruleIds: ["unversioned-config-allowed"],
    read: switchOf("allowsUnversionedConfig"),
  },
  {
    id: "user-checkout-keys",
    setting: "Prohibit user checkout keys",
    wanted: "on",
    why: "With a person's key every job can push to all repositories of that person, in that person's name.",
    page: security,
    read: (organization, given) =>
      organization.vcs === "circleci"
        ? inapplicable("standalone organisations check their code out without keys")
        : switchOf("disablesUserCheckoutKeys", true)(organization, given),
  },
  {
    id: "context-groups",
    setting: "Require a security group on contexts",
    wanted: "on",
    why: "A new context is open to every member of the organisation until somebody restricts it.",
    page: security,
    read: (organization, given) =>
      organization.vcs === "github"
        ? switchOf("requiresContextGroups", true)(organization, given)
        : inapplicable("only organisations of GitHub's OAuth app have security groups"),
  },
  {
    id: "open-contexts",
    setting: "Contexts open to every member",
    wanted: "none",
    why: "Any member prints the secrets of such a context from a branch of any project.",
    page: contexts,
    ruleIds: ["unrestricted-context"],
    read: openContexts,
  },
  ageRow({
    id: "context-secret-age",
    setting: "Age of the secrets in contexts",
    page: contexts,
    part: "contexts",
    lists: ({ contexts: all }) => (all.known ? all.value.map(({ variables }) => variables) : [all]),
    nouns: ["context", "contexts", "secrets"],
  }),
  ageRow({
    id: "runner-token-age",
    setting: "Age of the tokens of self-hosted runners",
    page: organizationPage("Self-Hosted Runners", "runners"),
    part: "runners",
    lists: ({ runners: all }) => (all.known ? all.value.map(({ tokens }) => tokens) : [all]),
    nouns: ["runner class", "runner classes", "tokens"],
  }),
  {
    id: "security-contact",
    setting: "Security contact",
    wanted: "at least one",
    why: "When CircleCI warns of an incident, nobody gets it whose task it is to act.",
    page: organizationPage("Contacts", "contacts"),
    ruleIds: ["missing-security-contact"],
    read: (organization) =>
      whenKnown(organization.contacts, ({ security: count }) =>
        told(organization, ["contacts", "security"], count === 0 ? "none" : String(count)),
      ),
  },
  {
    id: "url-orbs",
    setting: "Addresses that URL orbs may come from",
    wanted: "only those whose content the organisation controls",
    why: "Whoever can put a file at such an address runs commands in every job that takes it as an orb.",
    page: security,
    read: (organization) => whenKnown(organization.urlOrbPrefixes, (prefixes) => urlOrbs(organization, prefixes)),
  },
  {
    id: "config-policies",
    setting: "Config policies",
    wanted: "on, where the plan has them",
    why: "Nothing else stops a configuration that breaks the organisation's rules before it runs.",
    page: organizationPage("Policies", "policies"),
    read: (organization) => whenKnown(organization.configPolicies, (isOn) => flag(organization, ["configPolicies"], isOn, true)),
  },
  {
    id: "audit-log-streams",
    setting: "Streaming of audit logs",
    wanted: "to a store of the organisation's own",
    why: "Who changed a context or a setting is told later only by a copy that an intruder cannot reach.",
    page: overview,
    read: (organization) => {
      const { auditLogStreams: answer } = organization;
      const isOutsidePlan = !answer.known && answer.reason === "unavailable";
      return isOutsidePlan ? inapplicable(answer.detail) : whenKnown(answer, (all) => streams(organization, all));
    },
  },
  {
    id: "telemetry",
    setting: "Exporters of telemetry",
    wanted: "over TLS only",
    why: "Whoever is on the way reads branches, names of jobs and whatever else the spans hold.",
    page: overview,
    read: (organization) =>
      whenKnown(organization.otelExporters, (exporters) => {
        const insecure = exporters.filter(({ isInsecure }) => isInsecure).map(({ origin }) => origin);
        if (insecure.length > 0)
          return told(organization, ["otelExporters"], `without TLS to ${namesInWords(insecure)}`, "differs");
        return told(organization, ["otelExporters"], exporters.length === 0 ? "none" : `${exporters.length}, over TLS`);
      }),
  },
];

function openContexts(organization: Organization): Reading {
  return whenKnown(organization.contexts, (all) => {
    const hidden = all.map(({ restrictions }) => restrictions).find((restrictions): restrictions is Gap => !restrictions.known);
    const open = all.filter((context) => accessOf(context, organization).kind === "all-members").map(({ name }) => name);
    if (open.length === 0 && hidden !== undefined) return gapped(hidden);
    return told(
      organization,
      ["contexts"],
      open.length === 0 ? "none" : `${open.length} of ${all.length}: ${namesInWords(open)}`,
    );
  });
}

function urlOrbs(organization: Organization, prefixes: readonly UrlOrbPrefix[]): Reading {
  const at = ["urlOrbPrefixes"];
  if (prefixes.length === 0) return told(organization, at, "none");
  // A whole host on which others can put files as well.
  const wide = prefixes.filter(({ prefix, auth }) => auth === "none" && /^https?:\/\/[^/]+\/?$/.test(prefix));
  const names = (some: readonly UrlOrbPrefix[]): string => namesInWords(some.map(({ prefix }) => prefix));
  if (wide.length > 0) return told(organization, at, `whole hosts, without a login: ${names(wide)}`, "differs");
  return told(organization, at, names(prefixes), "choice");
}

function streams(organization: Organization, all: readonly AuditLogStream[]): Reading {
  const working = all.filter(({ isDisabled, status }) => !isDisabled && status !== "DISCONNECTED");
  const broken = all.length === 0 ? "off" : `${counted(all.length, "stream")}, disabled or disconnected`;
  if (working.length === 0) return told(organization, ["auditLogStreams"], broken, "differs");
  return told(organization, ["auditLogStreams"], `to ${namesInWords(working.map(({ target }) => target))}`);
}
