/**
 * What a copy of the browser profile gives away, as SECURITY.md states: a key that no script can export is in its files
 * as it is, and so is the secret of an access key.
 */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { it } from 'node:test';
import type { StrongroomLibrary } from '../../src/library.ts';
import { launch, startServer } from '../support/app.ts';

declare const strongroom: StrongroomLibrary;

/** Every file of the databases of a profile. */
async function databaseFiles(profile: string): Promise<Buffer[]> {
  const names = await readdir(profile, { recursive: true });
  const files = names.filter((name) => /IndexedDB.*\.(?:log|ldb)$/.test(name));
  return Promise.all(files.map((name) => readFile(path.join(profile, name))));
}

it('the files of a profile contain non-extractable keys and the secrets of access keys in clear', async () => {
  const profile = await mkdtemp(path.join(tmpdir(), 'strongroom-copied-'));
  const server = await startServer();
  const browser = await launch({ profile });
  try {
    const { page } = browser;
    await page.goto(server.url);
    await page.waitForFunction(() => 'strongroom' in globalThis);
    const { secret, bytes, exported } = await page.evaluate(async () => {
      const { secretAccessKey } = await strongroom.sandbox.accessKeys.create('arn:aws:iam::111122223333:user/admin');
      // A key whose bytes this test knows, stored as the app stores its own.
      const raw = crypto.getRandomValues(new Uint8Array(32));
      const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
      const readable = await crypto.subtle.exportKey('raw', key).then(
        () => true,
        () => false,
      );
      await new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('known-key');
        opening.onupgradeneeded = () => void opening.result.createObjectStore('keys');
        opening.onerror = () => reject(opening.error ?? new Error('not opened'));
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('keys', 'readwrite', { durability: 'strict' });
          transaction.objectStore('keys').put(key, 1);
          transaction.oncomplete = () => resolve(opening.result.close());
        };
      });
      return { secret: secretAccessKey ?? '', bytes: [...raw], exported: readable };
    });
    assert.equal(exported, false);
    assert.equal(secret.length, 40);
    await browser.close();
    const files = await databaseFiles(profile);
    assert.ok(
      files.some((file) => file.includes(secret)),
      'the secret of the access key',
    );
    assert.ok(
      files.some((file) => file.includes(Buffer.from(bytes))),
      'the bytes of the key',
    );
    assert.ok(!files.some((file) => file.includes(crypto.getRandomValues(Buffer.alloc(32)))), 'no other bytes');
  } finally {
    await browser.close();
    await server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
