/**
 * Closing line of the tests in Node: `N passed, N failed`. A file that fails to load, and an error outside of any test,
 * count as one failure each.
 */

/** @implements {import('vitest/reporters').Reporter} */
export default class ClosingLine {
  /** @param {readonly import('vitest/node').TestModule[]} modules @param {readonly unknown[]} errors */
  onTestRunEnd(modules, errors) {
    let passed = 0;
    let failed = errors.length;
    for (const module of modules) {
      let failures = 0;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        // A test that was not reached when its file ended counts as a failure too.
        else if (state !== 'skipped') failures += 1;
      }
      failed += failures || (module.ok() ? 0 : 1);
    }
    console.log(`${passed} passed, ${failed} failed`);
  }
}
