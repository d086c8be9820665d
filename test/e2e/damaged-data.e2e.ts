/** The built app over a database with damaged records: the header and the pages name them, and the rest works. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { StrongroomLibrary } from '../../src/library.ts';
import { launch, startServer, type Browser } from '../support/app.ts';

declare const strongroom: StrongroomLibrary;

let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;

before(async () => {
  server = await startServer();
  browser = await launch();
});
after(async () => {
  await browser.close();
  await server.close();
});

it('a damaged key and a damaged segment are named, with their fields, and other keys and events remain', async () => {
  const { page } = browser;
  const open = async (hash = '') => {
    await page.goto('about:blank');
    await page.goto(`${server.url}${hash}`);
    await page.waitForFunction(() => 'strongroom' in globalThis);
  };
  await open();
  const made = await page.evaluate(async () => {
    const kms = strongroom.kms();
    const damaged = (await kms.createKey({})).KeyMetadata?.Arn ?? '';
    const sound = (await kms.createKey({})).KeyMetadata?.Arn ?? '';
    const { seq = 0 } = await kms.call('ListAliases', {});
    await kms.listKeys({});
    return { damaged, sound, seq };
  });
  // Away from the app, so that nothing of the records is in its memory.
  await page.goto(`${server.url}licences.txt`);
  await page.evaluate(
    ({ damaged, seq }) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('strongroom-default');
        opening.onerror = () => reject(opening.error ?? new Error('not opened'));
        opening.onsuccess = () => {
          const transaction = opening.result.transaction(['keys', 'segments'], 'readwrite');
          const keys = transaction.objectStore('keys');
          const reading = keys.get(damaged);
          reading.onsuccess = () => keys.put({ ...(reading.result as object), policy: 7 });
          transaction.objectStore('segments').put({ seq, kinds: 'lost' });
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
          transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
        };
      }),
    made,
  );

  await open('#/activity');
  await page
    .getByRole('note')
    .filter({ hasText: `events of segment ${made.seq} cannot be read` })
    .waitFor();
  await page
    .locator('strong-event-table lit-virtualizer [role=row]')
    .filter({ hasText: 'CreateKey' })
    .first()
    .waitFor();

  const errors = await page.evaluate(async ({ damaged, sound }) => {
    const kms = strongroom.kms();
    const answers = await Promise.allSettled([
      kms.describeKey({ KeyId: damaged }),
      strongroom.sandbox.accessMatrix(damaged),
    ]);
    await kms.encrypt({ KeyId: sound, Plaintext: new Uint8Array(1) });
    return answers.map((answer) =>
      answer.status === 'rejected'
        ? { ...(answer.reason as object), name: (answer.reason as Error).name }
        : 'It was answered.',
    );
  }, made);
  for (const error of errors)
    assert.deepEqual(error, {
      name: 'StorageError',
      kind: 'damaged',
      damaged: { store: 'keys', id: made.damaged, member: 'policy' },
    });

  const alert = page.locator('header [role=alert]');
  await alert.filter({ hasText: made.damaged }).waitFor();
  await alert.filter({ hasText: `segments ${made.seq}` }).waitFor();
  await page.evaluate(() => strongroom.sandbox.reset());
  await alert.waitFor({ state: 'detached' });
  assert.deepEqual([...browser.complaints.policy, ...browser.complaints.foreign], []);
});
