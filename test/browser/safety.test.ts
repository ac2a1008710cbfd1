/** Texts of an audited repository neither run nor leave the page, nor break it. */
import { expect, it } from "vitest";
import { renderHtml } from "../../src/review/html/render-html.ts";
import { inBrowser, open } from "./open.ts";
import { sample } from "./sample.ts";

const attacks = [
  "<script>alert(1)</script>",
  "</style></script><img src=x onerror=alert(2)>",
  '"><svg onload=alert(3)>',
  "javascript:alert(4)",
  "`<b>`${alert(5)}`",
  "<!-- --><!--",
  "&lt;script&gt;&#x3c;",
  "\u{202e}turned\u{2066}",
  "\u{0}\u{1b}[31m\u{7f}",
  "w".repeat(3000),
  "]]>{{constructor.constructor('alert(6)')()}}",
  "' autofocus onfocus='alert(7)",
];

inBrowser("a hostile review", () => {
  it("is shown as text, and fits the screen", async () => {
    let count = 0;
    const hostile = sample((text) => `${text}${attacks[(count += 1) % attacks.length] ?? ""}`);
    const answers = { boxes: new Map([["owners", attacks.join("\n")]]), ticks: new Set<string>() };
    const linkOf = (): string => 'https://example.com/"><script>alert(8)</script>';
    const page = await open(hostile, { viewport: { width: 320, height: 800 }, html: { answers, linkOf } });
    await page.locator("#unfold").click();
    const tags = await page.locator("body *").evaluateAll((all) => [...new Set(all.map(({ tagName }) => tagName.toLowerCase()))]);
    expect(tags.filter((tag) => ["script", "style", "img", "b", "iframe", "base", "form"].includes(tag))).toEqual([]);
    const handlers = await page
      .locator("*")
      .evaluateAll((all) =>
        all
          .flatMap((each) => each.getAttributeNames())
          .filter((name) => name.startsWith("on") || name === "style" || name === "autofocus"),
      );
    expect(handlers).toEqual([]);
    const targets = await page.locator("a").evaluateAll((all) => all.map((each) => each.getAttribute("href") ?? ""));
    expect(targets.filter((target) => !/^(?:#|https:\/\/(?:example|circleci)\.com\/)/.test(target))).toEqual([]);
    expect(await page.locator("body").innerText()).not.toMatch(/(?!\n|\t)[\p{Cc}\p{Cf}]/u);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });

  it("makes links of web addresses alone", async () => {
    const addresses = [
      "javascript:alert(1)",
      "data:text/html,x",
      "//example.com",
      "file:///etc/passwd",
      " https://example.com",
      "HTTPS://example.com/a b",
    ];
    const pages = await Promise.all(
      addresses.map(async (url) => renderHtml(sample((text) => (text.startsWith("https:") ? url : text)))),
    );
    expect(pages.map((html) => /<a href="(?!#)([^"]*)"/.exec(html)?.[1])).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      "HTTPS://example.com/a%20b",
    ]);
  });

  it("could not run a script nor ask a network if one came in", async () => {
    const html = await renderHtml(sample());
    const refused = html.replace(
      "</body>",
      '<p id="last" style="color:red" onclick="void 0">x</p><script>document.title = "taken"</script><img src="https://example.com/x.png"></body>',
    );
    const page = await open("<!doctype html>");
    const other = await page.context().newPage();
    const seen: string[] = [];
    other.on("console", (message) => seen.push(message.text()));
    // A request that the policy refuses is told of all the same.
    other.on("requestfailed", (request) => seen.push(`${request.failure()?.errorText ?? ""}: ${request.url()}`));
    await other.setContent(refused);
    await other.locator("#last").click();
    expect(await other.title()).toBe("CI configuration review of gh/acme/app");
    expect(seen).toContain("csp: https://example.com/x.png");
    for (const directive of ["style-src", "script-src", "default-src 'none'"]) expect(seen.join("\n")).toContain(directive);
  });
});
