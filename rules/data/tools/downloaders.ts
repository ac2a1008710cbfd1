/** Commands that fetch from a URL: which option holds what. Sources: `curl --help all` 7.88, `wget --help` 1.21, PowerShell 7 reference. */
import { wordSet } from "../options.ts";
import type { OptionSpec } from "../options.ts";

export interface Downloader {
  readonly names: readonly string[];
  readonly spec: OptionSpec;
  /** Options whose value is a URL to fetch; operands are URLs too. */
  readonly urls: readonly string[];
  /** Options whose value names the file that is written; `-` is standard output. */
  readonly outputFile: readonly string[];
  /** Flags that write a file named after the URL. */
  readonly remoteName: readonly string[];
  /** Where it writes when nothing is said. */
  readonly writes: "stdout" | "file" | "value";
  /** Options whose value is a credential or a header that may hold one. */
  readonly credentials: readonly string[];
  /** Options that send data. */
  readonly sends: readonly string[];
  /** Flags that print requests, headers included. */
  readonly verbose: readonly string[];
}

const curlValues = [
  "-A -b -c -C -d -D -e -E -F -H -K -m -o -P -Q -r -t -T -u -U -w -x -X -y -Y -z",
  "--abstract-unix-socket --alt-svc --aws-sigv4 --cacert --capath --cert --cert-type --ciphers --config --connect-timeout --connect-to",
  "--continue-at --cookie --cookie-jar --create-file-mode --crlfile --curves --data --data-ascii --data-binary --data-raw",
  "--data-urlencode --delegation --dns-interface --dns-ipv4-addr --dns-ipv6-addr --dns-servers --doh-url --dump-header --ech --egd-file",
  "--engine --etag-compare --etag-save --expect100-timeout --form --form-string --ftp-account --ftp-alternative-to-user --ftp-method",
  "--ftp-port --ftp-ssl-ccc-mode --happy-eyeballs-timeout-ms --haproxy-clientip --header --hostpubmd5 --hostpubsha256 --hsts --interface",
  "--ip-tos --ipfs-gateway --json --keepalive-cnt --keepalive-time --key --key-type --krb --libcurl --limit-rate --local-port",
  "--login-options --mail-auth --mail-from --mail-rcpt --max-filesize --max-redirs --max-time --netrc-file --noproxy --oauth2-bearer",
  "--output --output-dir --parallel-max --pass --pinnedpubkey --preproxy --proto --proto-default --proto-redir --proxy --proxy-cacert",
  "--proxy-capath --proxy-cert --proxy-cert-type --proxy-ciphers --proxy-crlfile --proxy-header --proxy-key --proxy-key-type --proxy-pass",
  "--proxy-pinnedpubkey --proxy-service-name --proxy-tls13-ciphers --proxy-tlsauthtype --proxy-tlspassword --proxy-tlsuser --proxy-user",
  "--proxy1.0 --pubkey --quote --random-file --range --rate --referer --request --request-target --resolve --retry --retry-delay",
  "--retry-max-time --sasl-authzid --service-name --socks4 --socks4a --socks5 --socks5-gssapi-service --socks5-hostname --speed-limit",
  "--speed-time --stderr --telnet-option --tftp-blksize --time-cond --tls-max --tls13-ciphers --tlsauthtype --tlspassword --tlsuser",
  "--trace --trace-ascii --trace-config --unix-socket --upload-file --url --url-query --user --user-agent --variable --vlan-priority",
  "--write-out",
].join(" ");

const wgetValues = [
  "-e -o -a -i -B -t -O -T -w -Q -P -U -l -A -R -D -I -X --execute --output-file --append-output --report-speed --input-file --base --config",
  "--rejected-log --tries --retry-on-http-error --output-document --start-pos --progress --timeout --dns-timeout --connect-timeout",
  "--read-timeout --wait --waitretry --quota --bind-address --limit-rate --restrict-file-names --prefer-family --user --password",
  "--use-askpass --local-encoding --remote-encoding --directory-prefix --cut-dirs --http-user --http-password --default-page --header",
  "--compression --proxy-user --proxy-password --referer --user-agent --load-cookies --save-cookies --post-data --post-file --method",
  "--body-data --body-file --secure-protocol --certificate --certificate-type --private-key --private-key-type --ca-certificate",
  "--ca-directory --crl-file --pinnedpubkey --ciphers --ftp-user --ftp-password --warc-file --warc-header --warc-max-size --warc-dedup",
  "--warc-tempdir --level --backups --accept --reject --accept-regex --reject-regex --regex-type --domains --exclude-domains",
  "--follow-tags --ignore-tags --include-directories --exclude-directories",
].join(" ");

const powershellValues =
  "-uri -outfile -headers -method -body -credential -token -useragent -contenttype -infile -proxy -timeoutsec -sessionvariable -websession -authentication -form";

export const downloaders: readonly Downloader[] = [
  {
    names: ["curl", "curl.exe"],
    spec: { values: wordSet(curlValues) },
    urls: ["--url"],
    outputFile: ["-o", "--output"],
    // `-J` only says how `-O` names the file.
    remoteName: ["-O", "--remote-name", "--remote-name-all"],
    writes: "stdout",
    credentials: [
      "-u",
      "--user",
      "-H",
      "--header",
      "--oauth2-bearer",
      "-U",
      "--proxy-user",
      "--proxy-header",
      "-b",
      "--cookie",
      "--pass",
    ],
    sends: [
      ..."-d --data --data-ascii --data-binary --data-raw --data-urlencode --json -F --form --form-string -T --upload-file".split(
        " ",
      ),
    ],
    verbose: ["-v", "--verbose", "--trace", "--trace-ascii"],
  },
  {
    names: ["wget", "wget2"],
    spec: { values: wordSet(wgetValues), twoLetters: "n" },
    urls: [],
    outputFile: ["-O", "--output-document"],
    remoteName: [],
    writes: "file",
    credentials: ["--password", "--http-password", "--ftp-password", "--proxy-password", "--header"],
    sends: ["--post-data", "--post-file", "--body-data", "--body-file"],
    verbose: ["-d", "--debug", "-S", "--server-response"],
  },
  {
    names: ["Invoke-WebRequest", "iwr", "Invoke-RestMethod", "irm"],
    spec: { values: wordSet(powershellValues), style: "powershell" },
    urls: ["-uri"],
    outputFile: ["-outfile"],
    remoteName: [],
    writes: "value",
    credentials: ["-headers", "-credential", "-token"],
    sends: ["-body", "-infile", "-form"],
    verbose: ["-verbose"],
  },
  {
    names: ["aria2c"],
    spec: { values: wordSet("-d -o -i -x -s -j -k --dir --out --input-file --checksum --header --http-user --http-passwd") },
    urls: [],
    outputFile: ["-o", "--out"],
    remoteName: [],
    writes: "file",
    credentials: ["--http-passwd", "--header"],
    sends: [],
    verbose: [],
  },
  {
    names: ["http", "https", "xh"],
    spec: { values: wordSet("-o --output -a --auth -A --auth-type --verify --cert --timeout --proxy --session") },
    urls: [],
    outputFile: ["-o", "--output"],
    remoteName: ["-d", "--download"],
    writes: "stdout",
    credentials: ["-a", "--auth"],
    sends: [],
    verbose: ["-v", "--verbose"],
  },
];

const byName = new Map(downloaders.flatMap((tool) => tool.names.map((name) => [name.toLowerCase(), tool] as const)));

/** The downloader of this program name, PowerShell's in any case. */
export function downloaderNamed(name: string | undefined): Downloader | undefined {
  return name === undefined ? undefined : byName.get(name.toLowerCase());
}
