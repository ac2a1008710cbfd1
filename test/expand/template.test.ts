import { describe, expect, test } from "vitest";
import { parseTemplate, soleValue, type TemplatePiece } from "../../src/expand/template.ts";
import { cpuTime } from "../cpu-time.ts";

function show(text: string, pieces: readonly TemplatePiece[] = parseTemplate(text)): string[] {
  return pieces.map((piece) => {
    if (piece.kind === "literal") return text.slice(piece.start, piece.end);
    if (piece.kind === "value") return `{${piece.source}}`;
    return `${piece.inverted ? "^" : "#"}${piece.source}(${show(text, piece.pieces).join("|")})`;
  });
}

describe("templates", () => {
  test.each([
    ["plain", ["plain"]],
    ["a << parameters.x >> b", ["a ", "{parameters.x}", " b"]],
    ["<<parameters.x>><<pipeline.id>>", ["{parameters.x}", "{pipeline.id}"]],
    ['<< pipeline.git.branch == "main" and "a" or "b" >>', ['{pipeline.git.branch == "main" and "a" or "b"}']],
    ["<<#parameters.x>>yes<</parameters.x>>", ["#parameters.x(yes)"]],
    ["<<^matrix.x>>no <<matrix.y>><</matrix.x>>!", ["^matrix.x(no |{matrix.y})", "!"]],
    ["a \\<< parameters.x >>", ["a ", "<< parameters.x >>"]],
    ["cat <<EOF >> file\nx\nEOF", ["cat <<EOF >> file\nx\nEOF"]],
    ["cat <<'EOF' >> file", ["cat <<'EOF' >> file"]],
    ["cat << EOF >> $BASH_ENV", ["cat << EOF >> $BASH_ENV"]],
    ["a << b", ["a << b"]],
    ["<< network >>", ["<< network >>"]],
    ["<<#parameters.x>> unclosed", ["<<#parameters.x>> unclosed"]],
  ])("%j", (text, expected) => expect(show(text)).toEqual(expected));

  test("the sole value of a text", () => {
    expect(soleValue(" << parameters.x >> ")?.source).toBe("parameters.x");
    expect(soleValue("v<< parameters.x >>")).toBeUndefined();
    expect(soleValue("<< parameters.x >><< parameters.y >>")).toBeUndefined();
  });

  test("unclosed tags do not make reading quadratic", () => {
    const started = cpuTime();
    parseTemplate("<< pipeline.x ".repeat(50_000));
    expect(cpuTime() - started).toBeLessThan(3000);
  });
});
