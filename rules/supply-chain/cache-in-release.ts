import type { BuiltinStep, JobRun } from "../../src/expand/plan.ts";
import { compileText } from "../../src/expand/script.ts";
import type { Text } from "../../src/expand/text.ts";
import type { Location } from "../../src/finding/location.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { quote } from "../../src/source/quote.ts";
import { publicationInWords } from "../data/privilege.ts";
import { publicationsOf, type Publication } from "../data/publishing.ts";

export const cacheInRelease = defineRule({
  meta: {
    id: "cache-in-release",
    title: "A release is built with a shared cache",
    summary: "A job that publishes or deploys restores a cache whose key every branch can write.",
    rationale:
      "Caches belong to the project: what one branch saves, every other branch restores, by the beginning of the key. Whoever can push a branch, or run " +
      "code in one of its builds, saves a cache with changed dependencies or tools under that key, and the next release ships or runs them.",
    remediation: "Build releases without a cache, or put `{{ .Branch }}` into every key that the job restores.",
    limits:
      "Caches that orbs or build tools restore by themselves are not seen. Pull requests from forks have caches of their own.",
    severity: "low",
    confidence: "low",
    profile: "pedantic",
    data: "config",
    tags: { owasp: ["CICD-SEC-9"], cwe: ["CWE-349"] },
    references: [
      { title: "CircleCI: caching", url: "https://circleci.com/docs/guides/optimize/caching/" },
      {
        title: "CWE-349: acceptance of extraneous untrusted data with trusted data",
        url: "https://cwe.mitre.org/data/definitions/349.html",
      },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    for (const [run, publications] of publicationsOf(audit)) {
      for (const [index, step] of run.steps.entries()) {
        if (step.kind !== "builtin" || step.name !== "restore_cache") continue;
        const publication = publications.find((candidate) => isMadeAfter(candidate, index, run));
        const key = publication && keysOf(step).find(({ text }) => text !== undefined && !isBound(text));
        if (publication === undefined || key?.text === undefined) continue;
        yield {
          at: key.at,
          message:
            `The job ${quote(run.jobName)} ${publicationInWords(publication)} after it has restored a cache that every branch can write: ` +
            `the key ${quote(key.text)} names no branch.`,
          related: [{ ...publication.at, label: "it goes out here" }],
          replacement: `- restore_cache:\n    key: ${withBranch(key.text)}`,
          route: { run, hops: step.hops },
        };
      }
    }
  },
});

/** What is destroyed takes nothing along. */
function isMadeAfter({ evidence, step, what }: Publication, index: number, run: JobRun): boolean {
  return !what.endsWith("destroy") && evidence === "command" && step !== undefined && run.steps.indexOf(step) > index;
}

interface Key {
  readonly at: Location;
  /** Undefined when it is not known. */
  readonly text: string | undefined;
}

function keysOf({ args }: BuiltinStep): readonly Key[] {
  const single = args.get("key")?.text;
  return [...(single === undefined ? [] : [single]), ...(args.get("keys")?.items ?? [])].map(readKey);
}

/** A value of the pipeline stands for itself, so that a branch in it is seen. */
function readKey(key: Text): Key {
  const { text, holes, locate } = compileText(key);
  const isKnown = holes.every(({ part }) => part.reason.kind === "pipeline-value");
  const written = key.parts.map((part) => (part.kind === "known" ? part.text : `<< ${part.expression} >>`)).join("");
  return { at: locate({ start: 0, end: text.length }), text: isKnown ? written : undefined };
}

const ofBranch =
  /\{\{-?\s*\.(?:Branch|Revision|BuildNum|Environment\.CIRCLE_(?:BRANCH|SHA1|TAG|BUILD_NUM|WORKFLOW_ID|PIPELINE_ID|WORKFLOW_WORKSPACE_ID))\b|<<\s*pipeline\.(?:git\.(?:branch|revision|tag)|id|number)\s*>>/u;

function isBound(key: string): boolean {
  return ofBranch.test(key);
}

/** The branch goes in front of what the key is made of. */
function withBranch(key: string): string {
  const at = key.indexOf("{{");
  if (at !== -1) return `${key.slice(0, at)}{{ .Branch }}-${key.slice(at)}`;
  return `${key}${key.endsWith("-") ? "" : "-"}{{ .Branch }}-`;
}
