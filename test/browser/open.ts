/** Opens reviews in the browser and watches that nothing goes wrong there. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, onTestFinished } from "vitest";
import type { ReviewDocument } from "../../src/review/document/document.ts";
import type { Rendering } from "../../src/review/document/rendering.ts";
import { renderHtml } from "../../src/review/html/render-html.ts";

const endpoint = inject("browser");
let browser: Browser | undefined;
let folder = "";

/** Tests that need the browser; skipped where there is none. */
export function inBrowser(name: string, tests: () => void): void {
  describe.skipIf(endpoint === undefined)(name, () => {
    beforeAll(async () => {
      browser = await chromium.connect(endpoint ?? "");
      folder = mkdtempSync(path.join(os.tmpdir(), "secaudit-html-"));
    });
    tests();
    afterAll(async () => {
      rmSync(folder, { recursive: true, force: true });
      await browser?.close();
    });
  });
}

export interface OpenOptions extends BrowserContextOptions {
  readonly html?: Partial<Rendering>;
  /** Runs in the page before its own script. */
  readonly before?: () => void;
}

/**
 * The page, loaded from a file as people load it. When the test is over nothing may have been logged, thrown, refused by the policy or
 * asked from a network.
 */
export async function open(document: ReviewDocument | string, { html, before, ...options }: OpenOptions = {}): Promise<Page> {
  if (browser === undefined) throw new Error("There is no browser.");
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on("console", (message) => trouble.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => trouble.push(`thrown: ${error.message}`));
  page.on("dialog", (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  const file = path.join(folder, `${String(Math.random()).slice(2)}.html`);
  writeFileSync(file, typeof document === "string" ? document : await renderHtml(document, html));
  const url = pathToFileURL(file).href;
  onTestFinished(async () => {
    await context.close();
    expect(trouble).toEqual([]);
    expect(new Set(requests)).toEqual(new Set([url]));
  });
  if (before !== undefined) await page.addInitScript(before);
  await page.goto(url);
  return page;
}
