/** Redirections as facts. */
import type { HereDoc, Redirection } from "unbash";
import type { CommandFact, Input, Redirect, Word } from "../facts.ts";
import { redirected } from "./descriptors.ts";
import { readHereDocBody } from "./heredocs.ts";
import type { Frame, Io } from "./reading.ts";
import { outerSpan } from "../source.ts";
import { readWord } from "./words.ts";

export interface ReadRedirect {
  readonly redirect: Redirect;
  /** What it puts on standard input, for heredocs and here-strings. */
  readonly input: Input | undefined;
}

export function applyRedirects(redirects: readonly ReadRedirect[], frame: Frame): Io {
  let { io } = frame.shell;
  for (const { redirect, input } of redirects) io = redirected(io, redirect, input, frame);
  return io;
}

/** Reads a redirection; what is substituted into its target is captured by the command it belongs to. */
export function readRedirect(node: Redirection, frame: Frame, by: CommandFact | undefined): ReadRedirect {
  const { descriptor } = node;
  const target = readTarget(node, frame, by);
  const redirect: Redirect = {
    span: outerSpan(frame.source, node.pos, node.end),
    operator: node.operator,
    fd: descriptor?.type === "FileDescriptor" ? descriptor.value : undefined,
    variable: descriptor?.type === "FileDescriptorVariable" ? descriptor.name : undefined,
    target,
  };
  return { redirect, input: target === undefined ? undefined : inputOf(node, target) };
}

function readTarget(node: Redirection, frame: Frame, by: CommandFact | undefined): Word | undefined {
  if (node.type === "HereDoc") return readHereDocBody(node, { frame, consumer: { by, redirect: false } });
  return node.target === undefined
    ? undefined
    : readWord(node.target, { frame, consumer: { by, redirect: node.type === "Redirect" } });
}

function inputOf(node: Redirection, body: Word): Input | undefined {
  if (node.type === "HereString") return { kind: "here-string", body };
  return node.type === "HereDoc" ? heredoc(node, body) : undefined;
}

function heredoc({ delimiter }: HereDoc, body: Word): Input {
  return { kind: "heredoc", body, delimiter: delimiter?.value ?? "", expands: delimiter?.quoted !== true };
}
