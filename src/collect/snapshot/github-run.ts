/** Asks GitHub about organisations and repositories, each once however often it is wanted. */
import { valueOf } from "../../snapshot/fetched.ts";
import type { Fetched } from "../../snapshot/fetched.ts";
import type { Repository } from "../../snapshot/repository.ts";
import { addressAt, addressOf, readSlug } from "../circleci/facts/slugs.ts";
import type { AddPiece, CollectProgress } from "./collect-snapshot.ts";
import type { Missing } from "./find-wanted.ts";
import type { GithubFacts, ListedRepository } from "./github-facts.ts";
import { inOrder } from "./in-order.ts";

export interface GithubWishes {
  /** Slugs or addresses of organisations of which all repositories with configurations are wanted; others are left out. */
  readonly logins: readonly string[];
  /** Addresses or slugs of repositories; what is not at this GitHub is left out. */
  readonly addresses: readonly string[];
}

export interface GithubRun {
  collect(wishes: GithubWishes): Promise<void>;
  /** The addresses of collected repositories that have configurations. */
  withConfigurations(): readonly string[];
  missing(): readonly Missing[];
}

export interface GithubRunRequest {
  readonly github: GithubFacts;
  readonly add: AddPiece;
  readonly progress: (progress: CollectProgress) => void;
}

const repositoriesAtOnce = 6;

interface Wish {
  readonly address: string;
  /** Undefined: nothing is wanted of it when it has no configuration. */
  readonly listed: ListedRepository | undefined;
  readonly isAsked: boolean;
}

export function githubRun({ github, add, progress }: GithubRunRequest): GithubRun {
  const owners = new Set<string>();
  const seen = new Set<string>();
  const built: string[] = [];
  const missing: Missing[] = [];
  let [done, known] = [0, 0];
  const collectOwner = async (login: string): Promise<void> => {
    if (owners.has(login.toLowerCase())) return;
    owners.add(login.toLowerCase());
    await add("githubOrganizations", await github.organization(login));
  };
  const take = async (wish: Wish, answer: Fetched<Repository> | undefined): Promise<void> => {
    done += 1;
    progress({ kind: "repositories", done, known });
    if (answer === undefined) return;
    if (!answer.known) {
      if (answer.reason !== "inapplicable") missing.push({ name: wish.address, isNamed: false, why: answer });
      return;
    }
    await add("repositories", answer.value);
    const files = answer.value.files;
    if (wish.isAsked || (valueOf(files)?.length ?? 0) > 0) built.push(answer.value.address);
  };
  return {
    async collect({ logins, addresses }) {
      const asked = addresses.map((text) => addressIn(text, github.site)).filter((address) => address !== undefined);
      const whole = logins.map((text) => loginIn(text, github.site)).filter((login) => login !== undefined);
      const wishes = asked.map((address) => ({ address, listed: undefined, isAsked: true }));
      const all = [...(await listAll(github, whole, missing)), ...wishes];
      const fresh = merge(all).filter(({ address }) => !seen.has(address.toLowerCase()));
      for (const { address } of fresh) seen.add(address.toLowerCase());
      known += fresh.length;
      const logged = [...whole, ...fresh.map(({ address }) => address.split("/")[1] ?? "")];
      for (const login of new Set(logged)) await collectOwner(login);
      for await (const [wish, answer] of inOrder(fresh, repositoriesAtOnce, collectOne(github))) await take(wish, answer);
    },
    withConfigurations: () => built,
    missing: () => missing,
  };
}

function collectOne(github: GithubFacts): (wish: Wish) => Promise<readonly [Wish, Fetched<Repository> | undefined]> {
  return async (wish) => {
    const { address, listed, isAsked } = wish;
    if (listed === undefined) return [wish, await github.repository(address)];
    if (!isAsked && !(await listed.hasConfigurations())) return [wish, undefined];
    return [wish, await listed.collect()];
  };
}

async function listAll(github: GithubFacts, logins: readonly string[], missing: Missing[]): Promise<readonly Wish[]> {
  const wishes: Wish[] = [];
  for (const login of new Set(logins)) {
    const answer = await github.list(login);
    if (answer.known) wishes.push(...answer.value.map((each) => ({ address: each.address, listed: each, isAsked: false })));
    else missing.push({ name: `repositories of ${github.site}/${login}`, isNamed: false, why: answer });
  }
  return wishes;
}

/** Each repository once, in order. */
function merge(wishes: readonly Wish[]): readonly Wish[] {
  const merged = new Map<string, Wish>();
  for (const wish of wishes) {
    const key = wish.address.toLowerCase();
    const other = merged.get(key);
    merged.set(key, { ...wish, listed: wish.listed ?? other?.listed, isAsked: wish.isAsked || other?.isAsked === true });
  }
  return [...merged.values()].toSorted((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
}

/** `github.com/acme/app` from a slug or an address; undefined for what is elsewhere. */
function addressIn(text: string, site: string): string | undefined {
  const address = addressOf(text) ?? addressAt(text);
  return address?.split("/").length === 3 && address.split("/")[0] === site.toLowerCase() ? address : undefined;
}

function loginIn(text: string, site: string): string | undefined {
  const slug = readSlug(text);
  if (slug !== undefined) return slug.prefix === "gh" && slug.project === undefined ? slug.owner : undefined;
  const [host, login, ...more] = addressAt(text)?.split("/") ?? [];
  return host === site.toLowerCase() && more.length === 0 ? login : undefined;
}
