/** Room, contrast, print. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type axe from "axe-core";
import type { RunOptions } from "axe-core";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { inBrowser, open } from "./open.ts";
import { sample } from "./sample.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Rules of best practice count too. */
async function complaints(page: Page, options: RunOptions): Promise<readonly string[]> {
  const results = await page.evaluate(async (asked) => (globalThis as unknown as { axe: typeof axe }).axe.run(asked), options);
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
}

inBrowser("how a review looks", () => {
  it("fits narrow and wide screens, and texts their shapes", async () => {
    const page = await open(sample());
    await page.locator("#unfold").click();
    for (const width of [320, 768, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
    const outside = await page.locator(".node").evaluateAll(
      (nodes) =>
        nodes.filter((node) => {
          const shape = node.querySelector(".shape")?.getBoundingClientRect() ?? new DOMRect();
          const texts = [...node.querySelectorAll("text")].map((text) => text.getBoundingClientRect());
          return texts.length === 0 || texts.some(({ left, right }) => left < shape.left + 2 || right > shape.right - 2);
        }).length,
    );
    expect(outside).toBe(0);
  });

  it("has nothing that axe complains of, in light and in dark", async () => {
    const page = await open(sample(), { colorScheme: "light", bypassCSP: true });
    await page.locator("#unfold").click();
    await page.evaluate(axeSource);
    expect(await complaints(page, {})).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await complaints(page, { runOnly: ["color-contrast", "link-in-text-block"] })).toEqual([]);
    await page.setViewportSize({ width: 320, height: 800 });
    expect(await complaints(page, { runOnly: ["scrollable-region-focusable", "target-size"] })).toEqual([]);
  });

  it("has no fault in the example review", async () => {
    const review = readFileSync(new URL("../../fixtures/projects/demo/review.html", import.meta.url), "utf8");
    const page = await open(review, { viewport: { width: 320, height: 800 }, bypassCSP: true });
    await page.locator("#unfold").click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await page.evaluate(axeSource);
    expect(await complaints(page, {})).toEqual([]);
    const dead = await page
      .locator('a[href^="#"]')
      .evaluateAll((links) =>
        links.map((link) => link.getAttribute("href") ?? "").filter((to) => document.getElementById(to.slice(1)) === null),
      );
    expect(dead).toEqual([]);
  });

  it("prints whole: folds open, no navigation, in light colours", async () => {
    const page = await open(sample(), { colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("nav, .tools").filter({ visible: true }).count()).toBe(0);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(255, 255, 255)");
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    expect(await page.locator("main details[open]").count()).toBe(0);
  });
});
