/** Closes a test run with one plain line: `N passed, N failed`. */
import type { Reporter, TestModule } from "vitest/node";

export class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      const brokenSuites = [...module.children.allSuites()].filter((suite) => suite.errors().length > 0);
      count.failed += brokenSuites.length + module.errors().length;
      for (const test of module.children.allTests()) count[test.result().state] += 1;
    }
    // A test that never came to run did not pass.
    console.log(`${count.passed} passed, ${count.failed + count.pending} failed`);
  }
}
