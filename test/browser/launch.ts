/** Starts one browser for all these tests, or says why there is none. */
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the browser listens; undefined where there is none. */
    browser: string | undefined;
  }
}

/** Debian's, and the one that `npx playwright-core install chromium` brings. */
const places = ["/usr/bin/chromium", chromium.executablePath()];

export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const named = process.env["SECAUDIT_CHROMIUM"];
  const executablePath = named ?? places.find((place) => existsSync(place));
  if (executablePath === undefined || !existsSync(executablePath)) {
    const looked = named ?? places.join(", ");
    console.log(`browser tests: skipped, because there is no Chromium (looked for ${looked}; SECAUDIT_CHROMIUM names another)`);
    project.provide("browser", undefined);
    return undefined;
  }
  // Its own sandbox does not run as root, nor in most containers.
  const server = await chromium.launchServer({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
  project.provide("browser", server.wsEndpoint());
  return async () => server.close();
}
