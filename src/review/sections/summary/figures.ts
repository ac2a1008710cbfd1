/** Figures of metrics as cells. */
import { cell, figure } from "../../document/build.ts";
import type { Cell } from "../../document/document.ts";

/** `1 h 5 min`, `12 min`, `45 s`. */
export function durationWords(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 100) return `${String(whole)} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return `${String(minutes)} min`;
  const rest = minutes % 60;
  return `${String(Math.floor(minutes / 60))} h${rest === 0 ? "" : ` ${String(rest)} min`}`;
}

export function duration(seconds: number | undefined): Cell {
  return seconds === undefined ? cell("–") : figure(durationWords(seconds), seconds);
}

/** Of a rate from 0 to 1. */
export function percent(rate: number | undefined): Cell {
  return rate === undefined ? cell("–") : figure(`${String(Math.round(rate * 100))} %`, rate);
}
