/** The labs that the tests of every run leave out: a learner does their tasks in the pages by their texts alone. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { allComplaints, launch, startServer, type Browser } from '../../support/app.ts';
import { doLab } from './do-lab.ts';
import { GATE, SCRIPTS } from './scripts.ts';

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

  for (const id of Object.keys(SCRIPTS).filter((one) => !GATE.includes(one)))
    it(`suffice to pass ${id}`, async () => {
      await doLab(browser, server.url, id);
    });

  it('lead to no page that complains, or sends a request to anywhere else', () => {
    assert.deepEqual(allComplaints(browser), []);
  });
});
