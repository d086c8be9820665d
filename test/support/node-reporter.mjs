/**
 * Closing line of the node tests: `N passed, N failed`. Suites are not counted; a file that fails to load counts as one
 * failure.
 */

/** @param {AsyncIterable<any>} events node:test's */
export default async function* closingLine(events) {
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of events) {
    if (data?.details?.type === 'suite' || data?.skip !== undefined || data?.todo !== undefined) continue;
    if (type === 'test:pass') passed += 1;
    if (type === 'test:fail') failed += 1;
  }
  yield `${passed} passed, ${failed} failed\n`;
}
