/** Comma-separated values, read piece by piece: a file may be larger than memory. Fields in quotes may hold commas, quotes and line breaks. */

export interface CsvReader {
  /** @throws {RangeError} when a field or a line is longer than any of a table is */
  push(text: string): void;
  end(): void;
}

/** In characters: nothing that a table of figures has is longer. */
const longest = 100_000;

/** Calls `row` for each line that is not empty. */
export function csvReader(row: (fields: readonly string[]) => void): CsvReader {
  let fields: string[] = [];
  let field = "";
  let state: "plain" | "quoted" | "closing" = "plain";
  const endField = (): void => {
    fields.push(field);
    field = "";
    state = "plain";
  };
  const endRow = (): void => {
    endField();
    const done = fields;
    fields = [];
    if (done.length > 1 || done[0] !== "") row(done);
  };
  const take = (character: string): void => {
    if (state === "quoted") {
      if (character === '"') state = "closing";
      else field += character;
    } else if (character === ",") endField();
    else if (character === "\n") endRow();
    else if (character === '"' && (state === "closing" || field === "")) {
      // Two in a row are one that belongs to the field.
      if (state === "closing") field += character;
      state = "quoted";
    } else if (character !== "\r") field += character;
  };
  return {
    push(text) {
      for (const character of text) take(character);
      if (field.length > longest || fields.length > longest) throw new RangeError("a line of it has no end");
    },
    end() {
      if (field !== "" || fields.length > 0) endRow();
    },
  };
}
