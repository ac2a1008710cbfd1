/** The JSON Schemas that the package ships: of the settings file, of the `json` report, and of snapshots. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { rules } from "../../rules/index.ts";
import { reportSchema } from "../../src/report/json-schema.ts";
import { settingsSchema } from "../../src/schema/settings-schema.ts";
import { snapshotSchema } from "../../src/schema/snapshot-schema.ts";

export function main([folder = ""]: readonly string[]): void {
  const ids = rules.map((rule) => rule.meta.id);
  const write = (name: string, schema: object): void => {
    writeFileSync(path.join(folder, name), `${JSON.stringify(schema, undefined, 2)}\n`);
  };
  write("settings.schema.json", settingsSchema(ids));
  write("report.schema.json", reportSchema);
  write("snapshot.schema.json", snapshotSchema);
}
