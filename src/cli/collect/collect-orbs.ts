/** `collect --orbs`: asks CircleCI for the sources of orbs, and keeps them where `lint` finds them. */
import path from "node:path";
import { rules } from "../../../rules/index.ts";
import { findFiles } from "../../collect/find-files.ts";
import type { FoundFiles } from "../../collect/find-files.ts";
import { followFile } from "../../collect/follow-file.ts";
import { collectOrbs } from "../../collect/collect-orbs.ts";
import { askForOrb } from "../../collect/circleci/orb-version.ts";
import { orbNameOf, shownOrb } from "../../collect/orb-name.ts";
import type { OrbName } from "../../collect/orb-name.ts";
import { masksFor } from "../../engine/mask-outcome.ts";
import { namedOrbs } from "../../lint/named-orbs.ts";
import type { NamedOrbs } from "../../lint/named-orbs.ts";
import { tool } from "../../lint/tool.ts";
import { paintWith } from "../../report/pretty/paint.ts";
import { detectSecrets } from "../../secrets/detect.ts";
import type { SourceFile } from "../../source/source-file.ts";
import { plain } from "../../source/quote.ts";
import type { CommandLine } from "../command-line.ts";
import { inputFiles } from "../input-files.ts";
import { loadSettings } from "../load-settings.ts";
import { print, printError, terminalStyle } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { orbsOptions } from "./orbs-options.ts";
import type { OrbsOptions } from "./orbs-options.ts";
import { fetchProgress } from "./fetch-progress.ts";
import { renderCollected } from "./render-collected.ts";
import type { NotFetched } from "./render-collected.ts";

/**
 * Resolves to the exit code.
 * @throws {UsageError | SettingsError}
 */
export async function fetchOrbs(line: CommandLine, cwd: string): Promise<number> {
  const options = orbsOptions(line, cwd);
  const found =
    options.standardInput && options.paths.length === 0
      ? { ...findFiles([cwd], cwd), files: [], problems: [] }
      : findFiles(options.paths, cwd);
  const named = await readNames(options, found, cwd);
  const { wanted, notFetched } = await sortNames(named.sources);
  const progress = fetchProgress();
  const orbs = await collectOrbs({
    wanted,
    cache: { folder: options.folder, host: options.host },
    vendored: found.folders,
    vendorInto: options.vendor ? vendorFolder(found) : undefined,
    maxAge: options.maxAge,
    hasToken: options.token !== undefined,
    now: Date.now,
    ask: asker(options),
    progress: progress.show,
  });
  progress.end();
  for (const { message, location } of named.problems) {
    const said = location === undefined ? message : `${location.file.path}: ${await withoutSecretsOf(location.file, message)}`;
    printError(`${tool.name}: ${said}`);
  }
  const home = process.env["HOME"] ?? "";
  const folder =
    home !== "" && options.folder.startsWith(`${home}${path.sep}`) ? `~${options.folder.slice(home.length)}` : options.folder;
  await print(renderCollected({ orbs, notFetched, configs: named.configs, folder }, paintWith(terminalStyle(line))));
  return named.problems.length > 0 || orbs.some(({ fault }) => fault !== undefined) ? 2 : 0;
}

async function readNames(options: OrbsOptions, found: FoundFiles, cwd: string): Promise<NamedOrbs> {
  const ruleIds = rules.map((rule) => rule.meta.id);
  const { settings, file: settingsFile } = await loadSettings(options.config, found, cwd, ruleIds);
  const input = await inputFiles({ found, settings, settingsFile, standardInput: options.standardInput });
  const named = await namedOrbs({
    files: input.files,
    follow: (wanted, from) => followFile({ wanted, from, root: found.root, cwd, limit: settings.limits.fileBytes }),
  });
  return { ...named, problems: [...found.problems, ...input.problems, ...named.problems] };
}

/** Each registry orb once, and what is none. */
async function sortNames(
  sources: NamedOrbs["sources"],
): Promise<{ readonly wanted: readonly OrbName[]; readonly notFetched: readonly NotFetched[] }> {
  const wanted = new Map<string, OrbName>();
  const notFetched = new Map<string, NotFetched>();
  const leaveOut = (name: string, reason: string): void => void notFetched.set(name, { name, reason });
  for (const source of sources) {
    if (source.kind === "url") leaveOut(source.url, "URL orbs are not fetched");
    else if (source.kind === "unclear") {
      if (source.text.includes("<<")) leaveOut(source.text, "which orb is meant is known only when the pipeline runs");
    } else {
      const orb = orbNameOf(source);
      if (orb !== undefined) wanted.set(shownOrb(orb), orb);
      else
        leaveOut(
          `${source.namespace}/${source.name}@${source.version ?? ""}`,
          source.version?.includes("<<") === true
            ? "its version is known only when the pipeline runs"
            : "no orb can have such a name",
        );
    }
  }
  const shown = [...notFetched.values()].map(async ({ name, reason }) => {
    return { name: plain(await withoutSecretsOf({ path: "", text: name }, name), 200), reason };
  });
  return { wanted: [...wanted.values()], notFetched: await Promise.all(shown) };
}

/** The address of an orb may hold a password. */
async function withoutSecretsOf(file: SourceFile, text: string): Promise<string> {
  return masksFor((await detectSecrets(file)).map(({ at }) => at)).prose(text);
}

function vendorFolder({ folders }: FoundFiles): string {
  const [only, ...others] = folders;
  if (only !== undefined && others.length === 0) return only;
  throw new UsageError("`--vendor` copies orbs into one `.circleci` folder: name one.");
}

function asker({ host, token, timeout }: OrbsOptions): (orb: OrbName) => ReturnType<typeof askForOrb> {
  const deadline = Date.now() + timeout;
  const userAgent = `${tool.name}/${tool.version}`;
  return (orb) => askForOrb(orb, { host, token, userAgent, now: Date.now, deadline, firstPause: 500 });
}
