/** Secrets in a configuration that was collected, so that they can be taken out before it is kept. */
import { readSource } from "../../lint/read-source.ts";
import { detectSecrets } from "../../secrets/detect.ts";
import type { SourceFile } from "../../source/source-file.ts";
import type { Span } from "../../source/span.ts";

/** Undefined for a file that is no configuration. */
export async function secretsInConfig(file: SourceFile): Promise<readonly Span[] | undefined> {
  const { config, problems } = await readSource(file, false);
  if (config === undefined && problems.length === 0) return undefined;
  return (await detectSecrets(file)).map(({ at }) => at.span);
}
