/** Commands that check a file against a checksum or a signature. Sources: each command's manual page. */
import type { CommandFact } from "../../src/shell/facts.ts";

const checksumTools = new Set([
  "md5sum",
  "sha1sum",
  "sha224sum",
  "sha256sum",
  "sha384sum",
  "sha512sum",
  "b2sum",
  "shasum",
  "gsha256sum",
  "cksum",
]);

/** By program: the words of which one must be there. An empty list means that running it is the check. */
const signatureTools: Readonly<Record<string, readonly string[]>> = {
  gpg: ["--verify", "--decrypt", "-d"],
  gpg2: ["--verify", "--decrypt", "-d"],
  gpgv: [],
  cosign: ["verify", "verify-blob", "verify-attestation", "verify-blob-attestation"],
  minisign: ["-V", "-Vm"],
  signify: ["-V"],
  openssl: ["-verify"],
  rpm: ["-K", "--checksig"],
  "slsa-verifier": ["verify-artifact", "verify-image"],
  gh: ["attestation"],
  notation: ["verify"],
  sigstore: ["verify"],
  codesign: ["--verify", "-v"],
  "get-authenticodesignature": [],
};

/** `checksum`: a checksum tool in checking mode; `signature`: a signature is verified; undefined for everything else. */
export function integrityCheck(command: CommandFact): "checksum" | "signature" | undefined {
  const name = command.name?.toLowerCase() ?? "";
  if (checksumTools.has(name)) return command.args.some((word) => isCheckFlag(word.literal ?? "")) ? "checksum" : undefined;
  if (name === "shasum.exe" || name === "get-filehash" || name === "certutil") return "checksum";
  if (!Object.hasOwn(signatureTools, name)) return undefined;
  const needed = signatureTools[name] ?? [];
  return needed.length === 0 || command.args.some((word) => needed.includes(word.literal ?? "")) ? "signature" : undefined;
}

/** `-c`, `--check`, and `c` among bundled letters: `-sc`. */
function isCheckFlag(word: string): boolean {
  return word === "--check" || (/^-[a-z]+$/u.test(word) && word.includes("c"));
}
