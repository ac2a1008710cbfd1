import type { RelatedLocation } from "../../src/finding/location.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import type { CommandFact, ScriptFacts } from "../../src/shell/facts.ts";
import { quote } from "../../src/source/quote.ts";
import type { Span } from "../../src/source/span.ts";
import type { ParsedOption } from "../data/options.ts";
import { isSelfHosted } from "../data/runner-class.ts";
import { scriptsByFacts } from "../data/scripts-by-facts.ts";
import { containerClients, isHostPath, mountedPath, privilegeOptions } from "../data/tools/containers.ts";
import { parseCommand } from "../data/tools/option-specs.ts";
import { wordText } from "../data/word-text.ts";

export const privilegedContainer = defineRule({
  meta: {
    id: "privileged-container",
    title: "A container gets the rights of its host",
    summary:
      "`docker run --privileged`, `--pid=host`, `--cap-add=SYS_ADMIN`, or a mount of `/`, a system directory or the docker socket.",
    rationale:
      "Such a container is no longer shut in: what runs in it can mount the disk of the machine, load kernel modules or start further containers as root. " +
      "Whoever controls the image, or a dependency inside it, controls the machine, with the secrets of the job on it. A self-hosted runner stays " +
      "taken over after the job has ended.",
    remediation:
      "Mount only the directories that the container needs, and add only the capability or device that it needs. Where it must be, pin the image by its digest.",
    limits: "Compose files and programs that start containers by themselves are not read.",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-7"], cwe: ["CWE-250"] },
    references: [
      {
        title: "Docker: runtime privilege and Linux capabilities",
        url: "https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities",
      },
      {
        title: "Docker: protect the daemon socket",
        url: "https://docs.docker.com/engine/security/#docker-daemon-attack-surface",
      },
    ],
    since: "0.2.0",
  },
  *check({ scripts }) {
    for (const [facts, runs] of scriptsByFacts(scripts)) {
      for (const opening of openingsIn(facts)) for (const script of runs) yield report(opening, script);
    }
  },
});

interface Opening {
  readonly command: CommandFact;
  readonly image: string | undefined;
  /** What opens the container, in the order written. */
  readonly options: readonly Opener[];
}

interface Opener {
  readonly span: Span;
  readonly text: string;
  readonly gives: string;
}

const clients: ReadonlySet<string> = new Set([...containerClients, "docker-compose", "podman-compose"]);
const starts = /^(?:compose |container )?(?:run|create|exec)$/u;

function openingsIn({ commands }: ScriptFacts): readonly Opening[] {
  return commands.flatMap((command) => {
    if (!clients.has(command.name ?? "") || command.place !== "job") return [];
    const parsed = parseCommand(command);
    if (!starts.test(parsed.subcommand)) return [];
    const privileges = new Set(privilegeOptions(parsed));
    const options = parsed.options.flatMap((option) => (privileges.has(option) ? privilege(option) : mount(option)));
    const [image] = parsed.operands;
    return options.length === 0 ? [] : [{ command, image: image && wordText(image), options }];
  });
}

function privilege({ name, span, value }: ParsedOption): readonly Opener[] {
  const end = value?.span.end ?? span.end;
  const text = value?.literal === undefined ? name : `${name}=${value.literal}`;
  return [{ span: { start: span.start, end }, text, gives: gains[name] ?? "rights of the host" }];
}

const gains: Readonly<Record<string, string>> = {
  "--privileged": "every right and device of the host",
  "--pid": "the host's processes, their memory and their environment",
  "--cap-add": "rights that lead out of the container",
  "--device": "the memory of the host",
};

function mount({ name, span, value }: ParsedOption): readonly Opener[] {
  if (value === undefined || !["-v", "--volume", "--mount"].includes(name)) return [];
  const path = mountedPath(name, wordText(value));
  if (path === undefined || !isHostPath(path) || (isReadOnly(wordText(value)) && harmlessToRead.test(path))) return [];
  const gives = path.endsWith(".sock") ? "the container engine, which starts containers as root" : `${quote(path)} of the host`;
  return [{ span: { start: span.start, end: value.span.end }, text: `${name} ${wordText(value)}`, gives }];
}

/** They hold no secret of the machine. */
const harmlessToRead = /^\/(?:lib\/modules|sys|boot)\/*$/u;

function isReadOnly(mounted: string): boolean {
  return /(?::|,)(?:ro|readonly)(?:,|$)/u.test(mounted);
}

/** Images that set up the emulation of other processors, which cannot be done without. */
const emulators = /(?:^|\/)(?:multiarch\/qemu-user-static|tonistiigi\/binfmt|docker\/binfmt|linuxkit\/binfmt)(?:[:@]|$)/u;

function report({ image, options }: Opening, { run, step, locate }: ScriptRun): Reported {
  const [first, ...others] = options;
  const isEmulator = image !== undefined && emulators.test(image);
  const severity = isSelfHosted(run) ? "high" : isEmulator ? "low" : undefined;
  const related: RelatedLocation[] = others.map(({ span, text, gives }) => ({
    ...locate(span),
    label: `${quote(text)} gives it ${gives}`,
  }));
  const machine = isSelfHosted(run) ? "the self-hosted runner, for good" : "the machine that runs it";
  return {
    at: locate(first?.span ?? { start: 0, end: 0 }),
    ...(severity === undefined ? {} : { severity }),
    message: `${quote(first?.text ?? "")} gives the container${image === undefined ? "" : ` of ${quote(image)}`} ${first?.gives ?? ""}: whoever controls its image controls ${machine}.`,
    ...(isEmulator ? { remediation: "Setting up emulation needs it. Pin the image by its digest." } : {}),
    related,
    route: { run, hops: step.hops },
  };
}
