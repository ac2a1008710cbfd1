/** The picture: from the secret to the cloud. */
import { groupBy } from "../../report/group-by.ts";
import { quote } from "../../source/quote.ts";
import { jump, line, list, paragraph, section } from "../document/build.ts";
import type { Block, Line, Section } from "../document/document.ts";
import { outlineOf } from "../outline/outline.ts";
import type { ReviewFacts } from "../review-input.ts";
import { wayGraph } from "./picture/way-graph.ts";
import { waysOf, type Credential, type Way } from "./picture/ways.ts";
import { count, distinct, listed, quoted } from "./words.ts";

export function pictureSection(facts: ReviewFacts): Section {
  const ways = waysOf(facts);
  const blocks: readonly Block[] =
    ways.length === 0
      ? [
          paragraph(
            "No job takes a context, and none is known to use a credential: there is no way from a secret to a cloud to draw.",
          ),
        ]
      : [
          { kind: "diagram", graph: wayGraph(ways, facts) },
          paragraph(
            "Colours tell the worst finding. ",
            scopeOf(ways, facts),
            " How the jobs wait for one another is drawn in the ",
            jump("workflow review", "workflows"),
            ".",
          ),
          ...wayLists(ways),
        ];
  return section("picture", "Picture", blocks);
}

function scopeOf(ways: readonly Way[], facts: ReviewFacts): string {
  const all = outlineOf(facts).jobs.length;
  const contexts = distinct(ways.flatMap((way) => way.contexts));
  const reach = contexts.length === 0 ? "use a credential" : `take ${count(contexts.length, "context")} or use a credential`;
  return `${String(ways.length)} of ${count(all, "job")} ${ways.length === 1 ? reach.replace("take", "takes").replace("use", "uses") : reach}.`;
}

/** What opens what, in words: by provider. */
function wayLists(ways: readonly Way[]): readonly Block[] {
  const uses = ways.flatMap(({ unit, credentials }) => credentials.map((credential) => ({ unit, ...credential })));
  const lines = [...groupBy(uses, ({ provider }) => provider)].map(([provider, all]): Line => {
    const parts = [...groupBy(all, ({ id }) => id).values()].map((group) => {
      const [first] = group;
      const jobs = quoted(distinct(group.map(({ unit }) => unit.name)), 3);
      const by = first === undefined || first.by === "oidc" ? "an OIDC token" : storedInWords(first);
      return `${by} in ${jobs}`;
    });
    return line(`${provider}: ${listed(parts, 4)}.`);
  });
  const wide = widest(ways);
  const all = [...lines, ...(wide === undefined ? [] : [wide])];
  return all.length === 0 ? [] : [list(all)];
}

function storedInWords({ label, isNamed = false }: Pick<Credential, "label" | "isNamed">): string {
  return isNamed ? `stored ${quote(label)}` : `a stored ${label}`;
}

const many = 4;

function widest(ways: readonly Way[]): Line | undefined {
  const byContext = groupBy(
    ways.flatMap(({ contexts, unit }) => contexts.map((name) => ({ name, unit }))),
    ({ name }) => name,
  );
  const [first] = [...byContext].toSorted(([, a], [, b]) => b.length - a.length);
  if (first === undefined || first[1].length < many) return undefined;
  return line(
    `The context ${quote(first[0])} goes to the most jobs: ${String(first[1].length)}. Code in any one of them reads all its secrets.`,
  );
}
