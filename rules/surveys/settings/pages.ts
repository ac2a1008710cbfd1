/** Where settings are changed in CircleCI's web application and at GitHub. */
import type { Organization } from "../../../src/snapshot/organization.ts";
import type { Project } from "../../../src/snapshot/project.ts";
import type { GithubOrganization, Repository } from "../../../src/snapshot/repository.ts";
import type { Given } from "./row.ts";

export interface Page {
  readonly title: string;
  readonly url?: string;
}

/** The web application spells the short names of code hosts out. */
const hosts: Readonly<Record<string, string>> = { gh: "github", bb: "bitbucket", circleci: "circleci" };

const plainSegments = /^[\w./-]+$/;

function circleciPage(kind: "organization" | "project", slug: string, page: string, { audit }: Given): { readonly url?: string } {
  const [host = "", ...rest] = slug.split("/");
  const name = hosts[host];
  // Of a server the address of its web application is not known.
  if (audit.isOnServer === true || name === undefined || !plainSegments.test(slug)) return {};
  return { url: `https://app.circleci.com/settings/${kind}/${name}/${rest.join("/")}/${page}` };
}

type PageOf<S> = (subject: S, given: Given) => Page;

/** `page`: the last part of the address. */
export function organizationPage(title: string, page: string): PageOf<Organization> {
  return ({ slug }, given) => ({ title: `Organization Settings, ${title}`, ...circleciPage("organization", slug, page, given) });
}

export function projectPage(title: string, page: string): PageOf<Project> {
  return ({ slug }, given) => ({ title: `Project Settings, ${title}`, ...circleciPage("project", slug, page, given) });
}

export const advanced = projectPage("Advanced", "advanced");

export function repositoryPage(title: string, page: string): PageOf<Repository> {
  return ({ address }) => ({
    title: `Settings of the repository, ${title}`,
    ...(plainSegments.test(address) ? { url: `https://${address}/settings${page}` } : {}),
  });
}

export function ownerPage(title: string, page: string): PageOf<GithubOrganization> {
  return ({ address, login }) => {
    const host = address.slice(0, address.indexOf("/"));
    const isPlain = plainSegments.test(address) && plainSegments.test(login);
    return {
      title: `Settings of the organisation at GitHub, ${title}`,
      ...(isPlain ? { url: `https://${host}/organizations/${login}/settings/${page}` } : {}),
    };
  };
}
