/** Where a repository is, from what a checkout says of it: the address of a remote in any of Git's forms, or a project slug. */

const hosts: Readonly<Record<string, string>> = {
  gh: "github.com",
  github: "github.com",
  bb: "bitbucket.org",
  bitbucket: "bitbucket.org",
};

/** `github.com/Acme/app`; undefined for what is no address of a repository. What stands before the host, a password too, is left out. */
export function addressOfRemote(remote: string): string | undefined {
  if (remote.length > 500) return undefined;
  const path = remote
    .trim()
    .replace(/^[a-z+]+:\/\//iu, "")
    .replace(/^[^@/\s]*@/u, "")
    .replace(/^([^/:\s]+):(?:\d+\/)?(?=[^/])/u, "$1/")
    .replace(/(?:\.git)?\/?$/u, "");
  const [host = "", ...names] = path.split("/");
  const known = Object.hasOwn(hosts, host.toLowerCase()) ? hosts[host.toLowerCase()] : host;
  const isAddress = known?.includes(".") === true && names.length > 1 && names.every((name) => /^(?!\.+$)[\w.-]+$/u.test(name));
  return isAddress ? [known, ...names].join("/") : undefined;
}
