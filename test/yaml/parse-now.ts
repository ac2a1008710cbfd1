/** `parseYaml` without waiting, for tests that make many small configurations. */
import type { SourceFile } from "../../src/source/source-file.ts";
import type { YamlDocument } from "../../src/yaml/document.ts";
import { readByLibrary } from "../../src/yaml/library/read.ts";
import { complete } from "../../src/yaml/parse.ts";
import { readRegular } from "../../src/yaml/regular/document.ts";

export function parseNow(file: SourceFile): YamlDocument {
  return complete(file, readRegular(file) ?? readByLibrary(file));
}
