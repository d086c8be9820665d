/** The findings of axe on a page of the built app. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * Returns what axe finds on a page, by all rules or by `rules`. axe reads its script as a string, which Trusted Types
 * forbid to pages: the browser's own tools may evaluate it.
 */
export async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { result: loaded } = await session.send('Runtime.evaluate', { expression: '"axe" in globalThis' });
  if (loaded.value !== true) await session.send('Runtime.evaluate', { expression: axe.source });
  const options = { resultTypes: ['violations'], ...(rules && { runOnly: rules }) };
  const { result } = await session.send('Runtime.evaluate', {
    expression: `axe.run(document, ${JSON.stringify(options)}).then(({violations}) => JSON.stringify(violations.map((v) => v.id + ": " + v.nodes.map((n) => n.target.flat().join(" ")).join(", "))))`,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  return JSON.parse(String(result.value)) as string[];
}
