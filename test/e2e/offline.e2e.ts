/** One visit, then no server: a browser started again with the same profile decrypts what it encrypted. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { launch, startServer } from '../support/app.ts';
import { encryptSample } from './visit.ts';

const ROUTES = ['#/keys', '#/playground', '#/playground/file', '#/activity', '#/settings', '#/nowhere', '#/'];

describe('offline', () => {
  it('encrypts a file with one click, and decrypts it after a restart without a server', async () => {
    const profile = await mkdtemp(path.join(tmpdir(), 'strongroom-offline-'));
    const server = await startServer();
    const first = await launch({ profile });
    const start = performance.now();
    await encryptSample(first.page, server.url);
    await first.page.locator('strong-envelope-picture .cipher').waitFor();
    await first.page.locator('strong-kept-file #decrypt').click();
    const letter = first.page.locator('strong-kept-file .letter');
    await letter.waitFor();
    console.log(`cold start until encrypted and decrypted: ${Math.round(performance.now() - start)} ms`);
    const text = await letter.innerText();
    assert.ok(text.length > 100);
    await first.page.getByText('Available offline.').waitFor();
    await first.close();
    await server.close();

    const second = await launch({ profile });
    await second.page.goto(server.url);
    // Not only on the visit that installed it.
    await second.page.getByText('Available offline.').waitFor();
    await second.page.locator('strong-kept-file #decrypt').click();
    const again = second.page.locator('strong-kept-file .letter');
    await again.waitFor();
    assert.equal(await again.innerText(), text);
    for (const route of ROUTES) {
      await second.page.goto(`${server.url}${route}`);
      await second.page.reload();
      await second.page.getByRole('heading', { level: 1 }).waitFor();
    }
    assert.deepEqual([...second.complaints.policy, ...second.complaints.foreign], []);
    await second.close();
    await rm(profile, { recursive: true, force: true });
  });
});
