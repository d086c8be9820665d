/**
 * Closing line of the browser tests: `N passed, N failed`. A file that fails to load or to finish counts as one
 * failure.
 */

/** @typedef {{passed: boolean, skipped: boolean}} Test @typedef {{tests: Test[], suites: Suite[]}} Suite */

/** @param {Suite | undefined} suite @returns {Test[]} */
const testsIn = (suite) => (suite ? [...suite.tests, ...suite.suites.flatMap(testsIn)] : []);

/** @returns {import('@web/test-runner').Reporter} */
export function closingLine() {
  return {
    stop({ sessions }) {
      let passed = 0;
      let failed = 0;
      for (const session of sessions) {
        const tests = testsIn(session.testResults).filter((test) => !test.skipped);
        const failures = tests.filter((test) => !test.passed).length;
        passed += tests.length - failures;
        failed += failures;
        if (failures === 0 && (session.errors.length > 0 || !session.passed || tests.length === 0)) {
          failed += 1;
          console.log(
            `FAILED ${session.testFile}: ${session.errors[0]?.message ?? (tests.length === 0 ? 'holds no test' : 'did not pass')}`,
          );
        }
      }
      console.log(`${passed} passed, ${failed} failed`);
    },
  };
}
