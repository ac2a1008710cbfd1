/** What people do with the page. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { inBrowser, open } from "./open.ts";
import { sample } from "./sample.ts";

const answers = { boxes: new Map([["owners", "The platform team.\n  Ask <b>Ada</b>."]]), ticks: new Set(["pin"]) };

const visible = async (page: Page, text: string): Promise<boolean> => page.getByText(text).first().isVisible();
const firstCells = async (page: Page): Promise<readonly string[]> => page.locator("#summary tbody th").allTextContents();

async function search(page: Page, text: string): Promise<string> {
  await page.keyboard.press("/");
  await page.keyboard.type(text);
  await page.waitForFunction(() => document.querySelector("output")?.textContent !== "");
  return page.locator("output").innerText();
}

inBrowser("a review in the browser", () => {
  it("shows the document, what people wrote and what they have not written yet", async () => {
    const page = await open(sample(), { html: { answers, linkOf: () => "https://example.com/config.yml#L2" } });
    expect(await page.title()).toBe("CI configuration review of gh/acme/app");
    expect(await page.locator("h1, h2, h3").allTextContents()).toContain("Deep section#");
    expect(await page.locator(".answer").allInnerTexts()).toEqual(["Not answered yet", "The platform team.\n  Ask <b>Ada</b>."]);
    expect(await page.locator(".tasks input").evaluateAll((all) => all.map((each) => each.matches(":checked:disabled")))).toEqual(
      [true, false],
    );
    expect(await page.locator(".facts").innerText()).toMatch(/1 of 2 questions answered.*1 of 2 tasks done/s);
    expect(await page.locator("a.place").first().getAttribute("href")).toBe("https://example.com/config.yml#L2");
    expect(await page.locator("a[href^=http]:not([rel='noopener noreferrer'])").count()).toBe(0);
  });

  it("reads whole without its script", async () => {
    const page = await open(sample(), { javaScriptEnabled: false });
    for (const text of ["No cache", "What hurts most?", "From secret to cloud", "Runs often"]) {
      expect(await visible(page, text)).toBe(true);
    }
    expect(await page.locator("nav > details > ol > li > a:visible").count()).toBe(3);
    expect(await page.locator("button:visible, input[type=search]:visible").count()).toBe(0);
  });

  it("finds words, counts and marks them, shows only what holds them, and goes from one to the next", async () => {
    const page = await open(sample());
    expect(await search(page, "needle")).toBe("1 hit in 1 section");
    expect(await visible(page, "Needle in a fold")).toBe(true);
    expect(await visible(page, "What hurts most?")).toBe(false);
    expect(await page.evaluate(() => [...(CSS.highlights.get("hit") ?? [])].map(String))).toEqual(["Needle"]);
    expect(await page.locator("nav a:visible").count()).toBe(1);
    await page.keyboard.press("Escape");
    expect(await visible(page, "What hurts most?")).toBe(true);
    expect(await visible(page, "Needle in a fold")).toBe(false);
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);

    expect(await search(page, "CACHE")).toBe("2 hits in 2 sections");
    expect(await page.locator("#summary tbody tr:visible").allInnerTexts()).toEqual([expect.stringContaining("No cache")]);
    await page.keyboard.press("Enter");
    expect(await page.locator("output").innerText()).toBe("1 of 2 hits");
    expect(await page.evaluate(() => [...(CSS.highlights.get("current") ?? [])].map(String))).toEqual(["cache"]);
    await page.keyboard.press("Shift+Enter");
    expect(await page.locator("output").innerText()).toBe("2 of 2 hits");
    await page.locator("#search").fill("pin node:20");
    await page.waitForFunction(() => document.querySelector("output")?.textContent === "1 hit in 1 section");
    await page.locator("#search").fill("no such words");
    await page.waitForFunction(() => document.querySelector("output")?.textContent.startsWith("No hits"));
  });

  it("switches between the themes and remembers the choice", async () => {
    const page = await open(sample(), { colorScheme: "light" });
    const ground = async (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.locator("#theme").click();
    expect(await page.locator("#theme").innerText()).toBe("Theme: light");
    await page.locator("#theme").click();
    const dark = await ground();
    expect(dark).not.toBe(light);
    await page.reload();
    expect(await ground()).toBe(dark);
    await page.locator("#theme").click();
    expect(await ground()).toBe(light);
  });

  it("does without storage and without a clipboard", async () => {
    const page = await open(sample(), {
      before: () => {
        Object.defineProperty(globalThis, "localStorage", {
          get: () => {
            throw new Error("denied");
          },
        });
        Object.defineProperty(navigator, "clipboard", { value: undefined });
      },
    });
    await page.locator("#theme").click();
    expect(await page.locator("#theme").innerText()).toBe("Theme: light");
    await page.locator(".code button").click();
    expect(await page.evaluate(() => String(getSelection()))).toContain("docker:");
  });

  it("copies code", async () => {
    const page = await open(sample(), { permissions: ["clipboard-read", "clipboard-write"] });
    await page.locator(".code button").click();
    await page.getByText("Copied").waitFor();
    expect(await page.evaluate(async () => navigator.clipboard.readText())).toMatch(/^jobs:\n  build:\n    docker:/);
  });

  it("folds and unfolds all, sorts by number, by severity and by words, with the keyboard too", async () => {
    const page = await open(sample());
    await page.locator("#unfold").click();
    expect(await page.locator("main details:not([open])").count()).toBe(0);
    await page.locator("#unfold").click();
    expect(await page.locator("main details[open]").count()).toBe(0);

    const jobs = page.locator("#summary thead button", { hasText: "Jobs" });
    await jobs.click();
    expect(await firstCells(page)).toEqual(["critical", "low", "medium"]);
    await jobs.press("Enter");
    expect(await firstCells(page)).toEqual(["medium", "low", "critical"]);
    expect(await page.locator("th[aria-sort]").evaluateAll((all) => all.map((each) => each.ariaSort))).toEqual(["descending"]);
    await page.locator("#summary thead button", { hasText: "Severity" }).press("Space");
    expect(await firstCells(page)).toEqual(["critical", "medium", "low"]);
  });

  it("can be used with the keyboard alone, and shows where that is", async () => {
    const page = await open(sample());
    const stops: string[] = [];
    for (let stop = 0; stop < 12; stop += 1) {
      await page.keyboard.press("Tab");
      const { name, outline } = await page.evaluate(() => {
        const active = document.activeElement ?? document.body;
        const { outlineStyle, outlineWidth } = getComputedStyle(active);
        return { name: (active.textContent.trim() || active.id).slice(0, 20), outline: `${outlineStyle} ${outlineWidth}` };
      });
      expect(outline, name).toBe("solid 2px");
      stops.push(name);
    }
    expect(stops.slice(0, 8)).toEqual([
      "Skip to the review",
      "search",
      "Expand all",
      "Theme: auto",
      "Summary",
      "Evidence",
      "13 entries",
      "Questions",
    ]);
    await page.keyboard.press("Enter");
    await page.reload();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest("main")?.id)).toBe("review");
  });
});
