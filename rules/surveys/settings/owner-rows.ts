/** Settings of the organisation at GitHub that a repository belongs to. */
import type { GithubOrganization } from "../../../src/snapshot/repository.ts";
import { quote } from "../../../src/source/quote.ts";
import { webhooks } from "./key-rows.ts";
import { ownerPage } from "./pages.ts";
import { flag, told, untold, whenKnown } from "./row.ts";
import type { Row } from "./row.ts";

export const ownerRows: readonly Row<GithubOrganization>[] = [
  {
    id: "two-factor",
    setting: "Two-factor authentication is required",
    wanted: "on",
    why: "The password of one member is enough to push to repositories and start their pipelines.",
    page: ownerPage("Authentication security", "security"),
    ruleIds: ["org-two-factor-not-required"],
    read: (owner) =>
      whenKnown(owner.settings, ({ requiresTwoFactor }) => flag(owner, ["settings", "requiresTwoFactor"], requiresTwoFactor)),
  },
  {
    id: "default-permission",
    setting: "What members may do in every repository",
    wanted: "no more than read",
    why: "Every member can push a branch with a changed configuration to every repository, and so reach what its jobs reach.",
    page: ownerPage("Member privileges", "member_privileges"),
    read: (owner) =>
      whenKnown(owner.settings, ({ defaultPermission: given }) => {
        if (given === undefined) return untold;
        const isWide = given === "write" || given === "admin";
        return told(owner, ["settings", "defaultPermission"], quote(given), isWide ? "differs" : "as-wanted");
      }),
  },
  {
    id: "app-installation",
    setting: "Repositories that CircleCI's GitHub App may read",
    wanted: "those that it builds",
    why: "Whoever controls the app's installation reads every repository that it was given.",
    page: ownerPage("GitHub Apps", "installations"),
    read: (owner) =>
      whenKnown(owner.installations, (all) => {
        const own = all.filter(({ app }) => /^circleci/i.test(app));
        if (own.length === 0) return told(owner, ["installations"], "the app is not installed");
        const isForAll = own.some(({ selection, isSuspended }) => selection === "all" && !isSuspended);
        return told(owner, ["installations"], isForAll ? "all" : "selected ones", isForAll ? "choice" : "as-wanted");
      }),
  },
  {
    id: "webhooks",
    setting: "Webhooks go over TLS and are signed",
    wanted: "all of them",
    why: "Whoever is on the way reads them, and anybody can send their receivers forged ones.",
    page: ownerPage("Webhooks", "hooks"),
    ruleIds: ["insecure-webhook"],
    read: (owner, given) => whenKnown(owner.webhooks, (all) => webhooks(owner, all, given)),
  },
];
