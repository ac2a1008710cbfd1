/** How programs take a secret without an argument. Sources: each program's manual page. */
import { wordSet } from "../options.ts";

export type Way =
  /** On standard input; `as` stands where the option stood, with `$` for its name, and `format` is how `printf` writes the secret. */
  | { readonly by: "input"; readonly as: string; readonly format?: string }
  /** In a variable that the program reads. */
  | { readonly by: "variable"; readonly name: string; readonly as?: string }
  | { readonly by: "advice"; readonly text: string };

export interface Row {
  readonly programs: ReadonlySet<string>;
  /** Tested against the option's name; the empty text stands for operands. */
  readonly options: RegExp;
  readonly way: Way;
}

const row = (programs: string, options: RegExp, way: Way): Row => ({ programs: wordSet(programs), options, way });
const input = (as: string, format = "%s"): Way => ({ by: "input", as, format });
const variable = (name: string, as?: string): Way => ({ by: "variable", name, ...(as === undefined ? {} : { as }) });
const advice = (text: string): Extract<Way, { readonly by: "advice" }> => ({ by: "advice", text });

const any = /^/u;
export const argumentCures: readonly Row[] = [
  row("docker podman nerdctl buildah helm oras crane", /^(?:-p|--password)$/u, input("--password-stdin")),
  row(
    "docker podman nerdctl docker-compose",
    /^(?:-e|--env)$/u,
    advice("Write `-e NAME` without a value: the container then gets the variable of that name."),
  ),
  row("curl", /^(?:-H|--header|--proxy-header)$/u, input("$ @-", "%s\\n")),
  row("curl", /^(?:-u|--user)$/u, input("-K -", 'user = "%s"\\n')),
  row("curl", /^--oauth2-bearer$/u, input("-K -", 'oauth2-bearer = "%s"\\n')),
  row("curl", /^(?:-d|--data|--data-binary|--data-ascii|--json)$/u, input("$ @-")),
  row("curl", /^(?:|--url)$/u, input("-K -", 'url = "%s"\\n')),
  row(
    "curl",
    any,
    advice("Let curl read it: `-H @file`, `-K file`, `--netrc-file`, `--data @file`, or `@-` and `-K -` for standard input."),
  ),
  row("wget", any, advice("Put it into `~/.netrc`, or into a file with a `header = …` line that the variable WGETRC names.")),
  row(
    "mysql mysqldump mysqladmin mysqlimport mysqlshow mysqlcheck mariadb mariadb-dump mariadb-admin",
    /^(?:-p|--password)$/u,
    variable("MYSQL_PWD"),
  ),
  row("redis-cli valkey-cli", /^(?:-a|--pass)$/u, variable("REDISCLI_AUTH")),
  row("sqlcmd", /^-P$/u, variable("SQLCMDPASSWORD")),
  row(
    "psql pg_dump pg_restore",
    any,
    advice(
      "Name host, user and database in the connection string and put the password into the variable PGPASSWORD or into `~/.pgpass`.",
    ),
  ),
  row("gpg gpg2", /^--passphrase$/u, input("--pinentry-mode loopback --passphrase-fd 0")),
  row("openssl", any, advice("Write `env:NAME` for the variable that holds it: `-pass env:NAME`, `-passin env:NAME`.")),
  row("jq", any, advice("Read it inside the program as `$ENV.NAME`.")),
  row("twine", /^(?:-p|--password)$/u, variable("TWINE_PASSWORD")),
  row("sentry-cli", /^--auth-token$/u, variable("SENTRY_AUTH_TOKEN")),
  row("codecov codecovcli codecov-cli", /^(?:-t|--token)$/u, variable("CODECOV_TOKEN")),
  row("netlify", /^(?:-a|--auth)$/u, variable("NETLIFY_AUTH_TOKEN")),
  row("firebase", /^--token$/u, variable("FIREBASE_TOKEN")),
  row("circleci", /^--token$/u, variable("CIRCLECI_CLI_TOKEN")),
  row("snyk", any, advice("Leave the login out: snyk reads the variable SNYK_TOKEN.")),
  row("az", /^-/u, input("$ @-")),
  row("gh", /^(?:-b|--body)$/u, input("")),
  row("terraform tofu", /^-var$/u, advice("Set the variable TF_VAR_<name> instead of `-var`.")),
  row("helm", any, advice("Give the values on standard input: `… | helm upgrade … -f -`.")),
  row(
    "kubectl oc",
    any,
    advice("Read it from a file or standard input: `--from-file=<key>=/dev/stdin`, `apply -f -`, a kubeconfig."),
  ),
  row(
    "npm yarn pnpm",
    any,
    advice("Write `//<registry>/:_authToken=${NPM_TOKEN}` into `.npmrc`, in single quotes: npm fills the variable in by itself."),
  ),
  row(
    "aws",
    any,
    advice("Leave the step out: aws reads AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN from the environment."),
  ),
  row("git", any, advice("Use a credential helper that prints the variable, or an SSH key.")),
  row("security", any, advice("Give the whole command to `security -i` on standard input.")),
  row("sed gsed perl", any, advice("Use `envsubst '$NAME'`, which reads the variable from the environment.")),
  row("gradle gradlew", any, advice("Set the variable ORG_GRADLE_PROJECT_<name> instead of `-P<name>=…`.")),
  row("mvn mvnw", any, advice("Write `${env.NAME}` into the settings file.")),
  row("vault", any, advice("Write `-` or `@file` for the value, and leave VAULT_TOKEN in the environment.")),
];

export const generalCure = advice(
  "Give it on standard input, in a file that only the job can read, or leave it in the environment if the program reads it from there.",
);
