/** Commands that make a private key and write it to a file. Sources: each program's manual page. */
import type { CommandFact, Word } from "../../../src/shell/facts.ts";
import { parseCommand } from "./option-specs.ts";

/** The file of a new private key; undefined for other commands. */
export function keyFileOf(command: CommandFact): Word | undefined {
  const { name, args } = command;
  if (name === "ssh-keygen") {
    const isQuery = args.some(({ literal }) => /^-[yRFlBcpe]$/u.test(literal ?? ""));
    return isQuery ? undefined : args[args.findIndex(({ literal }) => literal === "-f") + 1];
  }
  if (name === "openssl" && /^(?:gen(?:rsa|pkey|dsa)|ecparam)$/u.test(args[0]?.literal ?? "")) {
    return parseCommand(command).options.find((option) => option.name === "-out")?.value;
  }
  if (name !== "gcloud") return undefined;
  const { operands } = parseCommand(command);
  const verb = operands
    .slice(0, 4)
    .map(({ literal }) => literal)
    .join(" ");
  return verb === "iam service-accounts keys create" ? operands[4] : undefined;
}
