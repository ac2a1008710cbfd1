/** Switches that make programs write what they send, or their arguments, to their output. Sources: each program's manual page. */
import { wordSet } from "../options.ts";

/**
 * What must be in a call for the mode to show a secret. `request`: a secret among headers, URL and credentials. `everything`: bodies too.
 * `arguments`: a secret among the arguments. `login`: nothing, since every call is signed in. `context`: the same in jobs that hold one.
 */
export type Shows = "request" | "everything" | "arguments" | "login" | "context";

export interface VerboseOption {
  readonly programs: ReadonlySet<string>;
  readonly options: ReadonlySet<string>;
  readonly shows: Shows;
  /** Where it writes; `value`: to the file that the option names. */
  readonly writes: "error" | "output" | "value";
  /** How often the option must be given. */
  readonly times: number;
}

const option = (programs: string, options: string, shows: Shows, rest: Partial<VerboseOption> = {}): VerboseOption => ({
  programs: wordSet(programs),
  options: wordSet(options),
  shows,
  writes: "error",
  times: 1,
  ...rest,
});

export const verboseOptions: readonly VerboseOption[] = [
  option("curl", "-v --verbose", "request"),
  option("curl", "--trace --trace-ascii", "everything", { writes: "value" }),
  option("wget wget2", "-d --debug", "request"),
  option("http https xh", "-v --verbose", "everything", { writes: "output" }),
  option("ssh scp sftp", "-v", "arguments"),
  option("aws", "--debug", "login"),
  option("helm", "--debug", "arguments", { writes: "output" }),
  option("ansible ansible-playbook", "-v", "arguments", { writes: "output", times: 3 }),
  option("gradle gradlew", "-d --debug", "arguments", { writes: "output" }),
  option("mvn mvnw", "-X --debug", "arguments", { writes: "output" }),
];

export interface VerboseVariable {
  readonly names: ReadonlySet<string>;
  readonly values: RegExp;
  readonly programs: ReadonlySet<string>;
  readonly shows: Shows;
  /** A variable that sends the output to a file. */
  readonly file?: string;
}

const variable = (names: string, values: RegExp, programs: string, shows: Shows, file?: string): VerboseVariable => ({
  names: wordSet(names),
  values,
  programs: wordSet(programs),
  shows,
  ...(file === undefined ? {} : { file }),
});

/** Values of git's trace variables that write to standard error; a path writes to a file. */
const gitOn = /^(?:1|2|true)$/iu;
const node =
  "node npm npx yarn pnpm bun semantic-release lerna changeset serverless sls cdk cypress playwright vercel netlify firebase";

export const verboseVariables: readonly VerboseVariable[] = [
  variable("GIT_TRACE GIT_TRACE_CURL GIT_CURL_VERBOSE GIT_TRACE_PACKET GIT_TRACE_SETUP GIT_TRACE2", gitOn, "git", "arguments"),
  variable("TF_LOG TF_LOG_CORE TF_LOG_PROVIDER", /^(?:TRACE|DEBUG|JSON)$/iu, "terraform tofu terragrunt", "login", "TF_LOG_PATH"),
  variable("DEBUG", /^\*(?:,|$)/u, node, "context"),
  variable("NODE_DEBUG", /(?:^|,)(?:http|https|http2|net|tls)(?:,|$)/iu, node, "context"),
];
