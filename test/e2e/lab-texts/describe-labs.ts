/** Labs whose tasks a learner does in the pages by their texts alone, without a hint. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { allComplaints, launch, startServer, type Browser } from '../../support/app.ts';
import { doLab } from './do-lab.ts';

/** Declares a test for each lab, in one browser. */
export function describeLabs(ids: readonly string[]): void {
  describe('the texts of a lab', () => {
    let server: Awaited<ReturnType<typeof startServer>>;
    let browser: Browser;

    before(async () => {
      server = await startServer();
      browser = await launch({ viewport: { width: 1440, height: 900 } });
    });

    after(async () => {
      await browser.close();
      await server.close();
    });

    for (const id of ids)
      it(`suffice to pass ${id}`, async (test) => {
        const presses = await doLab(browser, server.url, id);
        if (presses !== undefined) test.diagnostic(`${id}: ${presses} keys pressed`);
      });

    it('lead to no page that complains, or sends a request to anywhere else', () => {
      assert.deepEqual(allComplaints(browser), []);
    });
  });
}
